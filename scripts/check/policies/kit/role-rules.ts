// Reads what a Role or ClusterRole grants.
import type { GroupKind } from '../../kit/kinds.ts';
import type { Fault } from '../../kit/make-rule.ts';
import { type At, type Fields, itemsAt, list } from '../../kit/read.ts';
import type { CheckedObject } from '../../rule.ts';

export const kinds: readonly GroupKind[] = [
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/ClusterRole',
];

export function rulesOf({ manifest }: CheckedObject): At<Fields>[] {
  return itemsAt(manifest.rules, 'rules');
}

/** True when a list holds the name or the wildcard. */
export function grants(granted: unknown, name: string): boolean {
  return list(granted).includes(name) || list(granted).includes('*');
}

/** True when a rule is about a resource; the wildcard is reported by a rule of its own. */
export function names(rule: Fields, group: string, resource: string): boolean {
  const slash = resource.indexOf('/');
  const wanted = slash < 0 ? [resource] : [resource, `*${resource.slice(slash)}`];
  return grants(rule.apiGroups, group) && wanted.some((one) => list(rule.resources).includes(one));
}

export interface Power {
  readonly group: string;
  readonly resource: string;
  /** Any of these; all verbs when absent. */
  readonly verbs?: readonly string[];
  readonly effect: string;
}

export function* powersIn(object: CheckedObject, powers: readonly Power[]): Generator<Fault> {
  for (const { path, value } of rulesOf(object)) {
    for (const { group, resource, verbs, effect } of powers) {
      if (!names(value, group, resource)) continue;
      const given = verbs?.filter((verb) => grants(value.verbs, verb));
      // With names on it, bind, escalate and impersonate are limited to what is meant.
      const isNamed = list(value.resourceNames).length > 0 && verbs !== undefined;
      if (given?.length === 0 || isNamed) continue;
      const right = given ? `${resource} (${given.join(', ')})` : resource;
      yield { path, what: `Who may use ${right} ${effect}.` };
    }
  }
}
