// What becomes reachable from outside: load balancers, public databases and clusters, buckets without their block.
import type { EffectRule, EnvironmentChange, ObjectChange } from '../../change.ts';
import { isKeptInAws } from '../aws/managed-resource.ts';
import { fieldOf } from '../cluster/kinds.ts';
import { effectOf } from '../effect.ts';

const ingress = 'alb.ingress.kubernetes.io/';

/** Something outside of the cluster's network may reach it from now on. */
export const exposure: EffectRule = {
  id: 'access/exposure',
  title: 'Something becomes reachable from outside.',
  *effects(environment) {
    for (const change of environment.changes) {
      const what = exposedBy(change, environment);
      if (!what) continue;
      yield effectOf(change, {
        rule: 'access/exposure',
        level: 'danger',
        what,
        why: 'Only the load balancer is meant to be public, and only to the ranges that are named.',
        fix: 'Put the value back, unless this is the purpose of the change.',
      });
    }
  },
};

function exposedBy(change: ObjectChange, environment: EnvironmentChange): string | undefined {
  const became = (path: string, isOpen: (value: unknown) => boolean): boolean =>
    isOpen(fieldOf(change.to?.manifest, path)) && !isOpen(fieldOf(change.from?.manifest, path));
  const isTrue = (value: unknown): boolean => value === true;
  switch (change.kind) {
    case 'Ingress':
      return ingressExposure(change);
    case 'Service':
      return became('spec.type', (type) => type === 'LoadBalancer' || type === 'NodePort')
        ? `Service type ${String(fieldOf(change.to?.manifest, 'spec.type'))} opens a port outside of the cluster.`
        : undefined;
    case 'Instance':
      return became('spec.forProvider.publiclyAccessible', isTrue)
        ? 'The database gets a public address.'
        : undefined;
    case 'Cluster':
      return became('spec.forProvider.vpcConfig.endpointPublicAccess', isTrue)
        ? 'The API server of the cluster gets a public address.'
        : undefined;
    case 'BucketPublicAccessBlock':
      if (change.to === undefined)
        return losesBlock(change, environment)
          ? 'The bucket may become public: its block of public access goes away.'
          : undefined;
      return openBlocks(change).length > 0
        ? `The bucket may become public: ${openBlocks(change).join(', ')}.`
        : undefined;
    default:
      return undefined;
  }
}

/** False where AWS keeps the block, and where the bucket goes with it. */
function losesBlock({ from }: ObjectChange, environment: EnvironmentChange): boolean {
  if (isKeptInAws(from?.manifest)) return false;
  const bucket = fieldOf(from?.manifest, 'spec.forProvider.bucketRef.name');
  if (bucket === undefined) return true;
  return !environment.changes.some(({ kind, name, to }) => kind === 'Bucket' && name === bucket && !to);
}

const blocks = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];

function openBlocks({ from, to }: ObjectChange): string[] {
  if (!to) return [];
  return blocks.filter(
    (name) =>
      fieldOf(to.manifest, `spec.forProvider.${name}`) !== true &&
      (!from || fieldOf(from.manifest, `spec.forProvider.${name}`) === true),
  );
}

function ingressExposure({ from, to }: ObjectChange): string | undefined {
  const before = from?.manifest.metadata.annotations ?? {};
  const after = to?.manifest.metadata.annotations ?? {};
  if (after[`${ingress}scheme`] !== 'internet-facing') return undefined;
  const ranges = (text: string | undefined): string[] =>
    (text ?? '0.0.0.0/0').split(',').map((range) => range.trim());
  if (before[`${ingress}scheme`] !== 'internet-facing')
    return `The load balancer becomes public for ${ranges(after[`${ingress}inbound-cidrs`]).join(', ')}.`;
  const added = ranges(after[`${ingress}inbound-cidrs`]).filter(
    (range) => !ranges(before[`${ingress}inbound-cidrs`]).includes(range),
  );
  return added.length > 0 ? `The load balancer lets in ${added.join(', ')} as well.` : undefined;
}
