// IAM policies as sets: one grant for each action and resource under one condition, and what covers what.

/** One action on one resource for one principal, under one condition. All of them are patterns with `*` and `?`. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  /** As written; IAM does not look at the case of actions. */
  readonly action: string;
  readonly resource: string;
  /** Empty in policies of roles, which have no principal. */
  readonly principal: string;
  /** Canonical text of the condition; empty when there is none. */
  readonly condition: string;
}

/** The grants of a policy document, given as text or as parsed. A text that is no JSON has none. */
export function grantsOf(policy: unknown): Grant[] {
  const document = typeof policy === 'string' ? parsed(policy) : policy;
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return [];
  return list(document.Statement).flatMap(statementGrants);
}

function statementGrants(statement: unknown): Grant[] {
  if (typeof statement !== 'object' || statement === null) return [];
  const fields = new Map<string, unknown>(Object.entries(statement));
  const effect = fields.get('Effect') === 'Deny' ? 'Deny' : 'Allow';
  const actions = fields.has('Action')
    ? texts(fields.get('Action'))
    : texts(fields.get('NotAction')).map((one) => `everything but ${one}`);
  const resources = fields.has('Resource')
    ? texts(fields.get('Resource'))
    : fields.has('NotResource')
      ? texts(fields.get('NotResource')).map((one) => `everything but ${one}`)
      : ['*'];
  const principals = principalsOf(fields.get('Principal'));
  const condition = fields.has('Condition') ? canonical(fields.get('Condition')) : '';
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      principals.map((principal): Grant => ({ effect, action, resource, principal, condition })),
    ),
  );
}

/** What `after` allows and `before` did not: new grants, and grants that a Deny no longer holds back. */
export function gainedGrants(before: readonly Grant[], after: readonly Grant[]): Grant[] {
  const allowed = after.filter(({ effect }) => effect === 'Allow');
  const denials = before.filter(({ effect }) => effect === 'Deny');
  return [...uncovered(allowed, before), ...uncovered(denials, after)];
}

/** Those of `grants` that no one of `others` covers. Most are in both: only the rest is looked at closely. */
function uncovered(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const same = new Set(others.map(keyOf));
  return grants.filter((grant) => !same.has(keyOf(grant)) && !others.some((other) => covers(other, grant)));
}

function keyOf({ effect, action, resource, principal, condition }: Grant): string {
  return [effect, action, resource, principal, condition].join('\n');
}

/** True when everything that `narrow` grants is granted by `wide`. May say no where a closer look would say yes. */
export function covers(wide: Grant, narrow: Grant): boolean {
  return (
    wide.effect === narrow.effect &&
    matches(wide.action.toLowerCase(), narrow.action.toLowerCase()) &&
    matches(wide.resource, narrow.resource) &&
    (wide.principal === narrow.principal || wide.principal === '*') &&
    (wide.condition === '' || wide.condition === narrow.condition)
  );
}

/** True when the pattern `wide` matches all that `narrow` matches. */
function matches(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  if (!/[*?]/.test(wide)) return false;
  // A `?` must not stand for the `*` of the narrower pattern, which matches more than one character.
  const source = wide
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '[^*]');
  return new RegExp(`^${source}$`, 's').test(narrow);
}

function principalsOf(principal: unknown): string[] {
  if (principal === undefined) return [''];
  if (typeof principal === 'string') return [principal];
  if (typeof principal !== 'object' || principal === null) return [''];
  return Object.entries(principal).flatMap(([type, values]) =>
    texts(values).map((value) => (value === '*' ? '*' : `${type} ${value}`)),
  );
}

function canonical(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${key}:${canonical(field)}`).join(',')}}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function texts(value: unknown): string[] {
  return list(value).map(String);
}
