// Checks `allOf`, `anyOf`, `oneOf` and `not` of a schema: limits on a value, never on the names of its fields.
import { noAlternative } from './problem.ts';
import type { Shape } from './shape.ts';
import type { StructuralSchema } from './structural.ts';
import { type Findings, pathText, walk } from './walk.ts';

/** Adds the problems that a value has with the combined schemas of its shape. */
export function checkLogic(shape: Shape, value: unknown, path: (string | number)[], found: Findings): void {
  const { allOf, anyOf, oneOf, not } = shape.schema;
  const tried = (schema: StructuralSchema) => attempt(shape, schema, value, path);
  const complain = (fix: string) =>
    found.problems.push({ ...noAlternative(value, fix), path: pathText(path) });

  for (const schema of allOf ?? []) found.problems.push(...tried(schema).problems);
  if (anyOf && !shape.intOrString) {
    const attempts = anyOf.map(tried);
    if (attempts.every(({ problems }) => problems.length > 0))
      complain(`At least one form must fit. ${reasons(attempts)}`);
  }
  if (oneOf) {
    const attempts = oneOf.map(tried);
    const fitting = attempts.filter(({ problems }) => problems.length === 0).length;
    if (fitting === 0) complain(`One form must fit. ${reasons(attempts)}`);
    else if (fitting > 1) complain(`It fits ${fitting} forms that exclude each other. Keep to one of them.`);
  }
  if (not && tried(not).problems.length === 0) complain('It has exactly the form that is forbidden here.');
}

function attempt(
  shape: Shape,
  schema: StructuralSchema,
  value: unknown,
  path: (string | number)[],
): Findings {
  const found: Findings = { problems: [], sites: [], notEvaluated: new Set() };
  walk(shape.branch(schema), value, path, found);
  return found;
}

function reasons(attempts: readonly Findings[]): string {
  return attempts
    .map(({ problems }, index) => {
      const why = problems.map(({ path, what }) => (path ? `${path}: ${what}` : what));
      return `Form ${index + 1} does not: ${why.join(', ')}.`;
    })
    .join(' ');
}
