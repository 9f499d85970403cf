// `npm run bench:diff`: times "diff" on the committed trees of 100 environments against bare Node and against dyff.
//
// dyff compares two files, not two trees, so it gets the manifests of each environment as one file, and its time is the
// sum over the environments. It comes from: go install github.com/homeport/dyff/cmd/dyff@v1.12.0
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { filesBelow } from '../../scripts/diff/trees/folders.ts';
import { type Measurement, measure, median } from './measure.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    count: { type: 'string', default: '100' },
    dyff: { type: 'string', default: join(homedir(), 'go/bin/dyff') },
  },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(join(tmpdir(), 'bench-diff-'));
const root = join(scratch, 'project');
const tree = join(root, 'generated');
const commits = ['base', 'one-field', 'every-manifest'] as const;
let missed = 0;

try {
  await makeProject();
  const bare = await medianOf(() => measure(['-e', '0'], join(scratch, 'bare')));
  const one = await medianOf(() => measure(diffArgs('base', 'one-field'), join(scratch, 'one')));
  const worktree = await medianOf(() => measure(diffArgs('one-field'), join(scratch, 'worktree')));
  const every = await medianOf(() => measure(diffArgs('base', 'every-manifest'), join(scratch, 'every')), 1);
  const dyffOne = timeDyff('one-field');
  const dyffEvery = timeDyff('every-manifest');
  console.log(`\n${values.count} environments, ${filesBelow(tree).length} manifests`);
  show('node -e 0', bare);
  show('diff, one field, two commits', one);
  show('diff, one field, working tree', worktree);
  show('diff, every manifest', every);
  console.log(`  dyff, one field                ${dyffOne.toFixed(2).padStart(7)} s`);
  console.log(`  dyff, every manifest           ${dyffEvery.toFixed(2).padStart(7)} s`);
  judge('one field to node -e 0', one.seconds / bare.seconds, 15);
  judge('one field to dyff', one.seconds / dyffOne, 0.1);
  judge('every manifest to dyff', every.seconds / dyffEvery, 1);
  judge('peak MiB', Math.max(one.peakMiB, worktree.peakMiB, every.peakMiB), 512);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;

/** A repository with three commits, and the manifests of each as one file an environment for dyff. */
async function makeProject(): Promise<void> {
  mkdirSync(root, { recursive: true });
  const generate = [
    `${here}cli.ts`,
    values.count,
    join(root, '.cache'),
    'generate',
    '--quiet',
    '--out',
    tree,
  ];
  await measure(generate, join(scratch, 'generate'));
  writeFileSync(join(root, '.gitignore'), '.cache/\n');
  git('init', '--quiet', '--initial-branch=main');
  const files = filesBelow(tree).filter(({ path }) => path.endsWith('.yaml'));
  for (const commit of commits) {
    const changed = commit === 'base' ? [] : commit === 'one-field' ? files.slice(0, 1) : files;
    for (const { path } of changed) {
      const file = join(tree, path);
      // Every manifest has metadata, and none has this field.
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('\nmetadata:\n', `\nmetadata:\n  ${commit}: changed\n`),
      );
    }
    git('add', '--all');
    git('commit', '--quiet', '--message', commit);
    git('tag', commit);
    joinFiles(commit);
  }
  git('checkout', '--quiet', 'base');
}

function joinFiles(commit: string): void {
  mkdirSync(join(scratch, commit));
  for (const environment of readdirSync(tree)) {
    const texts = filesBelow(join(tree, environment)).map(({ path }) =>
      readFileSync(join(tree, environment, path), 'utf8'),
    );
    writeFileSync(join(scratch, commit, `${environment}.yaml`), texts.join('---\n'));
  }
}

function timeDyff(commit: string): number {
  const start = performance.now();
  for (const file of readdirSync(join(scratch, 'base'))) {
    const { error } = spawnSync(
      values.dyff,
      ['between', join(scratch, 'base', file), join(scratch, commit, file)],
      {
        maxBuffer: 1024 ** 3,
      },
    );
    if (error) throw error;
  }
  return (performance.now() - start) / 1000;
}

/** As package.json starts the command, with its flags for Node. */
function diffArgs(...sides: string[]): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const flags = String(scripts.diff)
    .split(' ')
    .filter((part) => part.startsWith('--'));
  return [...flags, `${here}diff-cli.ts`, root, 'diff', ...sides, '--exit-zero'];
}

async function medianOf(run: () => Promise<Measurement>, times = rounds): Promise<Measurement> {
  const all: Measurement[] = [];
  for (let round = 0; round < times; round++) all.push(await run());
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    peakMiB: Math.max(...all.map(({ peakMiB }) => peakMiB)),
  };
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

function show(name: string, { seconds, peakMiB }: Measurement): void {
  console.log(`  ${name.padEnd(30)} ${seconds.toFixed(2).padStart(7)} s   peak ${peakMiB.toFixed(0)} MiB`);
}

function judge(name: string, value: number, reach: number): void {
  const isMissed = value > reach;
  if (isMissed) missed++;
  console.log(
    `  ${name}: ${value.toFixed(value < 10 ? 2 : 0)} (reach: at most ${reach}${isMissed ? ', MISSED' : ''})`,
  );
}
