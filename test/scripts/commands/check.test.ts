// `check` as somebody types it: what it prints and exits with, on every kind of tree.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Sandbox } from '../fixture/sandbox.ts';

const test = suite<{ sandbox: Sandbox }>('check');

test.before.each((context) => {
  context.sandbox = new Sandbox();
});

test.after.each(({ sandbox }) => sandbox.remove());

const configMap = (name: string) =>
  `# From charts/web/config.ts and envs/prod.ts. Generated: edit those, then run "npm run generate".
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: web
data:
  a: b
`;

const run = (sandbox: Sandbox, args: string, code: number) => {
  const result = sandbox.run(args);
  assert.is(result.code, code, result.stderr || result.stdout);
  return result;
};

test('a clean tree ends with 0 and says what was looked at', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  sandbox.write('generated/prod/web/ConfigMap.two.yaml', configMap('two'));
  const { stdout, stderr } = run(sandbox, 'check --skip schema', 0);
  assert.is(
    stdout,
    `2 objects in 2 files of prod.
not looked at: 0
not evaluated: 0
waived: 0
No findings.
`,
  );
  assert.is(stderr, '');
  assert.equal(run(sandbox, 'check --skip schema --quiet', 0), { code: 0, stdout: '', stderr: '' });
});

test('broken files are findings with line, column and the line itself', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  sandbox.write('generated/prod/web/ConfigMap.two.yaml', `${configMap('two')}  a: c\n`);
  sandbox.write(
    'generated/prod/web/ConfigMap.three.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n',
  );
  assert.is(
    run(sandbox, 'check --skip schema', 1).stdout,
    `generated/prod/web/ConfigMap.three.yaml
  error 4:1 [input/syntax]
    Tab characters must not be used in indentation.
    3 | metadata:
    4 | \tname: x
      | ^
    why: Argo CD can’t read it either, and stops the sync of the whole application.
    fix: Correct the line. Indent with spaces, close quotes and brackets.

generated/prod/web/ConfigMap.two.yaml (from charts/web/config.ts)
  error 9:3 [input/duplicate-key]
    This key is given twice.
    8 |   a: b
    9 |   a: c
      |   ^
    why: Readers differ in which of the two counts. The API server refuses it under strict validation.
    fix: Remove one of the two.

1 object in 3 files of prod.
not looked at: 0
not evaluated: 0
waived: 0
2 errors, 0 warnings, 0 notices.
`,
  );
});

test('looks at any tree, several documents in a file, lists and JSON', ({ sandbox }) => {
  sandbox.write('elsewhere/a/b/c/two.yml', `${configMap('one')}---\n${configMap('two')}---\n`);
  sandbox.write(
    'elsewhere/list.json',
    '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod"}]}',
  );
  sandbox.write('elsewhere/README.md', '# no manifest');
  const { stdout } = run(sandbox, 'check --path elsewhere --skip schema', 1);
  assert.match(stdout, '  error 1:43 items[0].metadata [input/not-an-object]\n    metadata is missing.\n');
  assert.match(stdout, '2 objects in 2 files.\n');
  assert.match(stdout, 'other files: 1\n');
  const one = run(sandbox, 'check --path elsewhere/a/b/c/two.yml --skip schema', 0);
  assert.match(one.stdout, '2 objects in 1 file.\n');
});

test('never follows links, never opens pipes, and says so', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  sandbox.write('secret/outside.yaml', 'SECRET: [');
  const folder = join(sandbox.root, 'generated/prod/web');
  symlinkSync('../../../secret', join(folder, 'folder'));
  symlinkSync('../../../secret/outside.yaml', join(folder, 'outside.yaml'));
  symlinkSync('.', join(folder, 'loop'));
  spawnSync('mkfifo', [join(folder, 'pipe.yaml')]);
  const { stdout } = run(sandbox, 'check --skip schema', 1);
  assert.match(stdout, 'generated/prod/web/folder\n  error [input/link]\n    This is a symbolic link.\n');
  assert.match(stdout, 'generated/prod/web/outside.yaml\n  error [input/link]\n');
  assert.match(stdout, 'generated/prod/web/loop\n  error [input/link]\n');
  assert.match(
    stdout,
    'generated/prod/web/pipe.yaml\n  error [input/special-file]\n    This is a named pipe.\n',
  );
  assert.not.match(stdout, 'SECRET');
});

