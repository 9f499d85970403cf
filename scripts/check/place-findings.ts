// Makes findings of what reading and rules say, with the place of the object.
import type { Manifest } from '../../crossplane/manifest.ts';
import { type CheckFinding, findingOf, type ObjectName } from './finding.ts';
import { join, type NoObject } from './read/objects.ts';
import type { ReadProblem } from './read/parse.ts';
import { inputRules } from './read/rules.ts';
import type { CheckedObject, RuleText, Violation } from './rule.ts';

/** Where a file belongs. */
export interface FilePlace {
  file: string;
  environment: string;
  application: string;
  origin?: string;
}

/** An object and where it stands in its file. */
export interface PlacedObject {
  object: CheckedObject;
  document: number;
  within: string;
}

/** The finding of something that stands in the way of reading. */
export function inputFinding(place: FilePlace, problem: ReadProblem & Partial<NoObject>): CheckFinding {
  const { rule, what, position, path, document } = problem;
  const { file, environment, origin } = place;
  return findingOf(textOf(inputRules, rule), {
    file,
    environment,
    source: origin,
    what,
    position,
    path,
    document,
  });
}

/** The finding of a rule on an object. */
export function violationFinding(
  rule: RuleText,
  violation: Violation,
  { object, document, within }: PlacedObject,
): CheckFinding {
  const { file, environment, origin, manifest } = object;
  return findingOf(rule, {
    file,
    environment,
    source: origin,
    path: join(within, violation.path ?? ''),
    what: violation.what,
    fix: violation.fix,
    object: nameOf(manifest),
    document,
  });
}

function nameOf({ apiVersion, kind, metadata }: Manifest): ObjectName {
  const { name, namespace } = metadata;
  return typeof namespace === 'string' ? { apiVersion, kind, namespace, name } : { apiVersion, kind, name };
}

/** The rule of this name. @throws Error when there is none, which is a mistake of the program */
export function textOf(texts: readonly RuleText[], id: string): RuleText {
  const text = texts.find((rule) => rule.id === id);
  if (!text) throw new Error(`${id} is not in the list of rules.`);
  return text;
}

/** Rules that know accepted values of fields, for kinds whose schema does not, with the rule that says the same. */
const saidBySchema: Readonly<Record<string, string>> = {
  'semantics/accepted-value': 'schema/not-accepted',
  'semantics/quantity': 'schema/format',
};

/** True when the schema has said the same of the same field. */
export function isSame(before: CheckFinding, { rule, where, document }: CheckFinding): boolean {
  return (
    saidBySchema[rule] === before.rule && before.where.path === where.path && before.document === document
  );
}
