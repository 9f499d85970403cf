// A file system that fails at a chosen moment, as disks, power cuts and `kill -9` do.
import { diskFileSystem, type FileSystem } from '../../../scripts/generate/file-system.ts';

/** Thrown by every call after the moment of a crash: the process does nothing any more. */
export class Crash extends Error {}

/** What happens from the chosen moment on. */
export type Fault = 'crash' | 'ENOSPC' | 'EROFS' | 'none';

/** The real file system up to the change with the number `at` (from 0 on), and the fault from then on. */
export function faultyFileSystem(fault: Fault, at: number): { fs: FileSystem; changes: () => number } {
  let count = 0;
  const isBroken = () => fault !== 'none' && count > at;
  const looking = <T>(action: () => T): T => {
    if (fault === 'crash' && isBroken()) throw new Crash();
    return action();
  };
  const changing = <T>(needsSpace: boolean, action: () => T): T => {
    count++;
    if (!isBroken() || (fault === 'ENOSPC' && !needsSpace)) return action();
    throw fault === 'crash' ? new Crash() : Object.assign(new Error(`${fault}: injected`), { code: fault });
  };
  const disk = diskFileSystem;
  const fs: FileSystem = {
    list: (path) => looking(() => disk.list(path)),
    typeOf: (path) => looking(() => disk.typeOf(path)),
    read: (path) => looking(() => disk.read(path)),
    device: (path) => looking(() => disk.device(path)),
    isWritable: (path) => looking(() => disk.isWritable(path)),
    create(path, contents) {
      // A crash or a full disk leaves a file with the first half of its contents.
      if (count === at && (fault === 'crash' || fault === 'ENOSPC')) {
        disk.create(path, contents.slice(0, contents.length / 2));
      }
      changing(true, () => disk.create(path, contents));
    },
    makeDirectory: (path) => changing(true, () => disk.makeDirectory(path)),
    rename: (from, to) => changing(true, () => disk.rename(from, to)),
    remove: (path) => changing(false, () => disk.remove(path)),
    removeDirectory: (path) => changing(false, () => disk.removeDirectory(path)),
    flush: async (paths) => looking(() => disk.flush(paths)),
  };
  return { fs, changes: () => count };
}
