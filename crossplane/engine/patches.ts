// Turns references into the patches of function-patch-and-transform.
import type { AnyCloudApi, StatusTemplate } from './cloud-api.ts';
import { composedName, type Leaf } from './flatten.ts';
import { presenceOf } from './presence.ts';
import { type Expression, formatPath } from './ref.ts';

/** One transform of function-patch-and-transform. */
type Transform =
  | { type: 'map'; map: Readonly<Record<string, unknown>> }
  | { type: 'convert'; convert: { toType: 'string' } }
  | { type: 'string'; string: { type: 'Format'; fmt: string } | { type: 'Convert'; convert: 'ToJson' } };

/** One patch, as far as we use them. */
export interface Patch {
  type: 'FromCompositeFieldPath' | 'CombineFromComposite' | 'ToCompositeFieldPath';
  fromFieldPath?: string;
  combine?: { variables: { fromFieldPath: string }[]; strategy: 'string'; string: { fmt: string } };
  toFieldPath: string;
  transforms?: Transform[];
  policy?: { fromFieldPath: 'Required' };
}

/** The patch that fills one field of a composed resource. */
export function patchInto(leaf: Leaf, api: AnyCloudApi): Patch {
  const expression = resolveNames(leaf.expression);
  const toFieldPath = formatPath(leaf.path);
  // Required withholds a new resource until the field is there; a patch that may not apply must be optional.
  const policy =
    presenceOf(expression, api.spec, api.status) === 'optional'
      ? {}
      : { policy: { fromFieldPath: 'Required' as const } };
  const core = expression.op === 'required' ? expression.from : expression;
  if (core.op === 'format' && core.from.length > 1) {
    const variables = core.from.map((part) => ({ fromFieldPath: plainPath(part) }));
    const fmt = formatString(core.format);
    const combine = { variables, strategy: 'string' as const, string: { fmt } };
    return { type: 'CombineFromComposite', combine, toFieldPath, ...policy };
  }
  const { path, transforms } = pipeline(core);
  return { type: 'FromCompositeFieldPath', fromFieldPath: path, toFieldPath, ...some(transforms), ...policy };
}

/** The patch that publishes a field of a composed resource as a status field. */
export function patchOutOf(status: StatusTemplate): Patch {
  const { transforms } = pipeline(status.expression);
  return {
    type: 'ToCompositeFieldPath',
    fromFieldPath: formatPath(status.path),
    toFieldPath: formatPath(['status', status.field]),
    ...some(transforms),
  };
}

/** Replaces the name of another composed resource by how that name is made. Other fields of it must be published. */
export function resolveNames(expression: Expression): Expression {
  switch (expression.op) {
    case 'field': {
      if (expression.root.of === 'composite') return expression;
      const path = formatPath(expression.path);
      if (path === 'metadata.name') return composedName(expression.root.resource);
      throw new Error(
        `${expression.root.resource}: ${path} is known only after AWS made the resource. Publish it as a status field and read status.`,
      );
    }
    case 'format': {
      // A name inside a format is a format itself; splice it in.
      const format: string[] = [expression.format[0] ?? ''];
      const from: Expression[] = [];
      expression.from.forEach((part, index) => {
        const resolved = resolveNames(part);
        const tail = expression.format[index + 1] ?? '';
        if (resolved.op === 'format') {
          resolved.format.forEach((literal, position) => {
            format[format.length - 1] += literal;
            const next = resolved.from[position];
            if (next) {
              from.push(next);
              format.push('');
            }
          });
          format[format.length - 1] += tail;
        } else {
          from.push(resolved);
          format.push(tail);
        }
      });
      return { op: 'format', format, from };
    }
    default:
      return { ...expression, from: resolveNames(expression.from) };
  }
}

function pipeline(expression: Expression): { path: string; transforms: Transform[] } {
  switch (expression.op) {
    case 'field':
      return { path: formatPath(expression.path), transforms: [] };
    case 'required':
      return pipeline(expression.from);
    case 'text':
      return extended(expression.from, { type: 'convert', convert: { toType: 'string' } });
    case 'json':
      return extended(expression.from, { type: 'string', string: { type: 'Convert', convert: 'ToJson' } });
    case 'map': {
      const before = pipeline(expression.from);
      // The function looks up strings only; converting a string to a string changes nothing.
      const convert: Transform = { type: 'convert', convert: { toType: 'string' } };
      return {
        path: before.path,
        transforms: [...before.transforms, convert, { type: 'map', map: expression.table }],
      };
    }
    case 'format': {
      const [only] = expression.from;
      if (!only) throw new Error('a format needs a reference');
      return extended(only, {
        type: 'string',
        string: { type: 'Format', fmt: formatString(expression.format) },
      });
    }
  }
}

function extended(from: Expression, transform: Transform): { path: string; transforms: Transform[] } {
  const before = pipeline(from);
  return { path: before.path, transforms: [...before.transforms, transform] };
}

function some(transforms: Transform[]): { transforms?: Transform[] } {
  return transforms.length > 0 ? { transforms } : {};
}

function plainPath(expression: Expression): string {
  if (expression.op !== 'field') throw new Error('only plain fields can be combined');
  return formatPath(expression.path);
}

function formatString(literals: readonly string[]): string {
  return literals.map((literal) => literal.replaceAll('%', '%%')).join('%s');
}
