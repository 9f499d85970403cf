// The first line of generated files, and how we know a file as ours by it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { header, isOurs } from '../../../scripts/generate/header.ts';
import { render } from '../../../scripts/generate/serialize.ts';

const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
const path = 'prod/airflow/ConfigMap.settings.yaml';
const file = { path, manifest, origin: 'charts/airflow/settings.ts' };
const text = Buffer.from(render(file).bytes).toString();
const firstLine =
  '# From charts/airflow/settings.ts and envs/prod.ts. Generated: edit those, then run "npm run generate".\n';

test('the first line tells the sources and the remedy', () => {
  assert.is(header(file), firstLine);
});

test('a preview says that nobody syncs it and whose it is', () => {
  assert.is(
    header({ ...file, previewOf: { kind: 'Bucket', name: 'logs', namespace: 'airflow' } }),
    `${firstLine}# Preview, synced by nobody: what Bucket logs in namespace airflow asks AWS for.\n`,
  );
});

const ours: [string, string, string][] = [
  ['what we wrote', path, text],
  ['one that was edited below the first line', path, text.replace('v1', 'v2')],
  ['one with Windows line ends', path, text.replaceAll('\n', '\r\n')],
  ['one with a merge conflict from the first line on', path, `<<<<<<< HEAD\n${text}`],
  ['one with a quoted name', 'prod/a/ConfigMap.on.yaml', text.replace('name: settings', "name: 'on'")],
];

const foreign: [string, string, string][] = [
  ['one without our first line', path, text.slice(text.indexOf('\n') + 1)],
  ['an empty one', path, ''],
  ['a copy under another name', 'prod/airflow/ConfigMap.mine.yaml', text],
  ['a copy in another environment', 'dev/airflow/ConfigMap.settings.yaml', text],
  ['a copy as another kind', 'prod/airflow/Secret.settings.yaml', text],
  ['one at a depth where we write none', 'prod/ConfigMap.settings.yaml', text],
  ['one whose first line lost its end', path, text.replace('npm run generate', 'npm run')],
  ['binary data', path, '\0\xff\n\0'],
];

test('we know as ours', () => {
  for (const [what, at, contents] of ours) assert.ok(isOurs(at, Buffer.from(contents)), what);
});

test('we know as foreign', () => {
  for (const [what, at, contents] of foreign) assert.not.ok(isOurs(at, Buffer.from(contents)), what);
});

test.run();
