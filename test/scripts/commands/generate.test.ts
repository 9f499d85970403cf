// `generate` as somebody types it: what it writes, prints and exits with.
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Sandbox } from '../fixture/sandbox.ts';

const test = suite<{ sandbox: Sandbox }>('generate');

test.before.each((context) => {
  context.sandbox = new Sandbox().input({ environments: { one: 8, two: 2 }, version: 1 });
});

test.after.each(({ sandbox }) => sandbox.remove());

const someFile = 'generated/one/application-1/ConfigMap.file-1.yaml';
const run = (sandbox: Sandbox, args: string, code: number) => {
  const result = sandbox.run(args);
  assert.is(result.code, code, result.stderr || result.stdout);
  return result;
};

test('says what it added, changed, removed and left alone', ({ sandbox }) => {
  const first = run(sandbox, 'generate', 0);
  assert.match(first.stdout, 'added    one/application-0/ConfigMap.only-in-1-0.yaml\n');
  assert.match(first.stdout, '10 manifests of one, two: 10 added, 0 changed, 0 removed, 0 left alone.\n');
  assert.is(first.stderr, '');

  sandbox.input({ environments: { one: 8, two: 2 }, version: 2 });
  const second = run(sandbox, 'generate', 0);
  assert.match(second.stdout, 'added    one/application-0/ConfigMap.only-in-2-0.yaml\n');
  assert.match(second.stdout, 'changed  one/application-2/ConfigMap.file-2.yaml\n');
  assert.match(second.stdout, 'removed  one/application-0/ConfigMap.only-in-1-0.yaml\n');
  assert.match(second.stdout, '10 manifests of one, two: 4 added, 2 changed, 4 removed, 4 left alone.\n');

  const third = run(sandbox, 'generate', 0);
  assert.is(third.stdout, '10 manifests of one, two: 0 added, 0 changed, 0 removed, 10 left alone.\n');
  assert.equal(
    readdirSync(sandbox.root).sort(),
    ['.cache', 'envs', 'generated'],
    'nothing is left beside the tree',
  );
});

test('touches no file that stays the same', async ({ sandbox }) => {
  await sandbox.generate();
  const before = statSync(join(sandbox.root, someFile));
  sandbox.input({ environments: { one: 8, two: 2 }, version: 2 });
  run(sandbox, 'generate', 0);
  const after = statSync(join(sandbox.root, someFile));
  assert.equal([after.ino, after.mtimeMs, after.ctimeMs], [before.ino, before.mtimeMs, before.ctimeMs]);
});

test('with --quiet it prints nothing', ({ sandbox }) => {
  for (const args of ['generate --quiet', 'generate --quiet', 'generate --check --quiet']) {
    assert.equal(run(sandbox, args, 0), { code: 0, stdout: '', stderr: '' });
  }
});

test('with --env it replaces that environment only', async ({ sandbox }) => {
  await sandbox.generate();
  sandbox.input({ environments: { one: 8, two: 2 }, version: 2 });
  run(sandbox, 'generate --env two --env two', 0);
  const paths = Object.keys(sandbox.snapshot());
  assert.ok(paths.includes('one/application-0/ConfigMap.only-in-1-0.yaml'));
  assert.ok(paths.includes('two/application-0/ConfigMap.only-in-2-0.yaml'));
  assert.not.ok(paths.includes('two/application-0/ConfigMap.only-in-1-0.yaml'));
  run(sandbox, 'generate --check --env two', 0);
  run(sandbox, 'generate --check', 1);
});

test('removes an environment that is no longer in the list, and nothing of it stays', async ({ sandbox }) => {
  await sandbox.generate();
  sandbox.input({ environments: { one: 8 }, version: 1 });
  run(sandbox, 'generate', 0);
  assert.equal(readdirSync(sandbox.tree), ['one']);
});

test('an unknown environment ends with the accepted names', ({ sandbox }) => {
  const { stderr } = run(sandbox, 'generate --env tow --env on', 2);
  assert.match(stderr, 'There is no environment "tow".');
  assert.match(stderr, /fix: did you mean "two"\? accepted: one, two/i);
  assert.match(stderr, 'There is no environment "on".');
  assert.equal(readdirSync(sandbox.root).sort(), ['envs']);
});

