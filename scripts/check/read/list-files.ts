// Lists the manifests below a folder. Links are never followed, and nothing is opened.
import { lstatSync, readdirSync } from 'node:fs';
import { compareTexts } from '../finding.ts';

/** What lies below a folder. Paths are relative to it, with forward slashes, and sorted. */
export interface Listing {
  /** Regular files whose names end in .yaml, .yml or .json. */
  files: string[];
  /** What was not looked at although it could hold manifests. */
  problems: ListingProblem[];
  /** Number of files with other names. */
  others: number;
}

/** One thing that was not looked at. */
export interface ListingProblem {
  rule: 'input/link' | 'input/special-file' | 'input/unreadable';
  path: string;
  what: string;
}

const isManifestName = /\.(?:ya?ml|json)$/i;
/** Contents of git itself; the same names in every repository. */
const ignoredFolders = new Set(['.git']);

/** Lists a folder, or a single file as the only one of its folder. Throws Node's errors for the root itself. */
export function listFiles(root: string): Listing {
  const listing: Listing = { files: [], problems: [], others: 0 };
  if (lstatSync(root).isFile()) listing.files.push('');
  else listFolder(root, '', readdirSync(root, { withFileTypes: true }), listing);
  return listing;
}

type Entry = ReturnType<typeof readEntries>[number];

function readEntries(path: string) {
  return readdirSync(path, { withFileTypes: true });
}

function listFolder(root: string, folder: string, entries: Entry[], listing: Listing): void {
  entries.sort((a, b) => compareTexts(a.name, b.name));
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!ignoredFolders.has(entry.name)) enterFolder(root, path, listing);
    } else if (entry.isSymbolicLink()) {
      listing.problems.push({ rule: 'input/link', path, what: 'This is a symbolic link.' });
    } else if (!isManifestName.test(entry.name)) listing.others++;
    else if (entry.isFile()) listing.files.push(path);
    else {
      const what = entry.isFIFO() ? 'This is a named pipe.' : 'This is a device or a socket.';
      listing.problems.push({ rule: 'input/special-file', path, what });
    }
  }
}

function enterFolder(root: string, path: string, listing: Listing): void {
  try {
    listFolder(root, path, readEntries(`${root}/${path}`), listing);
  } catch (error) {
    listing.problems.push({ rule: 'input/unreadable', path, what: reasonOf(error) });
  }
}

/** Why the system refused, in its own words. */
export function reasonOf(error: unknown): string {
  return `The system says: ${error instanceof Error ? error.message.replace(/, \w+ '.*$/s, '') : String(error)}.`;
}
