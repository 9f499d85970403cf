// Every field that holds an amount holds one that can be read.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { objectRule } from '../kit/make-rule.ts';
import { containersOf, podsOf } from '../kit/pods.ts';
import { parseQuantity } from '../kit/quantity.ts';
import { type At, dig, fields, itemsAt } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';

export const quantities = objectRule({
  id: 'semantics/quantity',
  title: 'Amounts are written as Kubernetes reads them',
  why: 'The API server can’t read the object and refuses it.',
  fix: 'Write a number with a suffix such as 500m, 2, 1.5Gi or 200M.',
  *check(object) {
    for (const { path, value } of amountsOf(object)) {
      if (value === null || parseQuantity(value) !== undefined) continue;
      yield { path, what: `${show(value)} is no amount.`, fix: fixFor(value) };
    }
  },
});

/** Suffixes that people write, with the one that Kubernetes knows. */
const meant: Readonly<Record<string, string>> = {
  gb: 'G',
  gib: 'Gi',
  gi: 'Gi',
  mb: 'M',
  mib: 'Mi',
  mi: 'Mi',
  kb: 'k',
  kib: 'Ki',
  ki: 'Ki',
  tb: 'T',
  tib: 'Ti',
  ti: 'Ti',
  g: 'G',
  K: 'k',
};

function fixFor(value: unknown): string | undefined {
  const match = typeof value === 'string' ? /^([\d.]+)\s*([A-Za-z]+)$/.exec(value) : null;
  const suffix = match && (meant[match[2] ?? ''] ?? meant[(match[2] ?? '').toLowerCase()]);
  return suffix ? `Did you mean "${match?.[1]}${suffix}"?` : undefined;
}

function amounts(value: unknown, path: string): At<unknown>[] {
  return Object.entries(fields(value)).map(([name, amount]) => ({
    path: fieldPath(path, name),
    value: amount,
  }));
}

function amountsOf(object: CheckedObject): At<unknown>[] {
  const { manifest } = object;
  const spec = fields(manifest.spec);
  switch (groupKindOf(object)) {
    case '/ResourceQuota':
      return amounts(spec.hard, 'spec.hard');
    case '/LimitRange':
      return itemsAt(spec.limits, 'spec.limits').flatMap(({ path, value }) =>
        ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((field) =>
          amounts(value[field], `${path}.${field}`),
        ),
      );
    case '/PersistentVolumeClaim':
      return [...claimAmounts(spec.resources, 'spec.resources')];
    case '/PersistentVolume':
      return amounts(spec.capacity, 'spec.capacity');
    case 'karpenter.sh/NodePool':
      return amounts(spec.limits, 'spec.limits');
    default:
      return podsOf(object).flatMap((pod) => [
        ...containersOf(pod).flatMap(({ path, value }) => claimAmounts(value.resources, `${path}.resources`)),
        ...claimAmounts(pod.spec.resources, `${pod.path}.resources`),
        ...amounts(pod.spec.overhead, `${pod.path}.overhead`),
        ...itemsAt(pod.spec.volumes, `${pod.path}.volumes`).flatMap(({ path, value }) => {
          const limit = dig(value, 'emptyDir', 'sizeLimit');
          return limit === undefined ? [] : [{ path: `${path}.emptyDir.sizeLimit`, value: limit }];
        }),
        ...itemsAt(spec.volumeClaimTemplates, 'spec.volumeClaimTemplates').flatMap(({ path, value }) =>
          claimAmounts(dig(value, 'spec', 'resources'), `${path}.spec.resources`),
        ),
      ]);
  }
}

function claimAmounts(value: unknown, path: string): At<unknown>[] {
  const { requests, limits } = fields(value);
  return [...amounts(requests, `${path}.requests`), ...amounts(limits, `${path}.limits`)];
}
