// Applies schemas and rules to manifests. Pure: same manifests, same findings.
import type { CheckFinding } from './finding.ts';
import {
  type FilePlace,
  inputFinding,
  isSame,
  type PlacedObject,
  textOf,
  violationFinding,
} from './place-findings.ts';
import { objectsOf, type PlacedManifest } from './read/objects.ts';
import { parse, type ReadProblem } from './read/parse.ts';
import { count, emptyCoverage, type PartResult } from './result.ts';
import type { CheckedEnvironment, EnvironmentRule, ObjectRule, RuleText, Violation } from './rule.ts';
import { schemaRules } from './schema/rules.ts';
import type { SchemaSource } from './schema/source.ts';

/** What to judge with: everything in here is part of the key of the cache. */
export interface Judges {
  objectRules: readonly ObjectRule[];
  environmentRules: readonly EnvironmentRule[];
  /** The first source that knows a kind judges it. */
  sources: readonly SchemaSource[];
  /** False when the schema layer was not asked for. */
  withSchemas: boolean;
}

/** What a file holds. */
export interface ReadObjects {
  objects: PlacedManifest[];
  /** What stands in the way of reading more. */
  findings: CheckFinding[];
}

/** Reads the bytes of a file: its objects, and what is none. */
export function readObjects(place: FilePlace, bytes: Uint8Array): ReadObjects {
  const parsed = parse(bytes);
  if ('problem' in parsed) return unreadable(place, parsed.problem);
  const { objects, problems } = objectsOf(parsed.documents);
  return { objects, findings: problems.map((problem) => inputFinding(place, problem)) };
}

/** What is left of a file that could not be read. */
export function unreadable(place: FilePlace, problem: ReadProblem): ReadObjects {
  return { objects: [], findings: [inputFinding(place, problem)] };
}

/** Judges every object of a file, each for itself. */
export function judgeObjects(
  judges: Judges,
  place: FilePlace,
  { objects, findings }: ReadObjects,
): PartResult {
  const coverage = { ...emptyCoverage(), files: 1, objects: objects.length };
  const result: PartResult = { coverage, findings: [...findings] };
  for (const one of objects) judgeObject(judges, placedIn(place, one), result);
  return result;
}

/** An object with the place of its file. */
export function placedIn(place: FilePlace, { manifest, document, within }: PlacedManifest): PlacedObject {
  return { object: { ...place, manifest }, document, within };
}

function judgeObject(judges: Judges, placed: PlacedObject, result: PartResult): void {
  const before = result.findings.length;
  if (judges.withSchemas) judgeSchema(judges.sources, placed, result);
  const fits = result.findings.length === before;
  for (const rule of judges.objectRules) {
    const run = () => [...rule.check(placed.object)];
    for (const violation of guard(rule, run, fits, placed.object.file, result)) {
      const finding = violationFinding(rule, violation, placed);
      const said = result.findings.slice(before).find((one) => isSame(one, finding));
      if (!said) result.findings.push(finding);
      else if (violation.fix) said.fix = violation.fix;
    }
  }
}

function judgeSchema(
  sources: readonly SchemaSource[],
  placed: PlacedObject,
  { coverage, findings }: PartResult,
): void {
  const { manifest } = placed.object;
  for (const source of sources) {
    const verdict = source.judge(manifest);
    if (!verdict) continue;
    count(coverage.validated, source.name);
    for (const name of verdict.notEvaluated) count(coverage.notEvaluated, name);
    for (const { rule, path, what, fix } of verdict.problems) {
      findings.push(
        violationFinding(textOf(schemaRules, rule), { object: placed.object, path, what, fix }, placed),
      );
    }
    return;
  }
  const name = `${manifest.apiVersion} ${manifest.kind}`;
  count(coverage.unknown, name);
  const what = `No schema is known for ${name}.`;
  findings.push(
    violationFinding(
      textOf(schemaRules, 'schema/unknown-kind'),
      { object: placed.object, path: 'kind', what },
      placed,
    ),
  );
}

/** Runs the rules that look at a whole environment. `placed` are its objects in the order of their files. */
export function judgeEnvironment(
  judges: Judges,
  environment: Omit<CheckedEnvironment, 'objects'>,
  placed: readonly PlacedObject[],
  fits: boolean,
): PartResult {
  const result: PartResult = { coverage: emptyCoverage(), findings: [] };
  const places = new Map(placed.map((one) => [one.object, one]));
  const whole = { ...environment, objects: placed.map(({ object }) => object) };
  for (const rule of judges.environmentRules) {
    const run = () => [...rule.check(whole)];
    for (const violation of guard(rule, run, fits, environment.name, result)) {
      const place = places.get(violation.object);
      if (!place) throw new Error(`Rule ${rule.id} names an object that is not part of the environment.`);
      result.findings.push(violationFinding(rule, violation, place));
    }
  }
  return result;
}

/**
 * Runs a rule. Rules may trust the types of manifests, so one may fail on a manifest that does not fit its schema;
 * that is counted. Any other failure is a mistake in the rule.
 */
function guard(
  rule: RuleText,
  run: () => Violation[],
  fits: boolean,
  where: string,
  { coverage }: PartResult,
): Violation[] {
  try {
    return run();
  } catch (error) {
    if (fits) throw new Error(`Rule ${rule.id} failed on ${where}.`, { cause: error });
    count(coverage.notEvaluated, `${rule.id} (a manifest does not fit its schema)`);
    return [];
  }
}