test('bad input ends with every finding, and nothing is written', ({ sandbox }) => {
  sandbox.input({ environments: { one: -1, two: 3, three: -2 }, version: 1 });
  for (const args of ['generate', 'generate --jobs 2', 'generate --check']) {
    const { stderr, stdout } = run(sandbox, args, 2);
    assert.is(stdout, '');
    assert.match(stderr, 'error envs/input.json: one [fixture/count]\n  -1 is below 0.');
    assert.match(stderr, 'error envs/input.json: three [fixture/count]\n  -2 is below 0.');
    assert.equal(readdirSync(sandbox.root), ['envs'], args);
  }
});

test('bad usage ends with code 2', ({ sandbox }) => {
  for (const args of [
    'generate --jobs 0',
    'generate --jobs x',
    'generate --nope',
    'genrate',
    'generate extra',
    '',
  ]) {
    const { stdout } = run(sandbox, args, 2);
    assert.is(stdout, '', args);
  }
  assert.match(run(sandbox, 'genrate', 2).stderr, 'Did you mean generate?');
});

test('--help tells the exit codes', ({ sandbox }) => {
  assert.match(run(sandbox, 'generate --help', 0).stdout, '2  bad usage or bad input; nothing was written');
  assert.match(run(sandbox, '--help', 0).stdout, 'Exit codes:');
});

test('--check names each stale file and the remedy, and writes nothing', async ({ sandbox }) => {
  await sandbox.generate();
  assert.is(run(sandbox, 'generate --check', 0).stdout, 'generated is current: 10 manifests.\n');

  sandbox.write(someFile, sandbox.read(someFile).replace('same', 'sane'));
  unlinkSync(join(sandbox.tree, 'one/application-2/ConfigMap.file-2.yaml'));
  sandbox.write('generated/one/application-1/notes.txt', 'mine');
  sandbox.input({ environments: { one: 8, two: 1 }, version: 1 });
  const before = sandbox.snapshot();
  for (const attempt of ['without a stamp', 'with a stamp']) {
    const { stdout, stderr } = run(sandbox, 'generate --check', 1);
    assert.is(
      stdout,
      'missing  generated/one/application-2/ConfigMap.file-2.yaml\n' +
        'differs  generated/one/application-1/ConfigMap.file-1.yaml\n' +
        'stale    generated/two/application-1/ConfigMap.file-1.yaml\n' +
        'foreign  generated/one/application-1/notes.txt\n',
      attempt,
    );
    assert.match(stderr, 'Run "npm run generate" and commit the result.');
  }
  assert.equal(sandbox.snapshot(), before);
});

test('--check sees one changed byte anywhere, whatever the times of the file say', async ({ sandbox }) => {
  await sandbox.generate();
  const text = sandbox.read(someFile);
  for (const at of [0, text.indexOf('\n'), text.length - 1]) {
    const byte = text[at] === 'x' ? 'y' : 'x';
    sandbox.write(someFile, text.slice(0, at) + byte + text.slice(at + 1));
    run(sandbox, 'generate --check', 1);
  }
  sandbox.write(someFile, text);
  run(sandbox, 'generate --check', 0);
});

test('an edited file is replaced and reported, a merge conflict as well', async ({ sandbox }) => {
  await sandbox.generate();
  const text = sandbox.read(someFile);
  for (const edited of [`${text}more: true\n`, `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> x\n`]) {
    sandbox.write(someFile, edited);
    assert.match(run(sandbox, 'generate', 0).stdout, 'changed  one/application-1/ConfigMap.file-1.yaml');
    assert.is(sandbox.read(someFile), text);
  }
});

const foreign: [what: string, make: (sandbox: Sandbox) => void, named: string][] = [
  ['a note', (sandbox) => sandbox.write('generated/one/notes.md', 'x'), 'generated/one/notes.md'],
  ['a file at the top', (sandbox) => sandbox.write('generated/x.yaml', 'x'), 'generated/x.yaml'],
  [
    'another environment',
    (sandbox) => sandbox.write('generated/mine/a/x.yaml', 'x'),
    'generated/mine/a/x.yaml',
  ],
  [
    'a file of ours without its first line',
    (sandbox) => sandbox.write(someFile, 'kind: ConfigMap\n'),
    someFile,
  ],
  [
    'a copy of one of ours',
    (sandbox) => sandbox.write('generated/one/application-1/ConfigMap.copy.yaml', sandbox.read(someFile)),
    'generated/one/application-1/ConfigMap.copy.yaml',
  ],
  [
    'a link in the place of a file',
    (sandbox) => {
      unlinkSync(join(sandbox.root, someFile));
      symlinkSync('/etc/hostname', join(sandbox.root, someFile));
    },
    someFile,
  ],
  [
    'a folder in the place of a file',
    (sandbox) => {
      unlinkSync(join(sandbox.root, someFile));
      mkdirSync(join(sandbox.root, someFile));
    },
    someFile,
  ],
  [
    'a link in the place of a folder',
    (sandbox) => {
      rmSync(join(sandbox.tree, 'two'), { recursive: true });
      mkdirSync(join(sandbox.root, 'elsewhere'));
      symlinkSync(join(sandbox.root, 'elsewhere'), join(sandbox.tree, 'two'));
    },
    'generated/two',
  ],
  [
    'a file in the place of a folder',
    (sandbox) => {
      rmSync(join(sandbox.tree, 'two'), { recursive: true });
      sandbox.write('generated/two', 'x');
    },
    'generated/two',
  ],
  [
    'a file in the place of the tree',
    (sandbox) => {
      rmSync(sandbox.tree, { recursive: true });
      sandbox.write('generated', 'x');
    },
    'generated',
  ],
];

