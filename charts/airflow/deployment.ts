// A Deployment of one component, with its PodDisruptionBudget and, where something connects to it, its Service.
import type { Chart } from 'cdk8s';
import type { IDeployment, IDeploymentSpec } from 'kubernetes-models/apps/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IService } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { callerFile } from '../kit/origin.ts';
import { namespace, objectName } from './names.ts';
import { airflowPod, type PodOptions, selectorOf } from './pod.ts';

export interface DeploymentOptions extends PodOptions {
  /** Absent when KEDA sets the number of pods: Argo CD would otherwise fight with it. */
  replicas?: number;
  strategy: NonNullable<IDeploymentSpec['strategy']>;
}

export function addDeployment(chart: Chart, environment: Environment, options: DeploymentOptions): void {
  const instance = options.instance ?? options.component;
  const origin = callerFile(import.meta.url);
  manifest<IDeployment>(
    chart,
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: objectName(instance),
        namespace,
        labels: objectLabels(environment, namespace, instance),
      },
      spec: {
        ...(options.replicas === undefined ? {} : { replicas: options.replicas }),
        revisionHistoryLimit: 3,
        // Image pull, first DAG checkout and the wait for a new node fit in.
        progressDeadlineSeconds: 1200,
        selector: { matchLabels: selectorOf(instance) },
        strategy: options.strategy,
        template: airflowPod(environment, options),
      },
    },
    origin,
  );
  manifest<IPodDisruptionBudget>(
    chart,
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {
        name: objectName(instance),
        namespace,
        labels: objectLabels(environment, namespace, instance),
      },
      spec: {
        // maxUnavailable, so that a single pod can still be moved when its node goes.
        maxUnavailable: 1,
        selector: { matchLabels: selectorOf(instance) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
    origin,
  );
}

/** A Service that reaches one port of a component by name. */
export function addService(
  chart: Chart,
  environment: Environment,
  component: string,
  port: { name: string; port: number },
): void {
  manifest<IService>(
    chart,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: objectName(component),
        namespace,
        labels: objectLabels(environment, namespace, component),
      },
      spec: {
        selector: selectorOf(component),
        ports: [{ ...port, targetPort: port.name, protocol: 'TCP' }],
      },
    },
    callerFile(import.meta.url),
  );
}
