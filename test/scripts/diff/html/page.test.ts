// What holds for every HTML page of a report: nothing in it is run, nothing is missing, nothing is left to chance.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DiffedObject, FieldChange, Level } from '../../../../scripts/diff/change.ts';
import { masker } from '../../../../scripts/diff/compare/mask.ts';
import type { ReportSources } from '../../../../scripts/diff/report/formats.ts';
import { escapeHtml, html } from '../../../../scripts/diff/report/html/markup.ts';
import { writeHtml } from '../../../../scripts/diff/report/html/page.ts';
import { maxYamlLines, sideBySide } from '../../../../scripts/diff/report/html/side-by-side.ts';
import { yamlWriter } from '../../../../scripts/diff/report/html/yaml.ts';
import { reportSources } from '../../../../scripts/diff/report/sources.ts';
import type { ChangeGroup, DiffReport, ReportChange, ReportEffect } from '../../../../scripts/diff/report.ts';
import type { TreePair } from '../../../../scripts/diff/trees/tree-pair.ts';

const options = { colour: false, treeName: 'generated' };
const folder = new URL('../../../../scripts/diff/report/html/', import.meta.url);
const noSources: ReportSources = { yaml: () => undefined, yamlBytes: () => 0, objects: () => [] };
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onfocus='alert(1)",
  '</style><style>*{display:none}</style>',
  '<!-- -->',
  '&lt;b&gt;',
  'javascript:alert(1)',
  '\u202etxt.exe',
];

function changeOf(name: string, environment: string, fields: readonly FieldChange[] = []): ReportChange {
  return {
    type: 'changed',
    environment,
    application: `app ${name}`,
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'shop',
    name,
    object: `ConfigMap shop/${name}`,
    file: `${environment}/app ${name}/ConfigMap.${name}.yaml`,
    fields,
    causes: [{ file: `envs/${environment}.ts`, line: 4, field: `field ${name}` }],
  };
}

function effectOn(change: ReportChange, level: Level, text = ''): ReportEffect {
  const { environment, object, file } = change;
  const words = { what: `what ${text}`, why: `why ${text}`, fix: `fix ${text}` };
  return { rule: `rule/${text}`, level, environment, object, file, fields: [], ...words, causes: [] };
}

function reportOf(groups: readonly ChangeGroup[], others: readonly ReportEffect[] = []): DiffReport {
  const names = new Set(groups.flatMap(({ environments }) => environments));
  const counts = { created: 0, deleted: 0, changed: 1, moved: 0, replaced: 0 };
  return {
    version: '1.0',
    from: { label: 'before' },
    to: { label: 'after' },
    environments: [...names].map((name) => ({
      name,
      type: 'changed',
      counts,
      applications: groups.map(({ application }) => ({ name: application, counts })),
    })),
    groups,
    effects: [...groups.flatMap(({ effects }) => effects), ...others],
    levels: { info: 0, notice: 0, caution: 0, danger: 0, blocked: 0 },
    findings: [],
    problems: [],
    notes: [],
    unusedAcknowledgements: [],
  };
}

function groupOf(change: ReportChange, level: Level, text = ''): ChangeGroup {
  return {
    type: 'changed',
    application: change.application,
    kind: 'ConfigMap',
    object: change.object,
    environments: [change.environment],
    changes: [change],
    fields: change.fields,
    effects: [effectOn(change, level, text)],
    level,
    differentIn: [],
    unchangedIn: [],
  };
}

test('a template escapes what is put in', () => {
  assert.is(
    html`<p title="${'a"b'}">${['<', html`<b>${'&'}</b>`, 3, undefined, false]}</p>`.text,
    '<p title="a&quot;b">&lt;<b>&amp;</b>3</p>',
  );
  assert.is(escapeHtml("it's \u202e\n"), 'it&#39;s \\u202e\n');
});

