// Finds the pods that an object asks for, whatever kind it is: a Pod, a workload, a CronJob, a template.
import type { CheckedObject } from '../rule.ts';
import { type GroupKind, groupKindOf } from './kinds.ts';
import { namespaceOf } from './metadata.ts';
import { type At, dig, type Fields, fields, isFields, itemsAt } from './read.ts';

/** One pod that an object asks for. */
export interface PodPlace {
  readonly object: CheckedObject;
  /** Path of the pod's spec, for example `spec.template.spec`. */
  readonly path: string;
  readonly spec: Fields;
  /** Path of the pod's metadata, for example `spec.template.metadata`. */
  readonly metadataPath: string;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly namespace: string;
  /** False for the runtime of a package: Crossplane adds the image, the ports and the labels. */
  readonly complete: boolean;
}

/** Which list of the pod a container stands in. */
export type ContainerList = 'containers' | 'initContainers' | 'ephemeralContainers';

/** One container of a pod. */
export interface ContainerPlace extends At<Fields> {
  readonly list: ContainerList;
  readonly name: string;
  /** True for an init container with `restartPolicy: Always`, which runs beside the others. */
  readonly sidecar: boolean;
}

/** Where the pod template of each kind stands: the way to the object that holds `metadata` and `spec`. */
const templates: Readonly<Record<GroupKind, readonly string[]>> = {
  '/Pod': [],
  '/PodTemplate': ['template'],
  '/ReplicationController': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
  'pkg.crossplane.io/DeploymentRuntimeConfig': ['spec', 'deploymentTemplate', 'spec', 'template'],
};

const cache = new WeakMap<CheckedObject, readonly PodPlace[]>();
const containerCache = new WeakMap<PodPlace, readonly ContainerPlace[]>();

/** The pods that an object asks for: none or one for every kind that is known today. */
export function podsOf(object: CheckedObject): readonly PodPlace[] {
  const known = cache.get(object);
  if (known) return known;
  const found = findPods(object);
  cache.set(object, found);
  return found;
}

function findPods(object: CheckedObject): readonly PodPlace[] {
  const groupKind = groupKindOf(object);
  if (!Object.hasOwn(templates, groupKind)) return [];
  const way = templates[groupKind] ?? [];
  const template = dig(object.manifest, ...way);
  // A template without a spec is one of a pod without containers.
  const isPackage = groupKind === 'pkg.crossplane.io/DeploymentRuntimeConfig';
  const isBare = !isPackage && groupKind !== '/Pod' && isFields(dig(object.manifest, ...way.slice(0, -1)));
  const spec = dig(template, 'spec') ?? (isBare && template !== null ? {} : undefined);
  if (!isFields(spec)) return [];
  const metadata = fields(dig(template, 'metadata'));
  return [
    {
      object,
      path: [...way, 'spec'].join('.'),
      spec,
      metadataPath: [...way, 'metadata'].join('.'),
      labels: fields(metadata.labels),
      annotations: fields(metadata.annotations),
      namespace: namespaceOf(object) ?? 'default',
      complete: !isPackage,
    },
  ];
}

/** All containers of a pod, init containers first, as the kubelet starts them. */
export function containersOf(pod: PodPlace): readonly ContainerPlace[] {
  const known = containerCache.get(pod);
  if (known) return known;
  const found = (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    itemsAt(pod.spec[list], `${pod.path}.${list}`).map(({ path, value }) => ({
      path,
      value,
      list,
      name: typeof value.name === 'string' ? value.name : '',
      sidecar: list === 'initContainers' && value.restartPolicy === 'Always',
    })),
  );
  containerCache.set(pod, found);
  return found;
}

/** The ports that the containers of a pod declare, with their names. */
export function portsOf(pod: PodPlace): readonly At<Fields>[] {
  return containersOf(pod).flatMap(({ path, value }) => itemsAt(value.ports, `${path}.ports`));
}