test('files of absurd size and unreadable ones are findings', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  const folder = join(sandbox.root, 'generated/prod/web');
  writeFileSync(join(folder, 'large.yaml'), Buffer.alloc(100 * 1024 * 1024, 'a'));
  writeFileSync(join(folder, 'binary.yaml'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
  mkdirSync(join(folder, 'folder.yaml'));
  const { stdout } = run(sandbox, 'check --skip schema', 1);
  assert.match(stdout, 'large.yaml\n  error [input/too-large]\n    The file has 100.0 MiB.\n');
  assert.match(
    stdout,
    'binary.yaml\n  error [input/not-text]\n    Byte 4 is zero, which text never holds.\n',
  );
  assert.match(stdout, '2 errors,');
});

test('files that may not be read are findings', ({ sandbox }) => {
  // Root may read everything.
  if (process.getuid?.() === 0) return;
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  chmodSync(join(sandbox.root, 'generated/prod/web/ConfigMap.one.yaml'), 0);
  assert.match(run(sandbox, 'check', 1).stdout, '[input/unreadable]');
});

test('hostile contents are findings of all rules, and crash none', ({ sandbox }) => {
  const bomb = Array.from({ length: 9 }, (_, level) => {
    const item = level === 0 ? 'x' : `*l${level - 1}`;
    return `k${level}: &l${level} [${Array(9).fill(item).join(', ')}]`;
  }).join('\n');
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: web}\n';
  const contents: Record<string, string> = {
    aliases: bomb,
    brackets: '['.repeat(3_000_000),
    kind: 'apiVersion: __proto__\nkind: constructor\nmetadata: {name: toString}\n',
    keys: `${configMap('keys')}  __proto__: text\n  constructor: text\n__proto__: {c: d}\n`,
    labels: `${pod}spec: {containers: {__proto__: []}, volumes: [null, 3, [[]]], nodeSelector: [__proto__]}\n`,
    null: `${pod}spec: null\n`,
    twice: `${configMap('twice')}---\n${configMap('twice')}`,
  };
  for (const [name, text] of Object.entries(contents)) sandbox.write(`generated/prod/web/${name}.yaml`, text);
  sandbox.write('generated/__proto__/constructor/ConfigMap.a.yaml', configMap('a'));
  const { stdout, stderr } = run(sandbox, 'check', 1);
  assert.is(stderr, '');
  for (const said of [
    'aliases.yaml\n  error 1:1 [input/aliases]',
    'brackets.yaml\n  error 1:200 [input/too-deep]',
    'No schema is known for __proto__ constructor.',
    'keys.yaml (from charts/web/config.ts)\n  error 11:1 __proto__ [schema/unknown-field]',
    'spec.containers [schema/wrong-type]',
    'error 4:1 spec [schema/missing-field]',
    '[references/object-twice]',
  ])
    assert.ok(stdout.includes(said), `${said}\n${stdout}`);
});

test('a mistake in the program ends with 3 and shows where', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  sandbox.write('envs/waivers.ts', 'export const waivers = [undefined.rule];\n');
  const { stdout, stderr } = run(sandbox, 'check', 3);
  assert.is(stdout, '');
  assert.match(stderr, /^error This is a mistake in the program, not in your input\./);
  assert.match(stderr, /TypeError: .*\n.*envs\/waivers\.ts:1/);
});

test('waivers that are over or waive nothing are findings', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  const waiver = { rule: 'policies/credential', kind: 'ConfigMap', namespace: 'web', reason: 'known' };
  const waivers = [
    { ...waiver, name: 'one', until: '2026-01-31' },
    { ...waiver, name: 'gone', until: '9999-12-31' },
  ];
  sandbox.write('envs/waivers.ts', `export const waivers = ${JSON.stringify(waivers)};\n`);
  sandbox.write(
    'generated/prod/web/ConfigMap.one.yaml',
    `${configMap('one')}  key: ${['AKIA', 'ABCD'.repeat(4)].join('')}\n`,
  );
  const { stdout } = run(sandbox, 'check --only policies', 1);
  assert.match(stdout, 'The text holds an access key of AWS.');
  assert.match(
    stdout,
    'error waivers[0] [waivers/expired]\n    The waiver of policies/credential for ConfigMap web/one ended on 2026-01-31.',
  );
  assert.match(
    stdout,
    'warning waivers[1] [waivers/unused]\n    The waiver of policies/credential for ConfigMap web/gone matches no finding.',
  );
  const [, live] = waivers;
  sandbox.write('envs/waivers.ts', `export const waivers = ${JSON.stringify([{ ...live, name: 'one' }])};\n`);
  assert.match(run(sandbox, 'check --only policies', 0).stdout, 'waived: 1\n');
});

