// What holds for reports of any size and content: limits, escaping, order, exit codes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parsePatch } from '../../../scripts/diff/causes/changed-lines.ts';
import { fieldOfLine } from '../../../scripts/diff/causes/field-of-line.ts';
import type { EffectRule, Level } from '../../../scripts/diff/change.ts';
import { effectOf } from '../../../scripts/diff/effects/effect.ts';
import { diffTrees } from '../../../scripts/diff/engine.ts';
import type { ReportSources } from '../../../scripts/diff/report/formats.ts';
import { maxCommentBytes, writeMarkdown } from '../../../scripts/diff/report/markdown.ts';
import { writeTerminal } from '../../../scripts/diff/report/terminal.ts';
import type { DiffReport } from '../../../scripts/diff/report.ts';
import { exitCodeOf } from '../../../scripts/diff/run.ts';
import type { TreePair } from '../../../scripts/diff/trees/tree-pair.ts';
import { configMap } from './repository-kit.ts';

const sources: ReportSources = { yaml: () => undefined, yamlBytes: () => 0, objects: () => [] };
const options = { colour: false, treeName: 'generated' };

/** A pair of trees held in memory; values are the earlier and the later text. */
function memoryPair(files: Readonly<Record<string, readonly [string, string]>>): TreePair {
  const texts = new Map(
    Object.entries(files).flatMap(([path, [from, to]]) => [
      [`a/${path}`, from],
      [`b/${path}`, to],
    ]),
  );
  const names = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  return {
    from: { label: 'a' },
    to: { label: 'b' },
    files: Object.keys(files).map((path) => ({
      path,
      from: { type: 'file', path: `a/${path}` },
      to: { type: 'file', path: `b/${path}` },
    })),
    environments: () => names,
    filesOf: () => [],
    existing: () => [],
    read: (refs) =>
      refs.map((ref) => (ref.type === 'file' ? Buffer.from(texts.get(ref.path) ?? '') : undefined)),
    sizes: (refs) => refs.map(() => 1),
  };
}

/** An effect of the level that the object is named after. */
const levelByName: EffectRule = {
  id: 'test/level',
  title: 'A level by name.',
  *effects({ changes }) {
    const known: Record<string, Level> = { a: 'info', b: 'danger', c: 'caution', d: 'blocked' };
    for (const change of changes) {
      const level = known[change.name.slice(0, 1)];
      if (level)
        yield effectOf(change, {
          rule: 'test/level',
          level,
          what: `It is ${level}.`,
          why: 'Test.',
          fix: 'None.',
        });
    }
  },
};

function manyChanges(count: number, text: string): DiffReport {
  const files: Record<string, readonly [string, string]> = {};
  for (let index = 0; index < count; index++) {
    const name = `${'abcd'[index % 4]}${index}`;
    files[`prod/shop/ConfigMap.${name}.yaml`] = [
      configMap(name, 'old'),
      configMap(name, JSON.stringify(`${text}${index}`)),
    ];
  }
  return diffTrees({ pair: memoryPair(files), rules: [levelByName] });
}

test('worst first in every report', () => {
  const report = manyChanges(8, 'x');
  assert.equal(
    report.groups.map(({ level }) => level),
    ['blocked', 'blocked', 'danger', 'danger', 'caution', 'caution', 'info', 'info'],
  );
});

test('a comment never exceeds its limit, drops the least important, and says how many', () => {
  for (const text of ['x'.repeat(150), '€'.repeat(150), '`'.repeat(150), '<b>&*_|'.repeat(20)]) {
    const comment = writeMarkdown(manyChanges(1200, text), sources, options);
    assert.ok(Buffer.byteLength(comment) <= maxCommentBytes, `${Buffer.byteLength(comment)} bytes`);
    assert.match(comment, /\*\*\d+ more entries not shown\*\*/);
    const shown = comment.match(/<details/g)?.length ?? 0;
    assert.is(comment.match(/<\/details>/g)?.length, shown);
    const hidden = Number(/\*\*(\d+) more entries/.exec(comment)?.[1]);
    assert.is(shown + hidden, 1200);
    const blocked = comment.match(/<b>blocked<\/b>/g)?.length;
    assert.ok(blocked && blocked > 50, 'blocked ones come first');
    assert.not.match(comment, '<b>info</b>');
  }
});

test('nothing in a manifest becomes markup of a comment', () => {
  const comment = writeMarkdown(manyChanges(1, '</details>\n```\n@team #1 <script>'), sources, options);
  const outside = comment.replaceAll(/(`{3,})diff[\s\S]*?\n\1/g, '');
  assert.not.match(outside, '<script>');
  assert.not.match(outside, '@team');
});

test('no control character reaches a terminal', () => {
  const text = writeTerminal(manyChanges(1, '\u001b]0;owned\u0007\u202e'), sources, options);
  for (const character of ['\u001b', '\u0007', '\u202e']) assert.not.match(text, character);
});

test('the worst wins among exit codes', () => {
  const report = manyChanges(4, 'x');
  assert.is(exitCodeOf(report, {}), 1);
  assert.is(exitCodeOf(report, { exitZero: true }), 0);
  assert.is(exitCodeOf(report, { failOn: 'blocked' }), 3);
  const broken = { rule: 'x', severity: 'error' as const, where: { file: 'x' }, what: '', why: '', fix: '' };
  assert.is(exitCodeOf({ ...report, problems: [broken] }, { failOn: 'blocked' }), 2);
});

test('fields of lines', () => {
  const source = `// { comment\nexport const prod: EnvironmentInput = {\n  name: 'prod', // }\n  database: {\n    storageGiB: 100,\n  },\n  airflow: {\n    queues: [\n      { name: 'a', slots: 1 },\n      {\n        name: 'b',\n        maxWorkers: 20,\n      },\n    ],\n    zones: ['x'],\n  },\n};\n`;
  const table: [number, string | undefined][] = [
    [1, undefined],
    [3, 'name'],
    [5, 'database.storageGiB'],
    [9, 'airflow.queues[0].name'],
    [12, 'airflow.queues[1].maxWorkers'],
    [15, 'airflow.zones'],
  ];
  for (const [line, field] of table) assert.is(fieldOfLine(source, line), field, `line ${line}`);
});

test('changed lines of a patch', () => {
  const patch =
    '--- a/envs/prod.ts\n+++ b/envs/prod.ts\n@@ -4 +4 @@ x\n-  a: 1,\n+  a: 2,\n@@ -9,0 +10,2 @@\n+--- b\n+c\n--- a/old.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n';
  assert.equal(
    [...parsePatch(patch)],
    [
      [
        'envs/prod.ts',
        [
          { line: 4, from: 'a: 1,', to: 'a: 2,' },
          { line: 10, to: '--- b' },
          { line: 11, to: 'c' },
        ],
      ],
      ['old.ts', [{ line: 1, from: 'x' }]],
    ],
  );
});

test.run();
