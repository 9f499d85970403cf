// The shape that every pod of Airflow has: image, user, configuration, writable folders, DAGs, spread over zones.
import type { IContainer, IPodSpec, IPodTemplateSpec, ITopologySpreadConstraint } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { configurationChecksum, configurationName } from './configuration.ts';
import { dagSource } from './dags.ts';
import { environmentVariables } from './environment-variables.ts';
import { kubernetesClients } from './identity.ts';
import { jobClassesName } from './job-classes.ts';
import { type Component, namespace, objectName, paths } from './names.ts';
import { restrictedContainer, restrictedPod } from './restricted.ts';

/** User and group of the official image; its files belong to group 0. */
export const airflowUser = { user: 50_000, group: 0 } as const;

/** What is different between the pods. */
export interface PodOptions {
  component: Component;
  /** Value of the label `app.kubernetes.io/component`, when a component has several sets of pods. */
  instance?: string;
  /** What the image’s entrypoint runs. Setting `command` instead would lose its signal handling. */
  args: string[];
  resources: { cpuMillis: number; memoryMiB: number };
  /** Pods that parse or run DAG code mount the DAGs. */
  dags: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  terminationGracePeriodSeconds: number;
  container?: Pick<IContainer, 'ports' | 'startupProbe' | 'livenessProbe' | 'readinessProbe' | 'env'>;
  restartPolicy?: IPodSpec['restartPolicy'];
  annotations?: Record<string, string>;
}

/** Label value that selects the pods of one component or queue. */
export const selectorOf = (component: string) => selectorLabels(namespace, component);

export function airflowPod(environment: Environment, options: PodOptions): IPodTemplateSpec {
  const { component, container = {} } = options;
  const instance = options.instance ?? component;
  const dags = options.dags ? dagSource(environment) : { volumes: [], mounts: [], sidecars: [] };
  const memory = `${options.resources.memoryMiB}Mi`;
  return {
    metadata: {
      labels: objectLabels(environment, namespace, instance),
      annotations: {
        'helical.dev/configuration': configurationChecksum(environment),
        ...options.annotations,
      },
    },
    spec: {
      serviceAccountName: objectName(component),
      automountServiceAccountToken: kubernetesClients.includes(component),
      // Otherwise every Service of the namespace appears as variables, some of which look like Airflow options.
      enableServiceLinks: false,
      securityContext: restrictedPod(airflowUser.user, airflowUser.group),
      nodeSelector: { 'helical.dev/node-pool': 'general' },
      topologySpreadConstraints: spread(instance),
      terminationGracePeriodSeconds: options.terminationGracePeriodSeconds,
      ...(options.restartPolicy ? { restartPolicy: options.restartPolicy } : {}),
      ...(dags.sidecars.length > 0 ? { initContainers: dags.sidecars } : {}),
      containers: [
        {
          name: component,
          image: images.airflow,
          args: options.args,
          ...container,
          env: [...environmentVariables(environment, component), ...(container.env ?? [])],
          resources: {
            requests: { cpu: `${options.resources.cpuMillis}m`, memory },
            limits: { memory },
          },
          securityContext: restrictedContainer,
          volumeMounts: [
            { name: 'configuration', mountPath: paths.configuration, readOnly: true },
            { name: 'logs', mountPath: paths.logs },
            { name: 'tmp', mountPath: '/tmp' },
            ...(options.dags
              ? [{ name: 'job-classes', mountPath: paths.jobClasses, readOnly: true }, ...dags.mounts]
              : []),
          ],
        },
      ],
      volumes: [
        { name: 'configuration', configMap: { name: configurationName } },
        { name: 'logs', emptyDir: { sizeLimit: '5Gi' } },
        { name: 'tmp', emptyDir: { sizeLimit: '2Gi' } },
        ...(options.dags
          ? [{ name: 'job-classes', configMap: { name: jobClassesName } }, ...dags.volumes]
          : []),
      ],
    },
  };
}

/** Pods of one component keep apart from each other: strictly by zone, and by node where there is room. */
function spread(instance: string): ITopologySpreadConstraint[] {
  const labelSelector = { matchLabels: selectorOf(instance) };
  return [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector,
    },
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  ];
}
