// The command on real repositories: what it compares, what it says when it can't, and its exit codes.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DiffReport } from '../../../scripts/diff/report.ts';
import { runDiff } from '../../../scripts/diff/run.ts';
import { projectAt } from '../../../scripts/project.ts';
import { configMap, TestRepository } from './repository-kit.ts';

const file = 'generated/prod/shop/ConfigMap.settings.yaml';
const other = 'generated/dev/shop/ConfigMap.settings.yaml';
const base = { [file]: configMap('settings', 'info'), [other]: configMap('settings', 'info') };

const test = suite<{ repository: TestRepository }>('diff command');
test.before.each((context) => {
  context.repository = TestRepository.withMain(base);
});
test.after.each(({ repository }) => repository.delete());

test('without changes: 0', ({ repository }) => {
  const { code, stdout } = repository.diff();
  assert.is(code, 0);
  assert.match(stdout, 'Nothing changes.');
});

test('the default is the merge base with main against the working tree', ({ repository }) => {
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.write({ [file]: configMap('settings', 'debug') });
  repository.commit('on the branch');
  repository.write({ 'generated/prod/shop/ConfigMap.new.yaml': configMap('new', 'info') });
  repository.git('checkout', '--quiet', 'main', '--', other);
  const { code, stdout } = repository.diff();
  assert.is(code, 1);
  assert.match(stdout, /merge base with main \([0-9a-f]{10}\) → working tree/);
  assert.match(stdout, 'data.level  info → debug');
  assert.match(stdout, '+ ConfigMap shop/new');
});

test('what main did since does not show', ({ repository }) => {
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.git('checkout', '--quiet', 'main');
  repository.write({ [file]: configMap('settings', 'error') });
  repository.commit('on main');
  repository.git('checkout', '--quiet', 'feature');
  assert.is(repository.diff().code, 0);
  assert.is(repository.diff('main...feature').code, 0);
  assert.is(repository.diff('main', 'feature').code, 1);
});

test('--staged ends with the index', ({ repository }) => {
  repository.write({ [file]: configMap('settings', 'debug') });
  repository.git('add', file);
  repository.write({ [file]: configMap('settings', 'error') });
  const { stdout } = repository.diff('HEAD', '--staged');
  assert.match(stdout, 'info → debug');
  assert.match(repository.diff('HEAD').stdout, 'info → error');
});

test('--env and --app narrow the comparison, and unknown names are refused', ({ repository }) => {
  repository.write({ [file]: configMap('settings', 'debug'), [other]: configMap('settings', 'debug') });
  assert.match(repository.diff('--env', 'dev').stdout, 'one object in dev');
  assert.is(repository.diff('--app', 'airflow').code, 0);
  const { code, stderr } = repository.diff('--env', 'porduction');
  assert.is(code, 2);
  assert.match(stderr, 'Use one of dev, prod.');
});

test('two folders', ({ repository }) => {
  repository.write({
    'a/prod/shop/x.yaml': configMap('x', 'info'),
    'b/prod/shop/x.yaml': configMap('x', 'debug'),
  });
  const { code, stdout } = repository.diff('--from', 'a', '--to', 'b');
  assert.is(code, 1);
  assert.match(stdout, 'info → debug');
  assert.is(repository.diff('--from', 'a').code, 2);
  assert.match(repository.diff('--from', 'a', '--to', 'c').stderr, 'There is no such folder.');
});

test('--between compares environments', ({ repository }) => {
  assert.is(repository.diff('--between', 'dev', 'prod').code, 0);
  repository.write({ [file]: configMap('settings', 'debug') });
  assert.match(repository.diff('--between', 'dev', 'prod').stdout, 'dev → prod');
  assert.match(repository.diff('--between', 'dev', 'test').stderr, 'Use two of dev, prod.');
});

test('a base that does not exist: 2', ({ repository }) => {
  const { code, stderr } = repository.diff('mian');
  assert.is(code, 2);
  assert.match(stderr, 'There is no commit "mian" in this clone.');
});

test('an option can’t be smuggled in as a commit', ({ repository }) => {
  const { code } = repository.diff('--', '--output=owned');
  assert.is(code, 2);
  assert.not(existsSync(join(repository.root, 'owned')));
});

test('a shallow clone says what to fetch', ({ repository }) => {
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.write({ [file]: configMap('settings', 'debug') });
  repository.commit('second');
  // A clone takes the branch that is checked out for the main branch.
  repository.git('checkout', '--quiet', 'main');
  const clone = new TestRepository(mkdtempSync(join(tmpdir(), 'diff-clone-')));
  clone.git('clone', '--quiet', '--depth', '1', '--branch', 'feature', `file://${repository.root}`, '.');
  const { code, stderr } = clone.diff();
  assert.is(code, 2);
  assert.match(stderr, 'git fetch --unshallow origin main');
  assert.match(stderr, 'fetch-depth: 0');
  clone.delete();
});

