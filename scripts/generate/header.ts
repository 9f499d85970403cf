// The first line of every generated file: where it comes from, and the sign by which we know it as ours.
import { environmentOf, fileName } from './paths.ts';
import type { PlannedFile } from './planned-file.ts';

const ending = 'Generated: edit those, then run "npm run generate".';
const pattern =
  /^# From (\S+) and envs\/(\S+)\.ts\. Generated: edit those, then run "npm run generate"\.\r?$/;
const conflictMarker = '<<<<<<< ';
/** A header, a preview line, apiVersion, kind and the name all lie within this many bytes. */
const headBytes = 4096;
const lineFeed = 10;

/** The comment lines at the top of a file, each with its line break. */
export function header({ path, origin, previewOf }: PlannedFile): string {
  const line = `# From ${origin} and envs/${path.slice(0, path.indexOf('/'))}.ts. ${ending}\n`;
  if (!previewOf) return line;
  const place = previewOf.namespace ? ` in namespace ${previewOf.namespace}` : '';
  return `${line}# Preview, synced by nobody: what ${previewOf.kind} ${previewOf.name}${place} asks AWS for.\n`;
}

/**
 * True when we wrote the file at `path` (relative to the tree): its first line is our header for this
 * environment, and kind and name inside it are those of the file name. A renamed copy is not ours, so it is never
 * deleted. A merge conflict that starts in the first line is still ours: the next run resolves it.
 */
export function isOurs(path: string, bytes: Uint8Array): boolean {
  const environment = environmentOf(path);
  if (!environment) return false;
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headBytes))
    .toString('utf8')
    .split('\n');
  const first = lines[0]?.startsWith(conflictMarker) ? lines[1] : lines[0];
  const match = pattern.exec(first ?? '');
  if (!match || match[2] !== environment) return false;
  const kind = textAt(lines, /^kind: (.+?)\r?$/);
  const name = textAt(lines, /^ {2}name: (.+?)\r?$/);
  if (!kind || !name) return false;
  return path.endsWith(`/${fileName(kind, name)}`);
}

/** The TypeScript file that a generated file says it comes from; undefined for files that we did not write. */
export function originIn(bytes: Uint8Array): string | undefined {
  const end = bytes.indexOf(lineFeed);
  if (end < 0 || end > headBytes) return undefined;
  return pattern.exec(Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('utf8'))?.[1];
}

function textAt(lines: string[], wanted: RegExp): string | undefined {
  for (const line of lines) {
    const value = wanted.exec(line)?.[1];
    // Names such as 'on' or '1.2' are quoted in YAML.
    if (value) return value.replace(/^'(.*)'$/, '$1');
  }
  return undefined;
}
