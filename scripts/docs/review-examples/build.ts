// Turns examples into pull requests of a real repository and has "diff" review them: change, comment and page of each.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { masker } from '../../diff/compare/mask.ts';
import { effectRules } from '../../diff/effects/index.ts';
import { diffTrees } from '../../diff/engine.ts';
import { planComparison } from '../../diff/plan-comparison.ts';
import { writeHtml } from '../../diff/report/html/page.ts';
import { writeMarkdown } from '../../diff/report/markdown.ts';
import { reportSources } from '../../diff/report/sources.ts';
import type { DiffReport } from '../../diff/report.ts';
import { unchangedEnvironments } from '../../diff/unchanged.ts';
import { projectAt } from '../../project.ts';
import type { ReviewExample } from './example.ts';
import { EditableSources } from './sources.ts';

/** What a reviewer gets to see. */
export interface Review {
  readonly example: ReviewExample;
  /** The edit of the sources, as `git diff` shows it. */
  readonly change: string;
  /** The sticky comment, byte by byte. */
  readonly comment: string;
  readonly report: DiffReport;
  /** The HTML page. */
  readonly page: string;
}

type Tree = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

/** Reviews all examples against the sources of this project as they are. Takes about a second each. */
export async function review(examples: readonly ReviewExample[]): Promise<Review[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'review-examples-'));
  try {
    const base = new EditableSources(join(scratch, 'main'));
    const repository = new Repository(base.root);
    const tree = await base.generate();
    repository.write(tree);
    repository.commitTo('main');
    const reviews: Review[] = [];
    for (const example of examples) {
      const sources = new EditableSources(join(scratch, example.name));
      example.edit(sources);
      repository.git('checkout', '--quiet', '-B', example.name, 'main');
      for (const file of sources.editedFiles) repository.writeFile(file, sources.read(file));
      repository.write(await sources.generate(touchedEnvironments(sources, tree)), tree);
      repository.commitTo(example.name);
      reviews.push({ example, ...compare(repository, example) });
    }
    return reviews;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Those that an edit of nothing but environments reaches, with the hub, which looks at all of them. */
function touchedEnvironments({ editedFiles }: EditableSources, tree: Tree): string[] | undefined {
  const names = editedFiles.map((file) => /^envs\/([\w-]+)\.ts$/.exec(file)?.[1] ?? '');
  return names.every((name) => tree.has(name)) ? [...names, 'hub'] : undefined;
}

function compare(repository: Repository, { name }: ReviewExample): Omit<Review, 'example'> {
  const project = projectAt(repository.root, '');
  const { request, notes } = planComparison(project, { base: 'main', head: name });
  // Without commits, which would be others after every change of this project.
  const pair = { ...request.pair, from: { label: 'main' }, to: { label: name } };
  const mask = masker(name);
  const compared = diffTrees({ ...request, pair, rules: effectRules, masker: mask });
  const report = {
    ...compared,
    groups: unchangedEnvironments(compared.groups, pair),
    notes: [...notes, ...compared.notes],
  };
  const sources = reportSources(pair, mask);
  const look = { colour: false, treeName: project.treeName };
  const sourcesOnly = [':(exclude)generated'];
  return {
    // Ids of blobs and numbers of lines say nothing to a reader, and change with every edit of the file.
    change: repository
      .git('diff', '--no-color', '--no-ext-diff', 'main', name, '--', '.', ...sourcesOnly)
      .replaceAll(/^index [0-9a-f]+\.\.[0-9a-f]+.*\n/gm, '')
      .replaceAll(/^@@ .*? @@/gm, '@@'),
    comment: writeMarkdown(report, sources, look),
    page: writeHtml(report, sources, look),
    report,
  };
}

/** A repository whose branches are the pull requests. */
class Repository {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
    writeFileSync(join(root, '.gitignore'), 'node_modules\n');
    this.git('init', '--quiet', '--initial-branch=main');
  }

  writeFile(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** Writes environments below `generated/`, and removes the files of theirs that `before` had. */
  write(tree: Tree, before?: Tree): void {
    for (const [name, files] of tree) {
      const old = before?.get(name);
      for (const [path, bytes] of files) {
        const known = old?.get(path);
        if (!known || !Buffer.from(known).equals(bytes)) this.writeFile(join('generated', path), bytes);
      }
      for (const path of old?.keys() ?? []) if (!files.has(path)) rmSync(join(this.root, 'generated', path));
    }
  }

  commitTo(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  /** Runs git without the settings of whoever runs this. */
  git(...args: string[]): string {
    const settings = [
      'user.name=example',
      'user.email=example@example.com',
      'gc.auto=0',
      'core.autocrlf=false',
    ];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
    return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
  }
}
