// Opens the schemas that a run compares manifests with.
import type { SchemaSource } from './schema/source.ts';

/** The sources in the order in which they are asked: a folder of definitions first, where one is given. */
export async function openSources(_folder: string | undefined): Promise<readonly SchemaSource[]> {
  return [];
}
