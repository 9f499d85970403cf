// Finds values by a pattern of field names such as `ingress[].ports[].protocol`.
import { fieldPath } from '../../../envs/validate/path.ts';
import { type At, isFields, list } from './read.ts';

interface Step {
  readonly name: string;
  /** True when the field is a list whose items are meant. */
  readonly each: boolean;
}

/** A pattern, taken apart once. */
export type Pattern = readonly Step[];

/** Takes a pattern apart: names with dots between them, `[]` behind a list. */
export function parsePattern(pattern: string): Pattern {
  return pattern.split('.').map((part) => {
    const each = part.endsWith('[]');
    return { name: each ? part.slice(0, -2) : part, each };
  });
}

/** The values below `root` that the pattern means, with their paths below `path`; what is missing is left out. */
export function valuesAt(root: unknown, pattern: Pattern, path: string, from = 0): At<unknown>[] {
  const step = pattern[from];
  if (step === undefined) return root === undefined || root === null ? [] : [{ path, value: root }];
  if (!isFields(root) || !Object.hasOwn(root, step.name)) return [];
  const below = root[step.name];
  const at = fieldPath(path, step.name);
  if (!step.each) return valuesAt(below, pattern, at, from + 1);
  return list(below).flatMap((item, index) => valuesAt(item, pattern, fieldPath(at, index), from + 1));
}