for (const [what, make, named] of foreign) {
  test(`stops at what it did not write: ${what}`, async ({ sandbox }) => {
    await sandbox.generate();
    make(sandbox);
    const before = listing(sandbox);
    const { stderr } = run(sandbox, 'generate', 2);
    assert.match(stderr, `error ${named} [generate/foreign-file]`);
    assert.equal(listing(sandbox), before, 'nothing is deleted and nothing else is written');
    assert.match(run(sandbox, 'generate --check', 1).stdout, `foreign  ${named}`);
  });
}

function listing(sandbox: Sandbox): string[] {
  return readdirSync(sandbox.root, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.cache'))
    .sort();
}

test('does without its cache, and ignores a damaged one', async ({ sandbox }) => {
  await sandbox.generate();
  sandbox.write('.cache/generate.json', 'x');
  run(sandbox, 'generate --check', 0);
  rmSync(join(sandbox.root, '.cache'), { recursive: true });
  run(sandbox, 'generate --check', 0);
  rmSync(join(sandbox.root, '.cache'), { recursive: true });
  sandbox.write('.cache', 'a file where the folder should be');
  run(sandbox, 'generate --check', 0);
});

test('--out goes from where the command was called, also through npm', ({ sandbox }) => {
  const below = join(sandbox.root, 'below');
  mkdirSync(below);
  assert.is(sandbox.run('generate --out x', { cwd: below }).code, 0);
  const npm = { INIT_CWD: below, npm_package_json: join(sandbox.root, 'package.json') };
  assert.is(sandbox.run('generate --out y', { env: npm }).code, 0);
  assert.is(sandbox.run('generate --out z', { env: { INIT_CWD: below } }).code, 0, 'another program set it');
  assert.is(sandbox.run('generate --out deep/er/w').code, 0);
  assert.equal(readdirSync(below), ['x', 'y']);
  assert.equal(readdirSync(sandbox.root).sort(), ['.cache', 'below', 'deep', 'envs', 'z']);
});

test('a tree behind a link is written where it lies', ({ sandbox }) => {
  mkdirSync(join(sandbox.root, 'far', 'away'), { recursive: true });
  symlinkSync(join(sandbox.root, 'far', 'away'), sandbox.tree);
  run(sandbox, 'generate', 0);
  run(sandbox, 'generate --check', 0);
  assert.equal(readdirSync(join(sandbox.root, 'far')), ['away']);
  assert.equal(readdirSync(join(sandbox.root, 'far', 'away')), ['one', 'two']);
});

test('a file that somebody made executable is put right', async ({ sandbox }) => {
  await sandbox.generate();
  chmodSync(join(sandbox.root, someFile), 0o755);
  run(sandbox, 'generate --check', 1);
  run(sandbox, 'generate', 0);
  assert.is(statSync(join(sandbox.root, someFile)).mode & 0o777, 0o644);
});

test('colours only where they are wanted', ({ sandbox }) => {
  const { stdout } = sandbox.run('generate', { env: { FORCE_COLOR: '1' } });
  assert.match(stdout, '\u001b[32madded');
  rmSync(sandbox.tree, { recursive: true });
  assert.not.match(sandbox.run('generate', { env: { NO_COLOR: '1' } }).stdout, '\u001b');
});

test('a reader that goes away early does no harm', async ({ sandbox }) => {
  sandbox.input({ environments: { one: 30 }, version: 1 });
  const child = sandbox.start('generate');
  child.stdout?.destroy();
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.is(code, 0);
  run(sandbox, 'generate --check', 0);
});

test.run();
