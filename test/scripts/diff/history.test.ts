// The project's own history, commit by commit: whatever was committed can be compared.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { masker } from '../../../scripts/diff/compare/mask.ts';
import { effectRules } from '../../../scripts/diff/effects/index.ts';
import { diffTrees } from '../../../scripts/diff/engine.ts';
import { openRepository, resolveRevision } from '../../../scripts/diff/git/repository.ts';
import { writeMarkdown } from '../../../scripts/diff/report/markdown.ts';
import { reportSources } from '../../../scripts/diff/report/sources.ts';
import { commitPair } from '../../../scripts/diff/trees/commits.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
/** The newest commits first, for as long as this; HISTORY_SECONDS takes more time. */
const seconds = Number(process.env.HISTORY_SECONDS ?? 10);

test('every commit of the history', () => {
  const repository = openRepository(root);
  const lines = execFileSync('git', ['log', '--first-parent', '--format=%H %P', '--', 'generated'], {
    cwd: root,
    encoding: 'utf8',
  });
  const end = performance.now() + seconds * 1000;
  const counts = { commits: 0, changes: 0, effects: 0 };
  for (const line of lines.split('\n')) {
    const [commit, parent] = line.split(' ');
    if (!commit || !parent || performance.now() > end) continue;
    const pair = commitPair({
      repository,
      treeName: 'generated',
      base: resolveRevision(repository, parent),
      target: { type: 'commit', revision: resolveRevision(repository, commit) },
    });
    const mask = masker('history');
    const report = diffTrees({ pair, rules: effectRules, masker: mask });
    assert.equal(report.problems, [], commit);
    writeMarkdown(report, reportSources(pair, mask), { colour: false, treeName: 'generated' });
    counts.commits++;
    counts.changes += report.groups.flatMap(({ changes }) => changes).length;
    counts.effects += report.effects.length;
  }
  // A clone without history, as a job may have it, has nothing to walk.
  assert.ok(counts.commits > 0 || repository.isShallow, JSON.stringify(counts));
  if (process.env.HISTORY_SECONDS) console.log(counts);
});

test.run();
