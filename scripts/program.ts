// Wires the commands of the command line together; `runProgram` is its only way in.
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { placeOf } from './generate/tree-place.ts';
import { exitCodeHelp, exitCodes, printError, tolerateClosedPipes } from './output.ts';
import type { Project } from './project.ts';

type AddCommand = (program: Command, project: Project) => void;

/** The commands. Adding one: a file in `commands/`, and one line here. Only the one that runs is loaded. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  generate: async () => (await import('./commands/generate.ts')).addGenerateCommand,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  diff: async () => (await import('./commands/diff.ts')).addDiffCommand,
};

/** Runs one command line (without `node` and the script) and sets the exit code of the process. */
export async function runProgram(args: readonly string[], project: Project): Promise<void> {
  tolerateClosedPipes();
  const program = new Command('helical')
    .description('Generates the manifests of Helical’s environments from their typed descriptions.')
    .addHelpText('after', exitCodeHelp)
    .exitOverride()
    .hook('preAction', () => recover(project));
  const [name = ''] = args;
  const wanted = Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  for (const command of wanted) (await commands[command]?.())?.(program, project);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has printed its own errors already; help and version are no errors.
    if (!(error instanceof CommanderError)) process.exitCode = printError(error);
    else if (error.exitCode !== 0) process.exitCode = exitCodes.badInput;
  }
}

/** Completes or undoes what an interrupted run left; the usual case costs one look at the disk. */
async function recover({ tree }: Project): Promise<void> {
  const place = placeOf(tree);
  if (!existsSync(place.pending)) return;
  const { recoverIfNeeded } = await import('./recovery.ts');
  await recoverIfNeeded(place);
}
