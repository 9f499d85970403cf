// Keeps stateful resources in AWS when their manifest leaves git.

import { map } from '../engine/combinators.ts';
import type { Ref } from '../engine/ref.ts';

type Action = 'Observe' | 'Create' | 'Update' | 'Delete';

const protectedActions: Action[] = ['Observe', 'Create', 'Update'];
const allActions: Action[] = ['Observe', 'Create', 'Update', 'Delete'];

/** Management policies without `Delete` while `deletionProtection` is on. */
export function protectedBy(deletionProtection: Ref<boolean>): Ref<Action[]> {
  return map<boolean, Action[]>(deletionProtection, { true: protectedActions, false: allActions });
}

/** The resource, kept in AWS while `deletionProtection` is on. */
export function protect<T extends { readonly spec?: object }>(
  template: T,
  deletionProtection: Ref<boolean>,
): T {
  const managementPolicies = protectedBy(deletionProtection);
  return Object.assign({}, template, { spec: Object.assign({}, template.spec, { managementPolicies }) });
}
