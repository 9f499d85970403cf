// Rules over managed resources of AWS: one service and kind each, and what it is to be made with.
import type { GroupKind } from '../../kit/kinds.ts';
import { type Fault, objectRule, type Text } from '../../kit/make-rule.ts';
import { dig, type Fields, fields, isFields, list } from '../../kit/read.ts';
import type { CheckedObject, ObjectRule } from '../../rule.ts';
import { managedKindOf } from './iam-documents.ts';

/** Where the desired state of a managed resource stands. */
export const desired = 'spec.forProvider';

/** A rule over managed resources of the given services and kinds, for example `rds/Instance`. */
export function managedRule(
  rule: Text & {
    readonly of: readonly GroupKind[];
    checkResource(forProvider: Fields, object: CheckedObject): Iterable<Fault>;
  },
): ObjectRule {
  const { of, checkResource, ...text } = rule;
  const wanted = new Set<string>(of);
  return objectRule({
    ...text,
    check(object) {
      if (!wanted.has(managedKindOf(object) ?? '')) return [];
      // What is only observed belongs to somebody else.
      const policies = list(dig(object.manifest, 'spec', 'managementPolicies'));
      if (policies.length === 1 && policies[0] === 'Observe') return [];
      return checkResource(fields(dig(object.manifest, 'spec', 'forProvider')), object);
    },
  });
}

/** A block that the provider writes as an object or as a list of one; empty when it is absent. */
export function block(value: unknown): Fields {
  return isFields(value) ? value : fields(list(value)[0]);
}

/** True for `true` and for the text that some fields of the provider take instead. */
export function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

/** True when a field or the reference or selector that fills it is given. */
export function isGiven(from: Fields, name: string): boolean {
  return [name, `${name}Ref`, `${name}Selector`].some((one) => {
    const value = from[one];
    return value !== undefined && value !== null && value !== '';
  });
}

/** True for a range that means every address. */
export function isEverywhere(range: unknown): boolean {
  return range === '0.0.0.0/0' || range === '::/0';
}