test('hostile names and values stay text', () => {
  const groups = hostile.map((text) => {
    const change = changeOf(text, text, [
      { path: text, from: text, to: `${text}!` },
      { path: 'data.long', from: `${text}\n1`, to: `${text}\n2` },
    ]);
    return { ...groupOf(change, 'danger', text), differentIn: [text], unchangedIn: [text] };
  });
  const report = {
    ...reportOf(groups),
    notes: hostile,
    unusedAcknowledgements: hostile.map((text) => ({ rule: 'r', object: 'o', text })),
    problems: hostile.map((text) => ({
      rule: text,
      severity: 'error' as const,
      where: { file: text, path: text },
      what: text,
      why: text,
      fix: text,
    })),
  };
  const yaml = (_: ReportChange, side: string) => `name: ${hostile.join(`\n${side}: `)}\n`;
  const page = writeHtml(report, { ...noSources, yaml }, options);
  const own = ['page.css', 'page.js'].map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const [style = '', script = ''] = own;
  const withoutOwn = page
    .replace(`<style>${style}</style>`, () => '')
    .replace(`<script>${script}</script>`, () => '');
  assert.not.match(withoutOwn, /<(script|style|img|!--)/);
  // Quotes in texts are escaped: whatever stands between two is the value of an attribute.
  assert.not.match(withoutOwn.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\s(on\w+|style)=/);
  assert.not.match(withoutOwn, /(href|src)="(?!#)/);
  assert.not.match(page, '\u202e');
});

test('every effect, field and cause of the report is in the page', () => {
  const levels: Level[] = ['blocked', 'danger', 'caution', 'notice', 'info'];
  const groups = levels.map((level) =>
    groupOf(changeOf(level, 'prod', [{ path: `spec.${level}`, from: 1, to: 2 }]), level, level),
  );
  const other = effectOn(changeOf('unchanged', 'prod'), 'danger', 'of an unchanged object');
  const page = writeHtml(reportOf(groups, [other]), noSources, options);
  for (const { what, why, fix, rule, object } of [...groups.flatMap(({ effects }) => effects), other]) {
    for (const text of [what, why, fix, rule, object]) assert.ok(page.includes(text), text);
  }
  for (const level of levels) {
    assert.match(page, `<code>spec.${level}</code>`);
    assert.match(page, `envs/prod.ts:4 field ${level}`);
  }
  const order = [...page.matchAll(/class="entry (\w+)"/g)].map(([, level]) => level);
  assert.equal(order, ['blocked', 'danger', 'danger', 'caution', 'notice', 'info']);
});

test('the page is the same every time, and its policy fits its style and script', () => {
  const report = reportOf([groupOf(changeOf('a', 'prod'), 'danger')]);
  const page = writeHtml(report, noSources, options);
  assert.is(writeHtml(structuredClone(report), noSources, options), page);
  for (const tag of ['style', 'script']) {
    const [, text = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(page) ?? [];
    assert.ok(text.length > 1000);
    const hash = createHash('sha256').update(text).digest('base64');
    assert.match(page, escapeHtml(`${tag}-src 'sha256-${hash}'`));
  }
});

test('YAML side by side marks what differs, folds what is the same and keeps every line', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line${index}: ${index}`);
  const next = lines.with(20, 'line20: twenty').toSpliced(25, 0, 'new: line');
  const texts = { from: `\n${lines.join('\n')}\n`, to: `\n${next.join('\n')}\n` };
  const text = sideBySide(texts.from, texts.to)?.text ?? '';
  assert.match(text, 'line20: <mark>20</mark>');
  assert.match(text, 'line20: <mark>twenty</mark>');
  assert.match(text, '<summary>17 lines the same</summary>');
  for (const side of ['from', 'to'] as const) {
    const parts = [...text.matchAll(new RegExp(`<pre class="${side}( empty)?">\\n(.*?)</pre>`, 'gs'))];
    const shown = parts.filter(([, empty]) => !empty).map(([, , part]) => part?.replaceAll(/<\/?mark>/g, ''));
    assert.is(`${shown.join('\n')}\n`, texts[side]);
  }
});

test('YAML that is too long is left out and counted', () => {
  const long = 'a: 1\n'.repeat(maxYamlLines + 1);
  const sources = (text: string) => ({ ...noSources, yaml: () => text, yamlBytes: () => text.length });
  const groups = ['a', 'b', 'c'].map((name) => groupOf(changeOf(name, 'prod'), 'info'));
  const one = yamlWriter(sources(long), groups.slice(0, 1));
  assert.match(groups[0] ? (one.write(groups[0])?.text ?? '') : '', `more than ${maxYamlLines} lines`);
  assert.is(one.leftOut, 1);
  const full = yamlWriter(sources('a: 1\n'), groups, 1500);
  assert.equal(
    groups.map((group) => /YAML side by side|the page is full/.exec(full.write(group)?.text ?? '')?.[0]),
    ['YAML side by side', 'YAML side by side', 'the page is full'],
  );
  assert.is(full.leftOut, 1);
});

test('the YAML of every environment can be chosen, as long as there is room', () => {
  const sources: ReportSources = {
    ...noSources,
    yaml: ({ environment }, side) => `name: ${environment}-${side}\n`,
    yamlBytes: () => 30,
  };
  const changes = ['dev', 'staging', 'prod'].map((environment) => changeOf('a', environment));
  const group: ChangeGroup = { ...groupOf(changeOf('a', 'dev'), 'info'), changes };
  const text = yamlWriter(sources, [group]).write(group)?.text ?? '';
  assert.match(text, '<option>dev</option><option>staging</option><option>prod</option>');
  assert.equal(
    [...text.matchAll(/<template data-env="(\w+)">/g)].map(([, name]) => name),
    ['staging', 'prod'],
  );
  assert.match(text, 'name: prod-<mark>from</mark>');
  const narrow = yamlWriter(sources, [group], 1600).write(group)?.text ?? '';
  assert.match(narrow, 'one more environment: the page is full');
});

test('the YAML shows no secret', () => {
  const yamlOf = (kind: string, rest: object) => {
    const bytes = Buffer.from(JSON.stringify({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...rest }));
    const path = 'prod/app a/ConfigMap.a.yaml';
    const ref = { type: 'file' as const, path };
    const pair: TreePair = {
      from: { label: 'a' },
      to: { label: 'b' },
      files: [{ path, from: ref, to: ref }],
      environments: () => ['prod'],
      filesOf: () => [{ path, ref }],
      existing: () => [path],
      read: (refs) => refs.map(() => bytes),
      sizes: (refs) => refs.map(() => bytes.length),
    };
    return reportSources(pair, masker('test')).yaml(changeOf('a', 'prod'), 'to');
  };
  const env = [
    { name: 'DB_PASSWORD', value: 'hunter2' },
    { name: 'MODE', value: 'plain' },
  ];
  const masked = yamlOf('Pod', { spec: { containers: [{ name: 'web', env }] } }) ?? '';
  assert.match(masked, 'plain');
  assert.match(masked, '(masked ');
  assert.not.match(masked, 'hunter2');
  // A list of several objects in a file may hold a Secret where the change is of another kind.
  assert.is(yamlOf('Secret', { data: { key: 'aHVudGVyMg==' } }), undefined);
});

test('applications stand in the order of their sync waves', () => {
  const application = (name: string, wave: string, folder: string): DiffedObject => ({
    file: `prod/argocd/Application.${name}.yaml`,
    environment: 'prod',
    application: 'argocd',
    manifest: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, annotations: { 'argocd.argoproj.io/sync-wave': wave } },
      spec: { source: { path: `generated/prod/${folder}` } },
    },
  });
  const objects = [application('late', '10', 'app a'), application('early', '-5', 'early')];
  const page = writeHtml(
    reportOf([groupOf(changeOf('a', 'prod'), 'danger')]),
    { ...noSources, objects: () => objects },
    options,
  );
  const cards = [...page.matchAll(/wave (-?\d+)<|<li class="card( changes)?[^"]*">(?:<a [^>]*>)?(\w+)/g)];
  assert.equal(
    cards.map(([, wave, changes, name]) => wave ?? `${name}${changes ?? ''}`),
    ['-5', 'early', '10', 'late changes', 'argocd'],
  );
});

test.run();
