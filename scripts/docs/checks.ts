// Writes docs/checks.md: what `check` looks at, and what it says of twenty mistakes.
import { judgeObjects, readObjects } from '../check/checker.ts';
import { compareFindings } from '../check/finding.ts';
import { locateAll } from '../check/report/located.ts';
import { textOfFindings } from '../check/report/text.ts';
import { type Layer, layers, type ObjectRule } from '../check/rule.ts';
import { ruleTexts } from '../check/rule-texts.ts';
import { rules } from '../check/rules.ts';
import type { SchemaSource } from '../check/schema/source.ts';
import { type CheckCase, checkCases } from './check-cases.ts';

const meanings: Record<Layer, string> = {
  input: 'The files can be read: YAML, UTF-8, sizes, links. Always on.',
  schema:
    'Every field against the closed schema of its exact apiVersion and kind, with CEL rules where definitions are given.',
  semantics: 'What schemas don’t say: names, labels, amounts, ports, volumes, probes.',
  references: 'Everything that is named exists.',
  crossplane: 'Compositions, definitions and packages agree.',
  policies: 'What runs, but should not: privileges, open doors, missing protection.',
  waivers: 'Accepted findings have a reason and a last day. Always on.',
};

/** The page, as Markdown. Pure: same rules and sources, same text. */
export function checksPage(sources: readonly SchemaSource[]): string {
  return [
    '# Checks',
    '',
    'Generated from `scripts/check/`. Edit that, then run `npm run docs`.',
    '',
    '```sh',
    'npm run check                                  # generated/, all environments, all layers',
    'npm run check -- --env prod --only references  # one environment, one layer',
    'npm run check -- --path DIR                    # any folder or file of manifests',
    'npm run check -- --output sarif > check.sarif  # or json, github, junit',
    'npm run check -- list rules',
    'npm run check -- explain input/syntax',
    '```',
    '',
    '| layer | rules | what it looks at |',
    '| --- | --- | --- |',
    ...layers.map((layer) => `| ${layer} | ${numberOfRules(layer)} | ${meanings[layer]} |`),
    '',
    'An object without a known schema is an error. `--allow-unknown GROUP/KIND` accepts one kind; the summary still names it. For the core group write `/KIND`.',
    '',
    'The summary always says how many objects were validated by which schemas, how many were not looked at, what could not be evaluated, and how many findings are waived.',
    '',
    'Programs read `--output json`: [check-json.md](check-json.md).',
    '',
    '## Waivers',
    '',
    'A finding that is accepted for a time gets an entry in `envs/waivers.ts`:',
    '',
    '```ts',
    "{ rule: 'policies/example', environment: 'prod', kind: 'Deployment', namespace: 'web', name: 'front',",
    "  reason: 'moves to its own node pool in March', until: '2027-03-31' },",
    '```',
    '',
    'After its last day the finding counts again. A waiver that is over or matches nothing is a finding itself.',
    '',
    '## The cache',
    '',
    'What was found is kept under `.cache/check`, by the contents of the files, of the code of `check`, of its schemas and of the installed packages. A file counts as unchanged without being read when inode, size and both times are those of the last run, and the last change was more than three seconds before that run. `--no-cache` reads everything.',
    '',
    '## Twenty mistakes',
    '',
    ...checkCases.flatMap((one) => section(one, sources)),
  ].join('\n');
}

function numberOfRules(layer: Layer): number {
  return ruleTexts.filter((rule) => rule.layer === layer).length;
}

function section(one: CheckCase, sources: readonly SchemaSource[]): string[] {
  return [
    `### ${one.title}`,
    '',
    '```yaml',
    one.text.trimEnd(),
    '```',
    '',
    '```',
    messages(one, sources).trimEnd(),
    '```',
    '',
  ];
}

/** What `check` says of a file, as it prints it. */
export function messages({ file, text }: CheckCase, sources: readonly SchemaSource[]): string {
  const path = `generated/prod/web/${file}`;
  const objectRules = rules.filter((rule): rule is ObjectRule => rule.scope === 'object');
  const judges = { objectRules, environmentRules: [], sources, withSchemas: true };
  const place = { file: path, environment: 'prod', application: 'web' };
  const read = readObjects(place, Buffer.from(text));
  // Policies would say more about each of these than the mistake that is shown.
  const findings = judgeObjects(judges, place, read).findings.filter(({ layer }) => layer !== 'policies');
  return textOfFindings(
    locateAll(findings.sort(compareFindings), () => text),
    (_, words) => words,
  );
}
