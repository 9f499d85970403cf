// IAM, bucket, key and queue policies by their meaning: one text is a list of one, and order means nothing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import { isMapping } from './canonical.ts';

/** True for a value that AWS would read as a policy. */
export function isPolicy(value: Readonly<Record<string, unknown>>): boolean {
  const { Statement } = value;
  const first: unknown = Array.isArray(Statement) ? Statement[0] : Statement;
  return isMapping(first) && ('Effect' in first || 'Action' in first);
}

/** The same policy with lists wherever AWS takes one value or many. */
export function normalisedPolicy(policy: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...policy, Statement: asList(policy.Statement).map(normalisedStatement) };
}

const listFields = ['Action', 'NotAction', 'Resource', 'NotResource'];

function normalisedStatement(statement: unknown): unknown {
  if (!isMapping(statement)) return statement;
  const result: Record<string, unknown> = { ...statement };
  for (const name of listFields) {
    if (name in result) result[name] = asList(result[name]);
  }
  for (const name of ['Principal', 'NotPrincipal']) {
    if (isMapping(result[name])) result[name] = mapValues(result[name], asList);
  }
  if (isMapping(result.Condition)) {
    result.Condition = mapValues(result.Condition, (keys) =>
      // AWS compares conditions as texts: true and "true" are one value.
      isMapping(keys) ? mapValues(keys, (values) => asList(values).map(String)) : keys,
    );
  }
  return result;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function mapValues(map: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
