// The shape that every pod of Airflow has: image, user, configuration, writable folders, DAGs, spread over zones.
import type {
  IAffinity,
  IContainer,
  IPodSpec,
  IPodTemplateSpec,
  ITopologySpreadConstraint,
  IVolume,
} from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { configurationChecksum, configurationName } from './configuration.ts';
import { dagSource } from './dags.ts';
import { accessOf, environmentVariables } from './environment-variables.ts';
import { kubernetesClients } from './identity.ts';
import { jobClassesChecksum, jobClassesName } from './job-classes.ts';
import { type Component, namespace, objectName, paths } from './names.ts';
import { priorityOf } from './priority.ts';
import { restrictedContainer, restrictedPod } from './restricted.ts';
import { scriptsName } from './scripts.ts';

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
  /** Pods that parse or run DAG code mount the DAGs and the job classes. */
  dags?: boolean;
  /** Pods that run a script of the platform mount the scripts. */
  scripts?: boolean;
  /** Seconds between SIGTERM and SIGKILL. */
  terminationGracePeriodSeconds: number;
  container?: Pick<IContainer, 'ports' | 'startupProbe' | 'livenessProbe' | 'readinessProbe' | 'env'>;
  /** Containers that finish before the main one starts. */
  initContainers?: IContainer[];
  /** Volumes of the init containers. */
  volumes?: IVolume[];
  restartPolicy?: IPodSpec['restartPolicy'];
  annotations?: Record<string, string>;
}

/** Labels that select the pods of one component or queue. */
export const selectorOf = (component: string) => selectorLabels(namespace, component);

export function airflowPod(environment: Environment, options: PodOptions): IPodTemplateSpec {
  const instance = options.instance ?? options.component;
  const dags = options.dags ? dagSource(environment) : undefined;
  const initContainers = [...(dags?.sidecars ?? []), ...(options.initContainers ?? [])];
  return {
    metadata: {
      labels: objectLabels(environment, namespace, instance),
      annotations: {
        'helical.dev/configuration': configurationChecksum(environment),
        ...(dags ? { 'helical.dev/job-classes': jobClassesChecksum(environment) } : {}),
        ...cacheTokenVersion(environment, options.component),
        ...options.annotations,
      },
    },
    spec: {
      serviceAccountName: objectName(options.component),
      automountServiceAccountToken: kubernetesClients.includes(options.component),
      // Otherwise every Service of the namespace appears as variables, some of which look like Airflow options.
      enableServiceLinks: false,
      securityContext: restrictedPod(airflowUser.user, airflowUser.group),
      priorityClassName: priorityOf(options.component),
      nodeSelector: { 'helical.dev/node-pool': 'general' },
      affinity: onDemand,
      topologySpreadConstraints: spread(instance),
      terminationGracePeriodSeconds: options.terminationGracePeriodSeconds,
      ...(options.restartPolicy ? { restartPolicy: options.restartPolicy } : {}),
      ...(initContainers.length > 0 ? { initContainers } : {}),
      containers: [airflowContainer(environment, options)],
      volumes: [
        { name: 'configuration', configMap: { name: configurationName } },
        { name: 'logs', emptyDir: { sizeLimit: '5Gi' } },
        { name: 'tmp', emptyDir: { sizeLimit: '2Gi' } },
        ...(options.scripts ? [{ name: 'scripts', configMap: { name: scriptsName } }] : []),
        ...(options.volumes ?? []),
        ...(dags ? [{ name: 'job-classes', configMap: { name: jobClassesName } }, ...dags.volumes] : []),
      ],
    },
  };
}

/** The Secret of the token keeps its name when the token changes, so the pods that use it would not notice. */
function cacheTokenVersion(environment: Environment, component: Component): Record<string, string> {
  if (!accessOf(environment, component).includes('queue')) return {};
  return { 'helical.dev/cache-token': `v${environment.airflow.secretVersions.cache}` };
}

/** A container of Airflow’s image: the main one of a pod, or a step before it. */
export function airflowContainer(
  environment: Environment,
  options: Pick<PodOptions, 'component' | 'args' | 'resources' | 'container' | 'dags' | 'scripts'> & {
    name?: string;
    mounts?: NonNullable<IContainer['volumeMounts']>;
  },
): IContainer {
  const { container = {} } = options;
  const memory = `${options.resources.memoryMiB}Mi`;
  return {
    name: options.name ?? options.component,
    image: images.airflow,
    args: options.args,
    ...container,
    env: [...environmentVariables(environment, options.component), ...(container.env ?? [])],
    resources: { requests: { cpu: `${options.resources.cpuMillis}m`, memory }, limits: { memory } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: 'configuration', mountPath: paths.configuration, readOnly: true },
      { name: 'logs', mountPath: paths.logs },
      { name: 'tmp', mountPath: '/tmp' },
      ...(options.scripts ? [{ name: 'scripts', mountPath: paths.scripts, readOnly: true }] : []),
      ...(options.dags
        ? [
            { name: 'job-classes', mountPath: paths.jobClasses, readOnly: true },
            ...dagSource(environment).mounts,
          ]
        : []),
      ...(options.mounts ?? []),
    ],
  };
}

/**
 * Where the pool has both, not on spot: an interruption gives two minutes, and tasks take hours.
 * Karpenter keeps to a preference as long as it can.
 */
const onDemand: IAffinity = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        preference: {
          matchExpressions: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }],
        },
      },
    ],
  },
};

/** Pods of one component keep apart from each other, by zone and by node, where there is room. */
function spread(instance: string): ITopologySpreadConstraint[] {
  const apart = {
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorOf(instance) },
  } as const;
  return [
    { ...apart, topologyKey: 'topology.kubernetes.io/zone' },
    { ...apart, topologyKey: 'kubernetes.io/hostname' },
  ];
}
