// The stamp depends on contents alone, and a damaged one counts as none.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readStamp, type Stamp, sourceKey, writeStamp } from '../../../scripts/generate/stamp.ts';

const test = suite<{ root: string; file: string }>('stamp');

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'stamp-'));
  context.file = join(context.root, '.cache', 'generate.json');
  mkdirSync(join(context.root, 'envs', 'schema'), { recursive: true });
  writeFileSync(join(context.root, 'envs', 'schema', 'a.ts'), 'a');
  writeFileSync(join(context.root, 'versions.ts'), 'v');
});

test.after.each(({ root }) => rmSync(root, { recursive: true }));

const stamp: Stamp = {
  names: ['one'],
  environments: { one: [['one/a/ConfigMap.x.yaml', 'aa']] },
  notices: { one: [] },
};

test('the key follows contents and names of sources, not their times', ({ root }) => {
  const key = sourceKey(root);
  utimesSync(join(root, 'versions.ts'), 1, 1);
  writeFileSync(join(root, 'README.md'), 'no source');
  assert.is(sourceKey(root), key);

  const keys = new Set([key]);
  appendFileSync(join(root, 'envs', 'schema', 'a.ts'), 'b');
  keys.add(sourceKey(root));
  writeFileSync(join(root, 'envs', 'schema', 'b.ts'), '');
  keys.add(sourceKey(root));
  writeFileSync(join(root, 'package-lock.json'), '');
  keys.add(sourceKey(root));
  assert.is(keys.size, 4);
});

test('a stamp is read back for its own sources only', ({ file }) => {
  assert.is(readStamp(file, 'key'), undefined);
  writeStamp(file, 'key', stamp);
  assert.equal(readStamp(file, 'key'), stamp);
  assert.is(readStamp(file, 'other key'), undefined);
});

test('a damaged stamp is none', ({ file }) => {
  writeStamp(file, 'key', stamp);
  const whole = readFileSync(file, 'utf8');
  for (const damaged of ['', '{', whole.slice(0, -20), whole.replace('aa', 'ab'), whole.replace('\n', '')]) {
    writeFileSync(file, damaged);
    assert.is(readStamp(file, 'key'), undefined);
  }
});

test('where no stamp can be written there is none', ({ root }) => {
  writeFileSync(join(root, 'blocked'), '');
  writeStamp(join(root, 'blocked', 'generate.json'), 'key', stamp);
  assert.is(readStamp(join(root, 'blocked', 'generate.json'), 'key'), undefined);
});

test.run();
