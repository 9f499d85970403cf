// Which files of a tree belong to which environment, and what its state is.
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TreeLook } from '../../../scripts/check/read/look.ts';
import { lookAround } from '../../../scripts/check/read/look-around.ts';

const hour = 3_600_000;
const cases: [name: string, files: string[], environments: Record<string, string[]>][] = [
  [
    'folders with a file in our place',
    ['dev/web/Pod.a.yaml', 'prod/web/Pod.a.yaml', 'prod/web/odd.yaml', 'prod/loose.yaml'],
    { dev: ['dev/web/Pod.a.yaml'], prod: ['prod/loose.yaml', 'prod/web/Pod.a.yaml', 'prod/web/odd.yaml'] },
  ],
  [
    'everything else together, sorted',
    ['b.yaml', 'k8s/a/b/c.yaml', 'k8s/pod.yaml', 'a.yaml', 'prod/web/Pod.a.yaml'],
    { '': ['a.yaml', 'b.yaml', 'k8s/a/b/c.yaml', 'k8s/pod.yaml'], prod: ['prod/web/Pod.a.yaml'] },
  ],
  ['nothing', [], {}],
  [
    'so many folders that threads look at them',
    Array.from({ length: 50 }, (_, number) => `env-${number + 10}/web/Pod.a.yaml`).concat('loose/x.yaml'),
    Object.fromEntries([
      ['', ['loose/x.yaml']],
      ...Array.from({ length: 50 }, (_, number) => [
        `env-${number + 10}`,
        [`env-${number + 10}/web/Pod.a.yaml`],
      ]),
    ]),
  ],
];

for (const [name, files, environments] of cases) {
  test(name, () =>
    withTree(files, async (root) => {
      const { environments: found } = await look(root);
      assert.equal(Object.fromEntries(found.map((one) => [one.name, one.files()])), environments);
      assert.equal(
        found.map((one) => one.name),
        Object.keys(environments),
      );
      assert.ok(found.every(({ state }) => state));
    }),
  );
}

test('a single file', () =>
  withTree(['a.yaml'], async (root) => {
    const { environments } = await look(join(root, 'a.yaml'));
    assert.equal(
      environments.map(({ name, files }) => [name, files()]),
      [['', ['']]],
    );
  }));

test('links, other names and the folder of git are no manifests', () =>
  withTree(
    ['prod/web/Pod.a.yaml', 'prod/README.md', '.git/config.yaml', 'prod/.git/b.yaml'],
    async (root) => {
      symlinkSync('/etc/hosts', join(root, 'prod/c.yaml'));
      const { environments, problems, others } = await look(root);
      assert.equal(
        environments.flatMap(({ files }) => files()),
        ['prod/web/Pod.a.yaml'],
      );
      assert.equal(problems, [{ rule: 'input/link', path: 'prod/c.yaml', what: 'This is a symbolic link.' }]);
      assert.is(others, 1);
    },
  ));

const changes: [string, (root: string) => void][] = [
  ['other contents of the same length', (root) => write(root, 'prod/web/Pod.a.yaml', 'b')],
  ['another file', (root) => write(root, 'prod/web/Pod.b.yaml', 'a')],
  ['one file less', (root) => rmSync(join(root, 'prod/web/Pod.c.yaml'))],
  ['an old time', (root) => utimesSync(join(root, 'prod/web/Pod.a.yaml'), 1000, 1000)],
];
for (const [name, change] of changes) {
  test(`another state: ${name}`, () =>
    withTree(['prod/web/Pod.a.yaml', 'prod/web/Pod.c.yaml'], async (root) => {
      const [before] = (await look(root)).environments;
      change(root);
      const [after] = (await look(root)).environments;
      assert.ok(before?.state && after?.state && before.state !== after.state);
    }));
}

test('a file of just now has no state', () =>
  withTree(['prod/web/Pod.a.yaml'], async (root) => {
    const { environments } = await lookAround(root, Date.now()).result;
    assert.equal(
      environments.map(({ state }) => state),
      [undefined],
    );
  }));

/** An hour later every file counts as settled. */
function look(root: string): Promise<TreeLook> {
  return lookAround(root, Date.now() + hour).result;
}

async function withTree(files: readonly string[], use: (root: string) => Promise<void>): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'look-')));
  try {
    for (const file of files) write(root, file, 'a');
    await use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function write(root: string, file: string, contents: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), contents);
}

test.run();
