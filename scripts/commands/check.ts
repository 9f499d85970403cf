// The command "check": parses its options, calls the engine and prints its report.
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import type { Severity } from '../../envs/finding.ts';
import { readFile } from '../check/read/read-file.ts';
import type { LocatedFinding } from '../check/report/located.ts';
import { printable } from '../check/report/printable.ts';
import type { CheckResult } from '../check/result.ts';
import { exitCodes, paint, printData, printTalk } from '../output.ts';
import type { Project } from '../project.ts';
import {
  badUsage,
  kubernetesVersionOf,
  nameOf,
  schemaFolder,
  waiversFile,
  waiversOf,
} from './check-inputs.ts';

interface Options {
  path?: string;
  env?: string[];
  only?: string[];
  skip?: string[];
  schemas?: string;
  allowUnknown?: string[];
  kubernetesVersion?: string;
  output: (typeof outputs)[number];
  failOn: Severity;
  quiet?: boolean;
  cache: boolean;
  jobs?: string;
}

/** The code that checks; a project under test may lie elsewhere. */
const programRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const outputs = ['text', 'json', 'sarif', 'github', 'junit'] as const;

const checkExitCodeHelp = `
Exit codes:
  0  no findings at or above --fail-on
  1  findings at or above --fail-on
  2  bad usage or bad input; nothing was checked
  3  an error of the program stopped the command`;

export function addCheckCommand(program: Command, project: Project): void {
  const check = program
    .command('check')
    .description('Find what Kubernetes, Crossplane or Argo CD would refuse, and what would not work.')
    .option('--path <path>', `folder or file to check (default: ${project.treeName})`)
    .option('--env <name>', 'only this environment; may be given several times', collect)
    .option('--only <name>', 'only this layer or rule; may be given several times', collect)
    .option('--skip <name>', 'not this layer or rule; may be given several times', collect)
    .option(
      '--schemas <dir>',
      'folder of custom resource definitions, or "cluster" for those of the current context',
    )
    .option(
      '--allow-unknown <group/kind>',
      'accept this kind without a schema; may be given several times',
      collect,
    )
    .option(
      '--kubernetes-version <version>',
      'version that the manifests will meet (default: that of the environment)',
    )
    .addOption(new Option('--output <format>', 'format of the report').choices(outputs).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices(['error', 'warning', 'notice'])
        .default('error'),
    )
    .option('--quiet', 'print nothing but findings')
    .option('--no-cache', 'read and check everything again')
    .option('--jobs <number>', 'threads (default: by the number of files)')
    .addHelpText('after', checkExitCodeHelp)
    .action(async (options: Options) => {
      process.exitCode = await runCheck(options, project);
    });
  check
    .command('list')
    .description('List the rules.')
    .argument('<what>', '"rules"')
    .action(async (what: string) => {
      if (what !== 'rules')
        throw badUsage('list', `There is no list of ${JSON.stringify(what)}.`, 'npm run check -- list rules');
      const { ruleList } = await import('../check/report/rules.ts');
      const { ruleTexts } = await import('../check/rule-texts.ts');
      printData(ruleList(ruleTexts));
    });
  check
    .command('explain')
    .description('Explain a rule.')
    .argument('<rule>', 'name of a rule, for example input/syntax')
    .action(async (id: string) => {
      const { ruleExplanation } = await import('../check/report/rules.ts');
      const { ruleTexts } = await import('../check/rule-texts.ts');
      const { ruleNamed } = await import('../check/selection.ts');
      printData(ruleExplanation(ruleNamed(id, ruleTexts)));
    });
}

async function runCheck(options: Options, project: Project): Promise<number> {
  const now = new Date();
  const { lookAround } = await import('../check/read/look-around.ts');
  const { codeKey, folderKey } = await import('../check/cache/code-key.ts');
  const { CacheStore } = await import('../check/cache/store.ts');
  const selection = { only: options.only ?? [], skip: options.skip ?? [] };
  if (selection.only.length + selection.skip.length > 0) {
    const { refuseUnknownNames } = await import('../check/selection.ts');
    const { ruleTexts } = await import('../check/rule-texts.ts');
    refuseUnknownNames(selection, ruleTexts);
  }
  const path = options.path ? project.fromInvoker(options.path) : project.tree;
  if (!existsSync(path))
    throw badUsage(
      '--path',
      `There is no ${path}.`,
      'Give an existing folder or file, or run "npm run generate" first.',
    );
  const schemas = schemaFolder(options.schemas, project);
  const root = realpathSync(path);
  const treeName = nameOf(path, project);
  // First of all: threads look at the disk while this one loads the rest.
  const looking = lookAround(root, now.getTime());
  const { check } = await import('../check/engine.ts');
  const { hash } = await import('node:crypto');
  const result = await check({
    root,
    looking,
    treeName,
    environments: options.env && [...new Set(options.env)],
    selection,
    schemas,
    allowUnknown: options.allowUnknown ?? [],
    kubernetesVersionOf: (name) => options.kubernetesVersion ?? kubernetesVersionOf(project, name),
    waivers: await waiversOf(project),
    waiversFile,
    today: now.toISOString().slice(0, 10),
    nowMillis: now.getTime(),
    cache: options.cache
      ? {
          folder: join(project.cache, 'check'),
          key: hash(
            'sha256',
            JSON.stringify([
              codeKey(
                programRoot,
                new CacheStore(join(project.cache, 'check-code'), programRoot),
                now.getTime(),
              ),
              root,
              treeName,
              selection,
              schemas && folderKey(schemas),
            ]),
          ),
        }
      : undefined,
    jobs: options.jobs === undefined ? undefined : Number(options.jobs),
  });
  await report(result, root, options);
  return failed(result, options.failOn) ? exitCodes.stale : exitCodes.ok;
}

async function report(result: CheckResult, root: string, { output, quiet, failOn }: Options): Promise<void> {
  const findings = await located(result, root);
  if (output === 'text') {
    const { textOfFindings, textOfSummary } = await import('../check/report/text.ts');
    if (findings.length > 0) printData(textOfFindings(findings, paint));
    if (!quiet) process.stdout.write(textOfSummary(result, paint));
    return;
  }
  const { machineReport } = await import('../check/report/machine.ts');
  process.stdout.write(machineReport(output, result, findings, failOn));
  if (quiet) return;
  const { summaryLines } = await import('../check/report/summary.ts');
  for (const line of summaryLines(result)) printTalk(printable(line));
}

async function located(result: CheckResult, root: string): Promise<LocatedFinding[]> {
  if (result.findings.length === 0) return [];
  const { locateAll } = await import('../check/report/located.ts');
  return locateAll(result.findings, (file) => textOfFile(root, result.path, file));
}

/** Links and pipes are among the files that findings name, and must not be opened here either. */
function textOfFile(root: string, treeName: string, file: string): string | undefined {
  if (!file.startsWith(treeName)) return undefined;
  const read = readFile(root + file.slice(treeName.length));
  return 'problem' in read ? undefined : Buffer.from(read.bytes).toString('utf8');
}

function failed({ findings }: CheckResult, failOn: Severity): boolean {
  const severities: Severity[] = ['error', 'warning', 'notice'];
  const counting = severities.slice(0, severities.indexOf(failOn) + 1);
  return findings.some(({ severity }) => counting.includes(severity));
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