test('what a file holds does not steer the terminal', ({ sandbox }) => {
  sandbox.write('generated/a.yaml', 'b: [ "\u009b31m"\n');
  const { stdout } = run(sandbox, 'check', 1);
  assert.match(stdout, '\\u009b31m');
  assert.not.match(stdout, '\u009b');
});

test('bad usage ends with 2 and says what is accepted', ({ sandbox }) => {
  sandbox.write('generated/prod/web/ConfigMap.one.yaml', configMap('one'));
  mkdirSync(join(sandbox.root, 'empty'));
  sandbox.write('other/README.md', '');
  const messages: [args: string, message: string][] = [
    ['check --env prd', 'There is no environment "prd".'],
    ['check --env prd', 'fix: Did you mean "prod"? accepted: prod'],
    ['check --only input/sintax', 'There is no layer or rule "input/sintax".'],
    ['check --only input/sintax', 'Did you mean "input/syntax"?'],
    ['check --skip syntax', 'Did you mean "input/syntax"?'],
    ['check --path empty', 'There is no manifest: the folder is empty.'],
    ['check --path other', 'none of its 1 files ends in .yaml, .yml or .json.'],
    ['check --path nowhere', `There is no ${sandbox.root}/nowhere.`],
    ['check --schemas nowhere', `There is no folder ${sandbox.root}/nowhere.`],
    ['check --fail-on bad', 'Allowed choices are error, warning, notice.'],
    ['check --colour', "unknown option '--colour'"],
    ['check explain sintax', 'There is no rule "sintax".'],
    ['check list rule', 'There is no list of "rule".'],
  ];
  for (const [args, message] of messages) {
    const { stdout, stderr } = run(sandbox, args, 2);
    assert.is(stdout, '', args);
    assert.ok(stderr.includes(message), `${args}: ${stderr}`);
  }
});

test('lists and explains rules', ({ sandbox }) => {
  const { stdout } = run(sandbox, 'check list rules', 0);
  assert.match(stdout, /^input\/syntax +error +The file is YAML or JSON that can be read$/m);
  assert.is(
    run(sandbox, 'check explain input/duplicate-key', 0).stdout,
    `input/duplicate-key (error)
  No key is given twice.
  why: Readers differ in which of the two counts. The API server refuses it under strict validation.
  fix: Remove one of the two.
  skip it: npm run check -- --skip input/duplicate-key
`,
  );
});

test('unknown kinds fail unless they are allowed by group and kind', ({ sandbox }) => {
  const widget = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n';
  sandbox.write('elsewhere/widget.yaml', widget);
  const { stdout } = run(sandbox, 'check --path elsewhere', 1);
  assert.match(stdout, '2:1 kind [schema/unknown-kind]\n    No schema is known for example.com/v1 Widget.\n');
  assert.match(stdout, 'not looked at: 1: example.com/v1 Widget (1)\n');
  for (const wrong of ['example.com/widget', 'com/Widget', 'example.com/v1/Widget', 'Widget', '*/Widget']) {
    run(sandbox, `check --path elsewhere --allow-unknown ${wrong}`, 1);
  }
  const allowed = run(sandbox, 'check --path elsewhere --allow-unknown example.com/Widget', 0);
  assert.match(allowed.stdout, 'not looked at: 1: example.com/v1 Widget (1, allowed)\n');
});

test('reads the definitions of a cluster with kubectl', ({ sandbox }) => {
  sandbox.write(
    'generated/gadget.yaml',
    'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: a}\nspec: {size: x}\n',
  );
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'gadgets.example.com' },
        spec: {
          group: 'example.com',
          names: { kind: 'Gadget', plural: 'gadgets' },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
                },
              },
            },
          ],
        },
      },
    ],
  };
  const kubectl = (script: string) => {
    sandbox.write('bin/kubectl', `#!/bin/sh\n${script}\n`);
    chmodSync(join(sandbox.root, 'bin/kubectl'), 0o755);
    return sandbox.run('check --only schema --schemas cluster', {
      env: { PATH: `${sandbox.root}/bin:${process.env.PATH}` },
    });
  };
  const found = kubectl(`cat <<'EOF'\n${JSON.stringify(list)}\nEOF`);
  assert.is(found.code, 1, found.stderr);
  assert.match(found.stdout, '4:8 spec.size [schema/wrong-type]');
  const refused = kubectl('echo "connection refused" >&2; exit 1');
  assert.is(refused.code, 2);
  assert.match(refused.stderr, 'connection refused');
});

test.run();
