// What the kubelet applies to a container: its own security context over that of the pod.
import type { ContainerPlace, PodPlace } from '../../kit/pods.ts';
import { fields } from '../../kit/read.ts';

/** A field of the security context, with the place that decides it. */
export interface Effective {
  readonly path: string;
  readonly value: unknown;
}

/** The value of a field that pod and container both have; the container’s wins. */
export function effective(name: string, container: ContainerPlace, pod: PodPlace): Effective {
  const own = fields(container.value.securityContext)[name];
  if (own !== undefined && own !== null) {
    return { path: `${container.path}.securityContext.${name}`, value: own };
  }
  const shared = fields(pod.spec.securityContext)[name];
  if (shared !== undefined && shared !== null) {
    return { path: `${pod.path}.securityContext.${name}`, value: shared };
  }
  return { path: container.path, value: undefined };
}
