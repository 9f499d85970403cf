// One Argo CD application for each workload folder of an environment.
import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { Chart } from 'cdk8s';
import { objectLabels } from '../charts/kit/labels.ts';
import { manifest } from '../charts/kit/manifest.ts';
import { inWave } from '../charts/kit/waves.ts';
import type { Workload } from '../charts/kit/workload.ts';
import type { Installation } from '../envs/index.ts';
import { type BuiltObject, isCustom, isPrecious } from './built-objects.ts';
import { argoNamespace, confirmRemoval, inCluster, syncPolicy } from './common.ts';

/** Adds the application of a folder of the environment, at the environment's own revision. */
export function workloadApplication<E>(
  chart: Chart,
  environment: Installation,
  workload: Workload<E>,
  objects: readonly BuiltObject[],
): void {
  const { delivery } = environment;
  const name = workload.application ?? workload.name;
  const precious = objects.some(isPrecious);
  manifest<IApplication>(chart, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: argoNamespace,
      labels: objectLabels(environment, name),
      annotations: { ...inWave(workload.wave), ...(precious ? confirmRemoval : {}) },
      // The finalizer deletes the objects together with the application.
      // Where data or nodes hang on them they stay, until somebody removes them one by one.
      ...(precious ? {} : { finalizers: ['resources-finalizer.argocd.argoproj.io/background'] }),
    },
    spec: {
      project: name,
      source: {
        repoURL: delivery.repository,
        targetRevision: delivery.targetRevision,
        path: `generated/${environment.name}/${workload.name}`,
      },
      destination: { server: inCluster, namespace: workload.namespace },
      syncPolicy: syncPolicy(environment, [
        'ServerSideApply=true',
        // Two applications that claim one object would undo each other for ever.
        'FailOnSharedResource=true',
        'PruneLast=true',
        ...(objects.some(isCustom) ? ['SkipDryRunOnMissingResource=true'] : []),
      ]),
      revisionHistoryLimit: 10,
    },
  });
}