test('a branch without a commit: everything is new', ({ repository }) => {
  const fresh = new TestRepository(mkdtempSync(join(tmpdir(), 'diff-unborn-')));
  fresh.git('init', '--quiet');
  fresh.write(base);
  const { code, stdout } = fresh.diff();
  assert.is(code, 1);
  assert.match(stdout, 'This branch has no commit yet: everything is new.');
  assert.match(stdout, '2 created');
  fresh.delete();
  assert.ok(repository);
});

test('no repository, and no git', ({ repository }) => {
  const bare = new TestRepository(mkdtempSync(join(tmpdir(), 'diff-bare-')));
  assert.match(bare.diff().stderr, 'There is no git repository here.');
  bare.delete();
  const { code, stderr } = repository.diffWith({ env: { PATH: '/nowhere' } });
  assert.is(code, 2);
  assert.match(stderr, 'git was not found.');
});

test('a tree on neither side: 2; on one side: everything came or went', ({ repository }) => {
  repository.remove('generated');
  assert.match(repository.diff().stdout, '2 deleted');
  repository.commit('without a tree');
  const { code, stderr } = repository.diff('HEAD');
  assert.is(code, 2);
  assert.match(stderr, 'has a folder generated/');
});

test('broken YAML: on the earlier side a warning, on the later side 2', ({ repository }) => {
  repository.write({ [file]: 'kind: [\n' });
  const later = repository.diff();
  assert.is(later.code, 2);
  assert.match(later.stdout, `error ${file}`);
  repository.commit('broken');
  repository.write({ [file]: configMap('settings', 'info') });
  const earlier = repository.diff('HEAD');
  assert.is(earlier.code, 1);
  assert.match(earlier.stdout, `warning ${file}`);
});

test('a merge conflict is named', ({ repository }) => {
  repository.write({ [file]: `<<<<<<< HEAD\n${configMap('a', 'b')}=======\n` });
  assert.match(repository.diff().stdout, 'A merge conflict is not resolved.');
});

test('a submodule in the tree: 2', ({ repository }) => {
  repository.git(
    'update-index',
    '--add',
    '--cacheinfo',
    `160000,${repository.git('rev-parse', 'HEAD').trim()},generated/prod/shop/sub.yaml`,
  );
  const { code, stdout } = repository.diff('HEAD', '--staged');
  assert.is(code, 2);
  assert.match(stdout, 'it is a submodule');
});

