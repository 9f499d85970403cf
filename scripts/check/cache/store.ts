// Keeps values under .cache/ between runs. A cache is a convenience: what can't be read or written is not there.
import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Folders of other keys that are kept: of other options, or of the code before an edit. */
const keptFolders = 4;

/** A folder of values that belong to one key. */
export class CacheStore {
  private readonly folder: string;
  private readonly above: string;

  /** `above` holds the folders of all keys. */
  constructor(above: string, key: string) {
    this.above = above;
    this.folder = join(above, key.slice(0, 32));
  }

  /** A value as it was written; undefined when there is none or it is damaged. */
  read<T>(name: string, isValue: (value: unknown) => value is T): T | undefined {
    try {
      const file = readFileSync(this.pathOf(name));
      const body = file.subarray(32);
      if (!Buffer.from(hash('sha256', body), 'hex').equals(file.subarray(0, 32))) return undefined;
      const value: unknown = JSON.parse(zstdDecompressSync(body).toString('utf8'));
      return isValue(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Writes a value in one step, so that readers see the old or the new one. */
  write(name: string, value: unknown): void {
    const body = zstdCompressSync(JSON.stringify(value));
    const path = this.pathOf(name);
    const draft = `${path}.${process.pid}`;
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(draft, Buffer.concat([Buffer.from(hash('sha256', body), 'hex'), body]));
      renameSync(draft, path);
    } catch {
      // A full or read-only disk: the next run checks again.
    }
  }

  /** Removes the folders of keys that were not used for the longest time. */
  prune(): void {
    try {
      const folders = readdirSync(this.above)
        .map((name) => join(this.above, name))
        .filter((path) => path !== this.folder)
        .map((path): [string, number] => [path, statSync(path).mtimeMs])
        .sort(([, a], [, b]) => b - a);
      for (const [path] of folders.slice(keptFolders)) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another run may have removed them.
    }
  }

  private pathOf(name: string): string {
    return join(this.folder, hash('sha256', name).slice(0, 32));
  }
}
