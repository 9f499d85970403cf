// Prints what commands have to say: data on stdout, talk on stderr, colour where a terminal shows it.
import { styleText } from 'node:util';
import { FindingsError, formatFinding } from '../envs/finding.ts';
import { TreeError } from './generate/tree-error.ts';

/** Exit codes of every command; `--help` explains them. */
export const exitCodes = { ok: 0, stale: 1, badInput: 2, failure: 3 } as const;

export const exitCodeHelp = `
Exit codes:
  0  done; with --check: the tree is current
  1  with --check: the tree is stale
  2  bad usage or bad input; nothing was written
  3  the disk, another run or an error of the program stopped the command`;

/** Prints one line of data. */
export function printData(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints one line of talk. */
export function printTalk(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Colours text for stdout; without effect in files, in pipes and where NO_COLOR is set. */
export function paint(colour: 'green' | 'yellow' | 'red' | 'bold', text: string): string {
  return styleText(colour, text, { stream: process.stdout });
}

/** Prints an error as its reader needs it and tells the exit code. */
export function printError(error: unknown): number {
  if (error instanceof FindingsError) {
    for (const finding of error.findings) printTalk(formatFinding(finding));
    return exitCodes.badInput;
  }
  if (error instanceof TreeError) {
    printTalk(`error ${error.message}`);
    return exitCodes.failure;
  }
  printTalk('error This is a mistake in the program, not in your input. Please report it with these lines:');
  printTalk(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failure;
}

/** Ends quietly when the reader of a pipe goes away, as in `npm run generate | head -1`. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
