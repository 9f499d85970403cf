// The command "diff": parses its options, calls the engine and prints what came of it.
import { type Command, InvalidArgumentError } from 'commander';
import { type Level, levels } from '../diff/change.ts';
import type { DiffOptions } from '../diff/run.ts';
import type { Project } from '../project.ts';

const exitCodeHelp = `
Exit codes:
  0  nothing changes (or --exit-zero)
  1  something changes
  2  bad usage or bad input; where a part could be compared, it is shown
  3  an effect at or above --fail-on that nobody accepted
  4  an error of the program`;

const examples = `
Examples:
  npm run diff                               what my branch and my uncommitted changes do
  npm run diff main feature                  two commits, as they are
  npm run diff main...feature                what the branch did since it left main
  npm run diff -- --env prod --fail-on danger
  npm run diff -- --between staging prod     two environments of one tree
  npm run diff -- --from old/ --to new/      two folders`;

export function addDiffCommand(program: Command, project: Project): void {
  program
    .command('diff')
    .description('Show what a change of the manifests will do, before anybody syncs it.')
    .argument('[base]', 'commit to start from (default: where HEAD left the main branch)')
    .argument('[head]', 'commit to end with (default: the working tree)')
    .option('--env <name>', 'only this environment; may be given several times', collect)
    .option('--app <name>', 'only this application; may be given several times', collect)
    .option('--staged', 'end with what is staged instead of the working tree')
    .option('--between <names...>', 'compare two environments of the later tree with each other')
    .option(
      '--renamed <old=new>',
      'an environment that got another name; may be given several times',
      collect,
    )
    .option('--from <dir>', 'compare folders instead: the earlier tree')
    .option('--to <dir>', 'compare folders instead: the later tree')
    .option('--format <format>', 'what stdout gets: terminal, markdown, html, json, sarif', 'terminal')
    .option(
      '--output <file>',
      'write the report to a file, too; its ending tells the format; several times',
      collect,
    )
    .option(
      '--acknowledgements <file>',
      'lines "Accepts: RULE OBJECT", such as a pull request’s text; "-" is stdin',
    )
    .option('--fail-on <level>', `exit with 3 at this level or above: ${levels.join(', ')}`, parseLevel)
    .option('--check', 'name the findings of "check" that are new, too; takes some seconds')
    .option('--no-check', 'leave out what the definitions of kinds say of changes, too')
    .option('--exit-zero', 'exit with 0 even though something changes')
    .addHelpText('after', examples)
    .addHelpText('after', exitCodeHelp)
    .action(async (base: string | undefined, head: string | undefined, options: DiffOptions) => {
      const { runDiff } = await import('../diff/run.ts');
      process.exitCode = await runDiff(project, { ...options, base, head });
    });
}

function collect(value: string, values: string[] = []): string[] {
  return [...values, value];
}

function parseLevel(text: string): Level {
  const level = levels.find((one) => one === text);
  if (!level) throw new InvalidArgumentError(`It is one of ${levels.join(', ')}.`);
  return level;
}
