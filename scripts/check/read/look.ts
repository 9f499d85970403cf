// Looks at a tree without opening a file: which manifests lie in it, and whether the disk says that they are as before.
import { hash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { environmentOf } from '../../generate/paths.ts';
import { stateHash } from '../cache/disk-state.ts';
import { compareTexts } from '../finding.ts';
import { type Listing, type ListingProblem, listEntries, listFolder } from './list-files.ts';

/** What lies in one folder of the tree; threads send this, so it is as few values as possible. */
export interface FolderLook {
  /** Name of the folder; empty for the files that lie beside the folders. */
  name: string;
  /** Paths inside the tree, sorted, with a zero byte between them, which no name can have. */
  paths: string;
  /** Number of the paths. */
  count: number;
  /** Hash of the states of the files; absent when one may still change unnoticed. */
  state: string | undefined;
  /** True when a file in it has the place of an environment's, such as `prod/airflow/Deployment.scheduler.yaml`. */
  isEnvironment: boolean;
  problems: ListingProblem[];
  others: number;
}

/** Folders of the first level that one thread looks at. */
export interface FolderShare {
  root: string;
  folders: string[];
  nowMillis: number;
}

/** The files of one environment; its name is empty for files that belong to none. */
export interface EnvironmentLook {
  name: string;
  /** Hash of the states of the files; absent when one may still change unnoticed. */
  state: string | undefined;
  /** Their paths inside the tree, sorted. */
  files(): string[];
}

/** What lies in a tree. */
export interface TreeLook {
  /** In the order of their names. */
  environments: EnvironmentLook[];
  problems: ListingProblem[];
  /** Number of files with names that manifests don't have. */
  others: number;
}

/** The first level of a tree: its folders, and what lies beside them. Throws Node's errors for the root itself. */
export function lookAtRoot(root: string, nowMillis: number): { folders: string[]; beside: FolderLook } {
  const listing: Listing = { files: [], problems: [], others: 0 };
  if (lstatSync(root).isFile()) {
    listing.files.push('');
    return { folders: [], beside: folderLook(root, '', listing, nowMillis) };
  }
  const entries = readdirSync(root, { withFileTypes: true });
  const folders = listEntries('', entries, listing);
  return { folders, beside: folderLook(root, '', listing, nowMillis) };
}

/** Looks at one folder of the first level and everything below it. */
export function lookAtFolder(root: string, name: string, nowMillis: number): FolderLook {
  const listing: Listing = { files: [], problems: [], others: 0 };
  listFolder(root, name, listing);
  return folderLook(root, name, listing, nowMillis);
}

function folderLook(root: string, name: string, listing: Listing, nowMillis: number): FolderLook {
  const { problems, others } = listing;
  const files = listing.files.sort(compareTexts);
  const state = stateHash(root, files, nowMillis);
  const isEnvironment = name !== '' && files.some((file) => environmentOf(file) !== undefined);
  return { name, paths: files.join('\0'), count: files.length, state, isEnvironment, problems, others };
}

/** Sorts folders into environments: those with a file in our place, and everything else together. */
export function treeLook(folders: readonly FolderLook[]): TreeLook {
  const environments = folders
    .filter(({ isEnvironment }) => isEnvironment)
    .map((folder) => ({ name: folder.name, state: folder.state, files: () => filesIn(folder) }))
    .sort((a, b) => compareTexts(a.name, b.name));
  const loose = folders.filter(({ isEnvironment, count }) => !isEnvironment && count > 0);
  return {
    environments: loose.length > 0 ? [together(loose), ...environments] : environments,
    problems: folders.flatMap(({ problems }) => problems),
    others: folders.reduce((sum, { others }) => sum + others, 0),
  };
}

function together(folders: readonly FolderLook[]): EnvironmentLook {
  const states = folders.map(({ name, state }) => state && `${name}\0${state}`);
  return {
    name: '',
    state: states.includes(undefined) ? undefined : hash('sha256', states.join('\0')),
    files: () => folders.flatMap(filesIn).sort(compareTexts),
  };
}

function filesIn({ paths, count }: FolderLook): string[] {
  return count === 0 ? [] : paths.split('\0');
}
