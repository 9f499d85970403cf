// What the pods of a workload ask the scheduler for, all together.
import type { Manifest } from '../../../crossplane/manifest.ts';
import { isMapping } from '../compare/canonical.ts';
import { quantityOf } from '../compare/scalars.ts';

/** Requests of all pods of a workload. */
export interface PodResources {
  /** Number of pods; 1 where a scaler decides, so that requests are those of one pod. */
  readonly replicas: number;
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly gpus: number;
}

const workloads = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

/**
 * Replicas times requests, or `undefined` for anything but a Deployment, StatefulSet or ReplicaSet. Init containers run
 * before the others, so the largest of them counts if it asks for more; sidecars among them (restartPolicy Always) add
 * up: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podResources({ kind, spec }: Manifest): PodResources | undefined {
  if (!workloads.has(kind) || !isMapping(spec)) return undefined;
  const pod = isMapping(spec.template) && isMapping(spec.template.spec) ? spec.template.spec : {};
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1;
  const requested = (name: string) => replicas * requestOfPod(pod, name);
  return { replicas, cpu: requested('cpu'), memory: requested('memory'), gpus: requested('nvidia.com/gpu') };
}

function requestOfPod(pod: Readonly<Record<string, unknown>>, name: string): number {
  const request = (container: unknown): number => {
    const resources = isMapping(container) && isMapping(container.resources) ? container.resources : {};
    const find = (part: unknown) => (isMapping(part) ? quantityOf(part[name]) : undefined);
    // A limit without a request is the request, too.
    return find(resources.requests) ?? find(resources.limits) ?? 0;
  };
  const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const isSidecar = (container: unknown) => isMapping(container) && container.restartPolicy === 'Always';
  const init = listOf(pod.initContainers);
  const running = [...listOf(pod.containers), ...init.filter(isSidecar)];
  const sum = running.reduce((total: number, container) => total + request(container), 0);
  return Math.max(sum, ...init.filter((container) => !isSidecar(container)).map(request));
}
