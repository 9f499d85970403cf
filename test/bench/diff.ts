// `npm run bench:diff`: times "diff" on the committed trees of 100 environments against bare Node and against dyff.
//
// dyff compares two files, not two trees, so it gets the manifests of each environment as one file, and its time is the
// sum over the environments. It comes from: go install github.com/homeport/dyff/cmd/dyff@v1.12.0
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { filesBelow } from '../../scripts/diff/trees/folders.ts';
import { measure, median } from './measure.ts';
import { type Timing, timed } from './processor-time.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'long-rounds': { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    dyff: { type: 'string', default: join(homedir(), 'go/bin/dyff') },
  },
});
const rounds = Number(values.rounds);
/** The clock of processors ticks every 10 ms. */
const repeats = 5;
/** Of the runs that take a minute each. */
const longRounds = Number(values['long-rounds']);
const scratch = mkdtempSync(join(tmpdir(), 'bench-diff-'));
const root = join(scratch, 'project');
const tree = join(root, 'generated');
const commits = ['base', 'one-field', 'every-manifest'] as const;
let missed = 0;

try {
  await makeProject();
  const bare: Timing[] = [];
  const one: Timing[] = [];
  const worktree: Timing[] = [];
  const every: Timing[] = [];
  const dyffOne: Timing[] = [];
  const dyffEvery: Timing[] = [];
  const node = (args: readonly string[], times = 1) => timed(process.execPath, args, times);
  // The first run fills the compile cache.
  node(diffArgs('base', 'one-field'));
  // In turns, so that a busy moment of the machine hits all of them.
  for (let round = 0; round < rounds; round++) {
    bare.push(node(['-e', '0'], repeats));
    one.push(node(diffArgs('base', 'one-field'), repeats));
    worktree.push(node(diffArgs('one-field'), repeats));
    if (round >= longRounds) continue;
    dyffOne.push(timeDyff('one-field'));
    every.push(node(diffArgs('base', 'every-manifest')));
    dyffEvery.push(timeDyff('every-manifest'));
  }
  const peaks = [
    await measure(diffArgs('base', 'one-field'), join(scratch, 'one')),
    await measure(diffArgs('base', 'every-manifest'), join(scratch, 'every')),
  ];
  console.log(`\n${values.count} environments, ${filesBelow(tree).length} manifests`);
  show('node -e 0', bare);
  show('diff, one field, two commits', one);
  show('diff, one field, working tree', worktree);
  show('diff, every manifest', every);
  show('dyff, one field', dyffOne);
  show('dyff, every manifest', dyffEvery);
  judge('one field to node -e 0', one, bare, 15);
  // Most of this is git, which looks at every file of the working tree.
  judgeValue('one field, working tree, to node -e 0', middle(worktree).seconds / middle(bare).seconds, 15);
  judge('one field to dyff', one, dyffOne, 0.1);
  judge('every manifest to dyff', every, dyffEvery, 1);
  judgeValue('peak MiB', Math.max(...peaks.map(({ peakMiB }) => peakMiB)), 512);
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

function timeDyff(commit: string): Timing {
  const all = readdirSync(join(scratch, 'base')).map((file) =>
    timed(values.dyff, ['between', join(scratch, 'base', file), join(scratch, commit, file)]),
  );
  return {
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    processorSeconds: all.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0),
  };
}

/** As package.json starts the command, with its flags for Node. */
function diffArgs(...sides: string[]): string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const flags = String(scripts.diff)
    .split(' ')
    .filter((part) => part.startsWith('--'));
  return [...flags, `${here}diff-cli.ts`, root, 'diff', ...sides, '--exit-zero'];
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

function show(name: string, timings: readonly Timing[]): void {
  const { seconds, processorSeconds } = middle(timings);
  console.log(
    `  ${name.padEnd(30)} ${seconds.toFixed(2).padStart(7)} s   ${processorSeconds.toFixed(2).padStart(7)} s of processors`,
  );
}

function middle(timings: readonly Timing[]): Timing {
  return {
    seconds: median(timings.map(({ seconds }) => seconds)),
    processorSeconds: median(timings.map(({ processorSeconds }) => processorSeconds)),
  };
}

/** Both times must be within reach. */
function judge(name: string, own: readonly Timing[], other: readonly Timing[], reach: number): void {
  const [left, right] = [middle(own), middle(other)];
  judgeValue(name, left.seconds / right.seconds, reach);
  judgeValue(`${name}, processors`, left.processorSeconds / right.processorSeconds, reach);
}

function judgeValue(name: string, value: number, reach: number): void {
  const isMissed = value > reach;
  if (isMissed) missed++;
  console.log(
    `  ${name}: ${value.toFixed(value < 10 ? 2 : 0)} (reach: at most ${reach}${isMissed ? ', MISSED' : ''})`,
  );
}
