// The key of the code changes with every file that decides what is found, also when the key of before is remembered.
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeKey } from '../../../../scripts/check/cache/code-key.ts';
import { CacheStore } from '../../../../scripts/check/cache/store.ts';

const hour = 3_600_000;
const files: Record<string, string> = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'node_modules/.package-lock.json': '{}',
  'scripts/check/a.ts': "import { b } from '../../envs/b.ts';",
  'scripts/check/deep/er/c.ts': 'c',
  'envs/b.ts': 'b',
  'envs/other.ts': 'o',
};

const changes: [string, boolean, (write: (file: string, text: string) => void, root: string) => void][] = [
  ['nothing', false, () => undefined],
  ['a file that nothing imports', false, (write) => write('envs/other.ts', 'x')],
  ['a file of the code', true, (write) => write('scripts/check/deep/er/c.ts', 'd')],
  ['a file of the code, of an old time', true, (_, root) => old(join(root, 'scripts/check/a.ts'))],
  ['an imported file', true, (write) => write('envs/b.ts', 'c')],
  ['a new file', true, (write) => write('scripts/check/new.ts', 'n')],
  ['a new file in a new folder', true, (write) => write('scripts/check/deep/new/n.ts', 'n')],
  ['one file less', true, (_, root) => rmSync(join(root, 'scripts/check/deep/er/c.ts'))],
  [
    'another name',
    true,
    (_, root) =>
      renameSync(join(root, 'scripts/check/deep/er/c.ts'), join(root, 'scripts/check/deep/er/d.ts')),
  ],
  ['a package', true, (write) => write('node_modules/.package-lock.json', '{"a":1}')],
];

for (const [name, changesKey, change] of changes) {
  test(name, () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'code-key-')));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    try {
      for (const [file, text] of Object.entries(files)) write(file, text);
      const store = new CacheStore(join(root, 'cache'), 'code');
      // An hour later every file counts as settled, so that its state is trusted.
      const keyOf = () => codeKey(root, store, Date.now() + hour);
      const before = keyOf();
      assert.is(keyOf(), before);
      change(write, root);
      assert.is(keyOf() !== before, changesKey);
      assert.is(keyOf(), codeKey(root));
    } finally {
      rmSync(root, { recursive: true });
    }
  });
}

/** Other contents under the times of long ago. */
function old(file: string): void {
  writeFileSync(file, "import { b } from '../../envs/c.ts';");
  utimesSync(file, 1000, 1000);
}

test.run();
