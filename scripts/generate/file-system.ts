// The few things that the writer asks of the file system, in one place, so that tests can make each of them fail.
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import * as fs from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One name inside a directory. */
export interface DirectoryEntry {
  name: string;
  type: 'file' | 'directory' | 'other';
}

/** What git keeps of a file. */
export interface FileContents {
  bytes: Buffer;
  executable: boolean;
}

/** Everything that changes or reads a disk. Methods throw Node's system errors (`ENOSPC`, `EROFS` …). */
export interface FileSystem {
  /** Entries in the order of their names; `undefined` when there is no such directory. */
  list(path: string): DirectoryEntry[] | undefined;
  /** Type of what is at the path itself, symbolic links not followed; `undefined` when there is nothing. */
  typeOf(path: string): DirectoryEntry['type'] | undefined;
  /** A file; `undefined` when there is none. */
  read(path: string): FileContents | undefined;
  /** Number of the file system that the path is on. */
  device(path: string): number;
  /** True when entries may be made and removed in the directory. */
  isWritable(path: string): boolean;
  /** Makes a new file of mode 0644. Fails when the path exists. */
  create(path: string, contents: string | Uint8Array): void;
  /** Makes one directory of mode 0755; false when it exists. */
  makeDirectory(path: string): boolean;
  /** Moves a file, in one step; false when it is not there. */
  rename(from: string, to: string): boolean;
  /** Removes a file; nothing happens when there is none. */
  remove(path: string): void;
  /** Removes a directory; false when it is not empty or not there. */
  removeDirectory(path: string): boolean;
  /** Returns once files and directories are on the disk itself and survive a power cut. */
  flush(paths: readonly string[]): Promise<void>;
}

export const diskFileSystem: FileSystem = {
  list(path) {
    const entries = unless(['ENOENT'], undefined, () => fs.readdirSync(path, { withFileTypes: true }));
    return entries
      ?.map((entry): DirectoryEntry => ({ name: entry.name, type: typeOfEntry(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  typeOf(path) {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    return stats && typeOfEntry(stats);
  },
  read: (path) => unless(['ENOENT'], undefined, () => readFile(path)),
  device: (path) => fs.statSync(path).dev,
  isWritable: (path) =>
    unless(['EACCES', 'EROFS', 'EPERM'], false, () => {
      fs.accessSync(path, fs.constants.W_OK | fs.constants.X_OK);
      return true;
    }),
  create: (path, contents) =>
    withoutUmask(() => fs.writeFileSync(path, contents, { flag: 'wx', mode: 0o644 })),
  makeDirectory: (path) =>
    unless(['EEXIST'], false, () => {
      withoutUmask(() => fs.mkdirSync(path, 0o755));
      return true;
    }),
  rename: (from, to) =>
    unless(['ENOENT'], false, () => {
      fs.renameSync(from, to);
      return true;
    }),
  remove: (path) => unless(['ENOENT'], undefined, () => fs.unlinkSync(path)),
  removeDirectory: (path) =>
    // ENOTEMPTY is EEXIST on some systems.
    unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], false, () => {
      fs.rmdirSync(path);
      return true;
    }),
  async flush(paths) {
    if (paths.length > maxFlushedSingly && (await flushFileSystemOf(paths[0] ?? '/'))) return;
    for (let start = 0; start < paths.length; start += maxFlushedSingly) {
      await Promise.all(paths.slice(start, start + maxFlushedSingly).map(flushOne));
    }
  },
};

function readFile(path: string): FileContents {
  const file = fs.openSync(path, 'r');
  try {
    const executable = (fs.fstatSync(file).mode & 0o111) !== 0;
    return { bytes: fs.readFileSync(file), executable };
  } finally {
    fs.closeSync(file);
  }
}

/**
 * SHA-256 of a file, in hexadecimal. An executable one has a hash of its own: we make none,
 * and git would show the change of mode.
 */
export function hashOf({ bytes, executable }: FileContents): string {
  return executable ? `executable ${hash('sha256', bytes)}` : hash('sha256', bytes);
}

/** More files than this are flushed faster together with everything else on their file system. */
const maxFlushedSingly = 32;

/** syncfs(2) by way of coreutils; false where there is none. */
async function flushFileSystemOf(path: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    await run('sync', ['-f', path]);
    return true;
  } catch {
    return false;
  }
}

async function flushOne(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The system error code of an error (`ENOSPC` …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Runs `action` with the modes that it asks for: git keeps modes, and people differ in umask. */
function withoutUmask(action: () => void): void {
  const umask = process.umask(0);
  try {
    action();
  } finally {
    process.umask(umask);
  }
}

function unless<T, F>(codes: readonly string[], otherwise: F, action: () => T): T | F {
  try {
    return action();
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return otherwise;
    throw error;
  }
}

function typeOfEntry(entry: fs.Dirent | fs.Stats): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}
