// The tree of this project is the same for everybody: whatever time zone, locale, umask, folder or number of threads.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { snapshotOf } from '../fixture/sandbox.ts';

const cli = fileURLToPath(new URL('../../../scripts/cli.ts', import.meta.url));

function generate(folder: string, umask: string, args: string, env: NodeJS.ProcessEnv): void {
  const command = `umask ${umask} && exec "$0" "$1" generate --quiet ${args}`;
  const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, cli], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  assert.is(status, 0, stderr);
}

function modesUnder(folder: string): Set<string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return new Set(
    entries.map((entry) => {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      return `${entry.isDirectory() ? 'folder' : 'file'} ${mode.toString(8)}`;
    }),
  );
}

test('the same bytes and modes in every surrounding', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'determinism-')));
  mkdirSync(join(folder, 'elsewhere'));
  generate(folder, '022', '--out a', { TZ: 'UTC', LC_ALL: 'C' });
  generate(join(folder, 'elsewhere'), '077', '--jobs 3 --out ../b', {
    TZ: 'Asia/Kolkata',
    LC_ALL: 'tr_TR.UTF-8',
    LANG: 'tr_TR.UTF-8',
    CDK8S_OUTDIR: '/nowhere',
    CDK8S_DISABLE_SORT: '',
    CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
    FORCE_COLOR: '1',
  });
  const first = snapshotOf(join(folder, 'a'));
  assert.ok(Object.keys(first).length > 100);
  assert.equal(snapshotOf(join(folder, 'b')), first);
  assert.equal([...modesUnder(join(folder, 'b'))].sort(), ['file 644', 'folder 755']);
  rmSync(folder, { recursive: true });
});

test.run();
