// Proves that both sides of the benchmark make the same objects; otherwise their times would mean nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { load } from 'js-yaml';

/** Throws when the YAML files of two folders don't hold the same objects. File names may differ. */
export function assertSameObjects(ours: string, theirs: string): void {
  const left = objectsOf(ours);
  const right = objectsOf(theirs);
  const keys = new Set([...left.keys(), ...right.keys()]);
  const different = [...keys].filter((key) => !isDeepStrictEqual(left.get(key), right.get(key)));
  if (different.length > 0) {
    throw new Error(`The two sides differ in ${different.length} objects, first in ${different[0]}.`);
  }
}

function objectsOf(folder: string): Map<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const application = entry.parentPath.slice(folder.length + 1);
    // cdk8s drops colons from file names, we write an underscore.
    objects.set(`${application}/${entry.name.replaceAll('_', '')}`, load(readFileSync(path, 'utf8')));
  }
  return objects;
}
