// Keeps stateful resources in AWS when their manifest leaves git.
import type { ComposeContext, ComposedObject, ComposedTemplate, Readiness } from '../engine/cloud-api.ts';
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
export function protect<T extends object>(template: T, deletionProtection: Ref<boolean>): T {
  const spec: unknown = Reflect.get(template, 'spec');
  const managementPolicies = protectedBy(deletionProtection);
  return Object.assign({}, template, { spec: Object.assign({}, spec, { managementPolicies }) });
}

/** How a compose function composes a resource. */
export type Compose = ComposeContext<unknown, unknown, string>['resource'];

/**
 * Composes resources that stay in AWS while `deletionProtection` is on. For what guards something that stays: a bucket
 * that outlives its policy would lie open.
 */
export function composeProtected(resource: Compose, deletionProtection: Ref<boolean>): Compose {
  return <T extends ComposedObject>(
    id: string,
    template: ComposedTemplate<T>,
    options?: { readiness?: Readiness },
  ) => resource<T>(id, protect(template, deletionProtection), options);
}
