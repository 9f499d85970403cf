// A ConfigMap with the address of something that AWS made, for the pods of the same namespace.
import type { IConfigMap } from 'kubernetes-models/v1';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import type { Templated } from '../engine/ref.ts';

/** The ConfigMap. It appears once every value is known, so pods that mount it wait for the cloud. */
export function endpointConfigMap(data: Record<string, Templated<string>>): ComposedTemplate<IConfigMap> {
  return { apiVersion: 'v1', kind: 'ConfigMap', data };
}
