// Every report of the same small tree, byte for byte, and by the schema of its format.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Sandbox } from '../../fixture/sandbox.ts';

const golden = new URL('./golden/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';

const from =
  '# From charts/web/config.ts and envs/prod.ts. Generated: edit those, then run "npm run generate".\n';
const files: Record<string, string> = {
  'generated/prod/web/CustomResourceDefinition.widgets.example.com.yaml': `${from}apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, properties: {size: {type: integer}, name: {type: string}}}
`,
  'generated/prod/web/Widget.big.yaml': `${from}apiVersion: example.com/v1
kind: Widget
metadata:
  name: big
  namespace: web
spec:
  siez: 3
  name: "<a> & 100%, \\u001b[31m"
  size: 'three'
`,
  'generated/prod/web/Widget.small.yaml': `${from}apiVersion: example.com/v1
kind: Widget
metadata:
  name: small
  namespace: web
spec:
  size: many
`,
  'generated/prod/web/Gadget.new.yaml':
    'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: new, namespace: web}\n',
  'generated/prod/web/Widget.broken.yaml': 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {\n',
  'envs/waivers.ts': `export const waivers = [
  { rule: 'schema/wrong-type', environment: 'prod', kind: 'Widget', namespace: 'web', name: 'small',
    reason: 'sizes become numbers in May', until: '9999-12-31' },
  { rule: 'schema/wrong-type', environment: 'prod', kind: 'Widget', namespace: 'web', name: 'gone',
    reason: 'it was needed once', until: '9999-12-31' },
];
`,
};

const test = suite<{ sandbox: Sandbox }>('reports');

test.before((context) => {
  context.sandbox = new Sandbox();
  for (const [path, text] of Object.entries(files)) context.sandbox.write(path, text);
});

test.after(({ sandbox }) => sandbox.remove());

const args = 'check --only schema --allow-unknown example.com/Gadget';

for (const format of ['text', 'json', 'sarif', 'github', 'junit']) {
  test(`${format} is as committed`, ({ sandbox }) => {
    const { code, stdout, stderr } = sandbox.run(`${args} --output ${format}`);
    assert.is(code, 1, stderr);
    // Rules come and go with other changes; the reports of findings do not depend on them.
    const text = format === 'sarif' ? withoutRules(stdout) : withoutPassed(stdout);
    const file = new URL(`${format}.txt`, golden);
    if (update) {
      if (!existsSync(golden)) mkdirSync(golden);
      writeFileSync(file, text);
    }
    assert.is(text, readFileSync(file, 'utf8'));
  });
}

function withoutRules(sarif: string): string {
  return `${JSON.stringify(
    JSON.parse(sarif, (key, value: unknown) => (key === 'rules' || key === 'ruleIndex' ? undefined : value)),
    undefined,
    1,
  )}\n`;
}

function withoutPassed(text: string): string {
  return text.replace(/ *<testcase [^>]*\/>\n/g, '').replace(/ tests="\d+"/g, '');
}

const read = (path: string): object => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

for (const [format, schema] of [
  ['json', '../../../../docs/check-output.schema.json'],
  ['sarif', './sarif-2.1.0.schema.json'],
] as const) {
  test(`${format} fits its schema`, ({ sandbox }) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile(read(schema));
    for (const only of ['check --only schema', 'check --only semantics --skip input --skip waivers']) {
      const report: unknown = JSON.parse(sandbox.run(`${only} --output ${format}`).stdout);
      assert.ok(validate(report), ajv.errorsText(validate.errors));
    }
    assert.not.ok(validate({ version: 1 }), 'the schema refuses something');
  });
}

test('with --quiet nothing is said beside the data', ({ sandbox }) => {
  assert.is(sandbox.run(`${args} --output json --quiet`).stderr, '');
  assert.match(sandbox.run(`${args} --output json`).stderr, '4 objects in 5 files of prod.');
});

test('--fail-on decides the exit code', () => {
  const sandbox = new Sandbox();
  const waiver = { rule: 'schema/format', kind: 'Widget', name: 'gone', reason: 'once', until: '9999-12-31' };
  sandbox.write('envs/waivers.ts', `export const waivers = [${JSON.stringify(waiver)}];`);
  sandbox.write('generated/a.yaml', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n');
  const codes = ['', ' --fail-on error', ' --fail-on warning', ' --fail-on notice'].map(
    (option) => sandbox.run(`check --allow-unknown example.com/Widget${option}`).code,
  );
  // An unused waiver is a warning.
  assert.equal(codes, [0, 0, 1, 1]);
  sandbox.remove();
});

test.run();