test('a submodule in place of a folder: 2', ({ repository }) => {
  const commit = repository.git('rev-parse', 'HEAD').trim();
  repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},generated/prod/vendor`);
  const { code, stdout } = repository.diff('HEAD', '--staged');
  assert.is(code, 2);
  assert.match(stdout, 'error generated/prod/vendor');
});

test('a symbolic link: 2, whether git knows it or not', ({ repository }) => {
  symlinkSync('ConfigMap.settings.yaml', join(repository.root, 'generated/prod/shop/ConfigMap.link.yaml'));
  const loose = repository.diff('HEAD');
  repository.git('add', '--all');
  for (const { code, stdout } of [loose, repository.diff('HEAD', '--staged')]) {
    assert.is(code, 2);
    assert.match(stdout, 'it is a symbolic link');
  }
});

test('a report that can’t be written: 2', ({ repository }) => {
  const { code, stderr } = repository.diff('--output', 'nowhere/report.md');
  assert.is(code, 2);
  assert.match(stderr, 'The report can’t be written: ENOENT');
});

test('an error of the program: 4', async ({ repository }) => {
  const project = {
    ...projectAt(repository.root, ''),
    get treeName(): string {
      throw new Error('broken');
    },
  };
  const talk: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (text) => talk.push(String(text)) > 0;
  try {
    assert.is(await runDiff(project, {}), 4);
  } finally {
    process.stderr.write = write;
  }
  assert.match(talk.join(''), 'This is a mistake in the program, not in your input.');
});

test('--no-check leaves out what definitions say of changes', ({ repository }) => {
  const gallery = fileURLToPath(new URL('../../diff/transition-refused/', import.meta.url));
  const sides = ['--from', `${gallery}from`, '--to', `${gallery}to`];
  assert.match(repository.diff(...sides).stdout, '[cluster/transition-refused]');
  assert.not.match(repository.diff(...sides, '--no-check').stdout, '[cluster/transition-refused]');
});

test('a huge file is reported, not read', ({ repository }) => {
  repository.write({ [file]: `${configMap('settings', 'info')}  text: ${'x'.repeat(9 * 1024 ** 2)}\n` });
  const { code, stdout } = repository.diff();
  assert.is(code, 2);
  assert.match(stdout, 'it has 9 MiB, more than 8 MiB.');
});

test('a renamed environment is recognised, and compared on request', ({ repository }) => {
  repository.git('mv', 'generated/prod', 'generated/production');
  repository.write({ 'generated/production/shop/ConfigMap.settings.yaml': configMap('settings', 'debug') });
  repository.commit('renamed');
  const plain = repository.diff('HEAD~1', 'HEAD');
  assert.match(plain.stdout, 'compare with --renamed prod=production');
  const { stdout } = repository.diff('HEAD~1', 'HEAD', '--renamed', 'prod=production');
  assert.match(stdout, 'info → debug');
  assert.match(stdout, 'one object in production: 1 changed');
});

test('git settings and variables of the caller change nothing', ({ repository }) => {
  repository.git('config', 'diff.external', 'touch owned');
  repository.git('config', 'core.fsmonitor', 'touch owned');
  repository.git('config', 'color.ui', 'always');
  repository.write({ [file]: configMap('settings', 'debug') });
  const env = { GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_EXTERNAL_DIFF: 'touch owned' };
  const { code, stdout } = repository.diffWith({ env });
  assert.is(code, 1);
  assert.match(stdout, 'info → debug');
  assert.not(existsSync(join(repository.root, 'owned')));
});

test('--fail-on, acknowledgements and --exit-zero decide about the exit code', ({ repository }) => {
  repository.remove(file);
  assert.is(repository.diff('--fail-on', 'danger').code, 1);
  assert.is(repository.diff('--fail-on', 'caution').code, 3);
  assert.is(repository.diff('--fail-on', 'caution', '--exit-zero').code, 3);
  assert.is(repository.diff('--exit-zero').code, 0);
  const accepts = (input: string) =>
    repository.diffWith({ input }, '--fail-on', 'caution', '--acknowledgements', '-');
  const accepted = accepts('Removes the settings.\n\nAccepts: objects/deleted ConfigMap shop/settings\n');
  assert.is(accepted.code, 1);
  assert.match(accepted.stdout, 'accepted: Accepts: objects/deleted ConfigMap shop/settings');
  const elsewhere = accepts('Accepts: objects/deleted ConfigMap shop/settings in dev');
  assert.is(elsewhere.code, 3);
  assert.match(elsewhere.stdout, 'unused: Accepts: objects/deleted ConfigMap shop/settings in dev');
  const mistyped = accepts('Accepts: objects/delted ConfigMap shop/settings');
  assert.is(mistyped.code, 2);
  assert.match(mistyped.stderr, 'There is no rule "objects/delted".');
  assert.is(repository.diff('--fail-on', 'panic').code, 2);
});

test('--output writes files by their endings, beside what stdout gets', ({ repository }) => {
  repository.write({ [file]: configMap('settings', 'debug') });
  const { stdout } = repository.diff('--output', 'report.md', '--output', 'report.json', '--format', 'json');
  assert.is(readFileSync(join(repository.root, 'report.json'), 'utf8'), stdout);
  assert.match(readFileSync(join(repository.root, 'report.md'), 'utf8'), '<!-- helical-gitops diff -->');
  assert.is(JSON.parse(stdout).version, '1.0');
  assert.is(repository.diff('--output', 'report.doc').code, 2);
  rmSync(join(repository.root, 'report.md'));
});

test('--check names the findings that are new, and those only', ({ repository }) => {
  const deployment = (extra: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  replcas: 1\n${extra}`;
  const path = 'generated/prod/shop/Deployment.web.yaml';
  repository.write({ [path]: deployment('') });
  repository.commit('already wrong');
  repository.write({ [path]: deployment('  minReadySecnds: 1\n') });
  const { stdout } = repository.diff('HEAD', '--check', '--format', 'json');
  const report: DiffReport = JSON.parse(stdout);
  const texts = report.findings.map(({ what, where }) => `${where.path} ${what}`);
  assert.match(texts.join('\n'), 'minReadySecnds');
  assert.not.match(texts.join('\n'), 'replcas');
});

test('the line of the environment that caused a change is named', ({ repository }) => {
  const environment = (level: string) =>
    `export const prod = {\n  name: 'prod',\n  shop: {\n    level: '${level}',\n  },\n};\n`;
  repository.write({ 'envs/prod.ts': environment('info') });
  repository.commit('environment');
  repository.write({ 'envs/prod.ts': environment('debug'), [file]: configMap('settings', 'debug') });
  assert.match(repository.diff().stdout, "from envs/prod.ts:4 shop.level: 'info' → 'debug'");
});

test.run();
