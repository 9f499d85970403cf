// The JSON report is what docs/diff.schema.json says. After a change of the types, write that file anew:
// npx ts-json-schema-generator --path scripts/diff/report.ts --type DiffReport --tsconfig tsconfig.json --no-type-check -o docs/diff.schema.json
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { effectRules } from '../../../scripts/diff/effects/index.ts';
import { diffTrees } from '../../../scripts/diff/engine.ts';
import { folderPair } from '../../../scripts/diff/trees/folders.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/diff.schema.json', import.meta.url), 'utf8'),
);
const gallery = new URL('../../diff/', import.meta.url);

test('the report of every case of the gallery fits the schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(Object(schema));
  let cases = 0;
  for (const entry of readdirSync(gallery, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const [from, to] = ['from', 'to'].map((side) => new URL(`${entry.name}/${side}`, gallery).pathname);
    if (!from || !to) continue;
    const report: unknown = JSON.parse(
      JSON.stringify(diffTrees({ pair: folderPair({ from, to }), rules: effectRules })),
    );
    assert.ok(validate(report), `${entry.name}: ${JSON.stringify(validate.errors)}`);
    cases++;
  }
  assert.ok(cases > 50, `${cases} cases`);
  assert.not.ok(validate({ version: '1.0' }), 'an incomplete report is refused');
});

test.run();
