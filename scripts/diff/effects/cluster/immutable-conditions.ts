// Conditions under which the API server refuses a change of a field that may change otherwise.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { FieldChange } from '../../change.ts';
import { isMapping } from '../../compare/canonical.ts';
import { quantityOf } from '../../compare/scalars.ts';
import { fieldOf, liesIn } from './kinds.ts';

/** The object on both sides of a change. */
export interface Sides {
  readonly from: Manifest;
  readonly to: Manifest;
}

/** True for the contents of a ConfigMap or Secret that says `immutable: true`. */
export function isFrozen({ path }: FieldChange, sides: Sides): boolean {
  if (fieldOf(sides.from, 'immutable') !== true) return false;
  if (path === 'immutable') return true;
  if (liesIn(path, 'data') || liesIn(path, 'stringData'))
    return contentsOf(sides.from) !== contentsOf(sides.to);
  return liesIn(path, 'binaryData');
}

/** What a Secret or ConfigMap holds in the end: plain texts of a Secret are stored like the others. */
export function contentsOf({ data, stringData }: Manifest): string {
  const plain = isMapping(stringData) ? stringData : {};
  const encoded = Object.entries(plain).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ]);
  const all = { ...(isMapping(data) ? data : {}), ...Object.fromEntries(encoded) };
  return JSON.stringify(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A cluster IP stays once it is given; left out, it stays too. */
export function isFixedOfService({ path, to }: FieldChange, { from }: Sides): boolean {
  if (liesIn(path, 'spec.clusterIP'))
    return to !== undefined && fieldOf(from, 'spec.type') !== 'ExternalName';
  return (
    path === 'spec.loadBalancerClass' &&
    fieldOf(from, 'spec.loadBalancerClass') !== undefined &&
    fieldOf(from, 'spec.type') === 'LoadBalancer'
  );
}

/** True for a claim that asks for less than before. */
export function isShrink({ path, from, to }: FieldChange): boolean {
  if (!liesIn(path, 'spec.resources.requests')) return false;
  const [before, after] = [bytesOf(from), bytesOf(to)];
  return before !== undefined && after !== undefined && after < before;
}

function bytesOf(value: unknown): number | undefined {
  const quantity = typeof value === 'object' && value !== null && 'storage' in value ? value.storage : value;
  return quantityOf(quantity);
}
