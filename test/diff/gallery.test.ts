// The gallery of changes: what each folder here says about its two trees. `UPDATE=1` rewrites the expectations.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { masker } from '../../scripts/diff/compare/mask.ts';
import { effectRules } from '../../scripts/diff/effects/index.ts';
import { diffTrees } from '../../scripts/diff/engine.ts';
import { type ReportFormat, reportFormats } from '../../scripts/diff/report/formats.ts';
import { reportSources } from '../../scripts/diff/report/sources.ts';
import { translationBetween } from '../../scripts/diff/translation.ts';
import { betweenPair } from '../../scripts/diff/trees/between.ts';
import { folderPair } from '../../scripts/diff/trees/folders.ts';
import { unchangedEnvironments } from '../../scripts/diff/unchanged.ts';

const gallery = fileURLToPath(new URL('.', import.meta.url));
const isUpdate = process.env.UPDATE === '1';

/** Folders with a `title.txt`: one sentence on what the case shows. `between.txt` names two environments of `to`. */
const cases = readdirSync(gallery, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(gallery, entry.name, 'title.txt')))
  .map(({ name }) => name)
  .sort();

for (const name of cases) {
  test(name, async () => {
    const folder = join(gallery, name);
    for (const format of reportFormats) {
      for (const ending of format.endings) {
        const file = join(folder, `expected${ending}`);
        // Every case has the report for a terminal; those that exist in another format are held to that as well.
        if (ending !== '.txt' && !existsSync(file)) continue;
        const text = await reportOf(folder, format);
        if (isUpdate) writeFileSync(file, text);
        assert.fixture(text, existsSync(file) ? readFileSync(file, 'utf8') : '', `${name}/expected${ending}`);
      }
    }
  });
}

test('the index lists every case', () => {
  const lines = cases.map(
    (name) => `- [${name}](${name}/): ${readFileSync(join(gallery, name, 'title.txt'), 'utf8').trim()}`,
  );
  const text = `# What "npm run diff" says\n\nEach folder holds two trees (\`from\`, \`to\`) and what is said of them (\`expected.txt\`). \`UPDATE=1 node test/diff/gallery.test.ts\` rewrites that.\n\n${lines.join('\n')}\n`;
  const file = join(gallery, 'README.md');
  if (isUpdate) writeFileSync(file, text);
  assert.fixture(text, readFileSync(file, 'utf8'));
});

async function reportOf(folder: string, format: ReportFormat): Promise<string> {
  const folders = {
    ...folderPair({ from: join(folder, 'from'), to: join(folder, 'to') }),
    from: { label: 'from' },
    to: { label: 'to' },
  };
  const between = join(folder, 'between.txt');
  const [left, right] = existsSync(between) ? readFileSync(between, 'utf8').trim().split(' ') : [];
  const pair = left && right ? betweenPair(folders, left, right) : folders;
  const mask = masker('gallery');
  const translation = left && right ? translationBetween(left, right) : undefined;
  const report = diffTrees({ pair, rules: effectRules, masker: mask, translation });
  const write = await format.load();
  const groups = unchangedEnvironments(report.groups, pair);
  return write({ ...report, groups }, reportSources(pair, mask), { colour: false, treeName: 'generated' });
}

test.run();
