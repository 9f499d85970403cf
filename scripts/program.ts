// Wires the commands of the command line together; `runProgram` is its only way in.
import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './commands/check.ts';
import { addDiffCommand } from './commands/diff.ts';
import { addGenerateCommand } from './commands/generate.ts';
import { placeOf } from './generate/tree-place.ts';
import { exitCodeHelp, exitCodes, printError, tolerateClosedPipes } from './output.ts';
import type { Project } from './project.ts';
import { recoverIfNeeded } from './recovery.ts';

/** Runs one command line (without `node` and the script) and sets the exit code of the process. */
export async function runProgram(args: readonly string[], project: Project): Promise<void> {
  tolerateClosedPipes();
  const program = new Command('helical')
    .description('Generates the manifests of Helical’s environments from their typed descriptions.')
    .addHelpText('after', exitCodeHelp)
    .exitOverride()
    .hook('preAction', () => recoverIfNeeded(placeOf(project.tree)));
  addGenerateCommand(program, project);
  addCheckCommand(program, project);
  addDiffCommand(program, project);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has printed its own errors already; help and version are no errors.
    if (!(error instanceof CommanderError)) process.exitCode = printError(error);
    else if (error.exitCode !== 0) process.exitCode = exitCodes.badInput;
  }
}
