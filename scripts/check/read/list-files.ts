// Lists the manifests below a folder. Links are never followed, and nothing is opened.
import { type Dirent, readdirSync } from 'node:fs';
import { compareTexts } from '../finding.ts';

/** What lies below a folder. Paths are relative to the root, with forward slashes. */
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

/** Adds everything below a folder of the tree to the listing. What can't be read becomes a problem of it. */
export function listFolder(root: string, folder: string, listing: Listing): void {
  try {
    const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
    for (const below of listEntries(folder, entries, listing)) listFolder(root, below, listing);
  } catch (error) {
    listing.problems.push({ rule: 'input/unreadable', path: folder, what: reasonOf(error) });
  }
}

/** Adds the entries of a folder to the listing, and returns the paths of the folders among them, sorted. */
export function listEntries(folder: string, entries: readonly Dirent[], listing: Listing): string[] {
  const folders: string[] = [];
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!ignoredFolders.has(entry.name)) folders.push(path);
    } else if (entry.isSymbolicLink()) {
      listing.problems.push({ rule: 'input/link', path, what: 'This is a symbolic link.' });
    } else if (!isManifestName.test(entry.name)) listing.others++;
    else if (entry.isFile()) listing.files.push(path);
    else {
      const what = entry.isFIFO() ? 'This is a named pipe.' : 'This is a device or a socket.';
      listing.problems.push({ rule: 'input/special-file', path, what });
    }
  }
  return folders.sort(compareTexts);
}

/** Why the system refused, in its own words. */
export function reasonOf(error: unknown): string {
  return `The system says: ${error instanceof Error ? error.message.replace(/, \w+ '.*$/s, '') : String(error)}.`;
}
