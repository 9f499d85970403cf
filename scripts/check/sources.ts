// Opens the schemas that a run compares manifests with.
import { embeddedSchemas } from './schema/embedded.ts';
import { schemasOfFolder } from './schema/folder.ts';
import type { SchemaSource } from './schema/source.ts';

/** The sources in the order in which they are asked. `folder` holds custom resource definitions. */
export async function openSources(folder: string | undefined): Promise<readonly SchemaSource[]> {
  return [...(folder === undefined ? [] : [schemasOfFolder(folder)]), embeddedSchemas()];
}
