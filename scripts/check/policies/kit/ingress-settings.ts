// Reads how an Ingress sets up its load balancer of AWS.
import { fieldPath } from '../../../../envs/validate/path.ts';
import { fields, text } from '../../kit/read.ts';
import type { CheckedObject } from '../../rule.ts';

export const prefix = 'alb.ingress.kubernetes.io/';

/** Reads the annotations of an Ingress of the AWS Load Balancer Controller; undefined for others. */
export function settingsOf({ manifest }: CheckedObject): ((name: string) => string | undefined) | undefined {
  const annotations = fields(manifest.metadata?.annotations);
  const { ingressClassName } = fields(manifest.spec);
  const isAlb =
    ingressClassName === 'alb' ||
    annotations['kubernetes.io/ingress.class'] === 'alb' ||
    Object.keys(annotations).some((key) => key.startsWith(prefix));
  return isAlb ? (name) => text(annotations[prefix + name]) : undefined;
}

export const pathOf = (name: string) => fieldPath('metadata.annotations', prefix + name);

export const kinds = ['networking.k8s.io/Ingress'] as const;
