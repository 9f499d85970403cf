// Walks through a value beside its schema and collects what does not fit.
//
// Our own walk instead of ajv: ajv compiles one function a schema, which takes seconds for the large kinds of the
// AWS provider, and it knows neither keys of lists, nor which unknown fields the API server prunes, nor which
// part of the value a rule in CEL is about. This walk reads a schema only where a value leads.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { fieldPath } from '../../../envs/validate/path.ts';
import { checkDuplicates } from './duplicates.ts';
import { checkLimits } from './limits.ts';
import { checkLogic } from './logic.ts';
import { type Complaint, missingField, unknownField, wrongType } from './problem.ts';
import type { Shape } from './shape.ts';
import type { SchemaProblem } from './source.ts';

/** A value whose schema has rules in CEL. */
export interface RuleSite {
  readonly shape: Shape;
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

/** What a walk has found. */
export interface Findings {
  readonly problems: SchemaProblem[];
  readonly sites: RuleSite[];
  /** Constraints that could not be checked. */
  readonly notEvaluated: Set<string>;
}

/** Walks through one value. `path` is the place where it starts; it is the same again afterwards. */
export function walk(shape: Shape, value: unknown, path: (string | number)[], found: Findings): void {
  const complain = (complaint: Complaint) => found.problems.push({ ...complaint, path: pathText(path) });
  if (!hasType(shape, value)) {
    complain(wrongType(shape, value));
    return;
  }
  if (value === null) return;
  if (shape.hasLimits) checkLimits(shape, value, complain);
  if (shape.pattern === null) found.notEvaluated.add(`pattern ${shape.schema.pattern}`);
  if (Array.isArray(value)) walkList(shape, value, path, found);
  else if (isRecord(value)) walkObject(shape, value, path, found);
  if (shape.hasLogic) checkLogic(shape, value, path, found);
  if (shape.rules.length > 0) found.sites.push({ shape, value, path: [...path] });
}

/** A path as messages show it. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(fieldPath, '');
}

/** True when a field counts as given: null says "not given" where the schema does not accept it. */
export function isGiven(field: Shape | undefined, value: unknown): boolean {
  return value !== undefined && (value !== null || (field?.nullable ?? false));
}

function walkList(shape: Shape, list: readonly unknown[], path: (string | number)[], found: Findings): void {
  const { items, schema } = shape;
  if (shape.hasLimits && list.length > 1)
    checkDuplicates(schema, list, (index, complaint) =>
      found.problems.push({ ...complaint, path: pathText([...path, index]) }),
    );
  if (!items) return;
  for (let index = 0; index < list.length; index++) {
    path.push(index);
    // An entry that is null becomes an empty one of its type in Go.
    const item = list[index] ?? (items.native && items.type === 'object' ? {} : list[index]);
    walk(items, item, path, found);
    path.pop();
  }
}

function walkObject(
  shape: Shape,
  object: Record<string, unknown>,
  path: (string | number)[],
  found: Findings,
): void {
  for (const name of Object.keys(object)) {
    const value = object[name];
    const field = shape.field(name) ?? shape.rest;
    if (field) {
      if (!isGiven(field, value)) continue;
      path.push(name);
      walk(field, value, path, found);
      path.pop();
    } else if (!shape.keepsUnknown) {
      found.problems.push({ ...unknownField(name, shape), path: pathText([...path, name]) });
    }
  }
  for (const name of shape.required) {
    if (Object.hasOwn(object, name) && isGiven(shape.field(name) ?? shape.rest, object[name])) continue;
    const complaint = missingField(name, shape, Object.keys(object));
    found.problems.push({ ...complaint, path: pathText([...path, name]) });
  }
}

function hasType(shape: Shape, value: unknown): boolean {
  if (value === null)
    return shape.nullable || shape.native || (shape.type === undefined && !shape.intOrString);
  if (shape.intOrString) return typeof value === 'string' || Number.isInteger(value);
  switch (shape.type) {
    case undefined:
      return true;
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'quantity':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return typeof value === shape.type;
  }
}
