// The command "generate": parses its options, calls the engine and prints what came of it.
import { type Command, InvalidArgumentError } from 'commander';
import { formatFinding } from '../../envs/finding.ts';
import { type GenerateRequest, type GenerateResult, generate } from '../generate/engine.ts';
import { makeParent, placeOf } from '../generate/tree-place.ts';
import { exitCodeHelp, exitCodes, paint, printData, printTalk } from '../output.ts';
import type { Project } from '../project.ts';
import { withTree } from '../recovery.ts';

interface Options {
  env?: string[];
  out?: string;
  check?: boolean;
  quiet?: boolean;
  jobs?: number;
}

/** Longer lists of paths are shown as counts only; `git status` tells the rest. */
const maxListedPaths = 40;
const progressAfterMillis = 1000;

export function addGenerateCommand(program: Command, project: Project): void {
  program
    .command('generate')
    .description('Write the manifests of all environments, or check that they are current.')
    .option('--env <name>', 'only this environment; may be given several times', collect)
    .option('--out <dir>', `folder of the tree (default: ${project.treeName})`)
    .option('--check', 'write nothing; exit with 1 and name the files when the tree is stale')
    .option('--quiet', 'print nothing but problems')
    .option('--jobs <number>', 'threads that plan environments (default: by their number)', parseJobs)
    .addHelpText('after', exitCodeHelp)
    .action(async (options: Options) => {
      process.exitCode = await runGenerate(options, project);
    });
}

async function runGenerate(options: Options, project: Project): Promise<number> {
  const place = placeOf(options.out ? project.fromInvoker(options.out) : project.tree);
  const check = options.check ?? false;
  const request: GenerateRequest = {
    projectRoot: project.root,
    cache: project.cache,
    productUrl: project.productUrl,
    place,
    treeName: options.out ?? project.treeName,
    environments: options.env && [...new Set(options.env)],
    check,
    jobs: options.jobs,
    onProgress: options.quiet ? undefined : showProgress(),
  };
  if (!check) makeParent(place);
  const result = await withTree(place, !check, () => generate(request));
  if (!options.quiet) for (const notice of result.notices) printTalk(formatFinding(notice));
  if (check) return reportCheck(result, request, options);
  if (!options.quiet) reportRun(result);
  return exitCodes.ok;
}

function reportRun({ changes, environments }: GenerateResult): void {
  const { added, changed, removed, unchanged } = changes;
  listPaths(changes);
  const total = added.length + changed.length + unchanged;
  printData(
    `${total} manifests of ${environments.join(', ')}: ` +
      `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} left alone.`,
  );
}

function reportCheck({ changes }: GenerateResult, request: GenerateRequest, { quiet }: Options): number {
  const { added, changed, removed, foreign, unchanged } = changes;
  const stale = added.length + changed.length + removed.length + foreign.length;
  if (stale === 0) {
    if (!quiet) printData(`${request.treeName} is current: ${unchanged} manifests.`);
    return exitCodes.ok;
  }
  if (quiet) return exitCodes.stale;
  for (const path of added) printData(`missing  ${request.treeName}/${path}`);
  for (const path of changed) printData(`differs  ${request.treeName}/${path}`);
  for (const path of removed) printData(`stale    ${request.treeName}/${path}`);
  for (const path of foreign) printData(`foreign  ${request.treeName}/${path}`);
  const files = stale === 1 ? 'one file' : `${stale} files`;
  printTalk(
    `${request.treeName} differs from its sources in ${files}. Run "npm run generate" and commit the result.`,
  );
  if (foreign.length > 0) {
    printTalk(
      `Files marked "foreign" were not written by "npm run generate" (or lost their first line): move them away first.`,
    );
  }
  return exitCodes.stale;
}

function listPaths({ added, changed, removed }: GenerateResult['changes']): void {
  if (added.length + changed.length + removed.length > maxListedPaths) return;
  for (const path of added) printData(`${paint('green', 'added')}    ${path}`);
  for (const path of changed) printData(`${paint('yellow', 'changed')}  ${path}`);
  for (const path of removed) printData(`${paint('red', 'removed')}  ${path}`);
}

/** Talks about progress once a second, and not at all in a run that ends sooner. */
function showProgress(): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - last < progressAfterMillis) return;
    last = now;
    printTalk(`${done} of ${total} environments planned`);
  };
}

function collect(name: string, names: string[] = []): string[] {
  return [...names, name];
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) {
    throw new InvalidArgumentError('Use a whole number from 1 to 64.');
  }
  return jobs;
}
