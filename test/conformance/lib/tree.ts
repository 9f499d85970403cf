// Reads a generated tree: `<environment>/<application>/<Kind>.<name>.yaml`, one manifest a file.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { loadAll } from 'js-yaml';
import { filesBelow } from './files.ts';
import { isKubeObject, type KubeObject, textAt } from './json.ts';

/** One manifest and where it lies. */
export type Manifest = {
  /** Path from the tree's root, for messages. */
  file: string;
  environment: string;
  application: string;
  object: KubeObject;
};

/** Something that keeps a file from being read as a manifest. */
export type Unreadable = { file: string; why: string };

/** All manifests of one environment, or of the hub. */
export type EnvironmentTree = {
  name: string;
  manifests: Manifest[];
  /** Manifests in folders of others that Applications of this one deliver: the hub delivers foundations. */
  borrowed: Manifest[];
  unreadable: Unreadable[];
};

/** The folder of an environment that nothing is synced from. */
export const previewFolder = 'preview';

/** Reads every environment of a tree. @throws when the folder is missing or empty */
export function readTree(folder: string): EnvironmentTree[] {
  if (!existsSync(folder))
    throw new Error(`no generated tree at ${folder}: run \`npm run generate\`, or use --tree DIR`);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  if (names.length === 0) throw new Error(`${folder} holds no environment: run \`npm run generate\``);
  const all = names.sort().map((name) => readEnvironment(folder, name));
  return all.map((environment) => ({ ...environment, borrowed: borrowedBy(environment, all) }));
}

function borrowedBy(environment: EnvironmentTree, all: readonly EnvironmentTree[]): Manifest[] {
  const paths = environment.manifests
    .filter(({ object }) => object.kind === 'Application')
    .map(({ object }) => `${textAt(object, 'spec', 'source', 'path') ?? ''}/`);
  return all
    .filter((other) => other !== environment)
    .flatMap(({ manifests }) => manifests)
    .filter(({ file }) => paths.some((path) => path.endsWith(`/${dirname(file)}/`)));
}

function readEnvironment(root: string, name: string): EnvironmentTree {
  const manifests: Manifest[] = [];
  const unreadable: Unreadable[] = [];
  for (const path of filesBelow(join(root, name), '.yaml')) {
    const file = relative(root, path);
    try {
      const documents = loadAll(readFileSync(path, 'utf8')).filter((document) => document !== null);
      const [object] = documents;
      if (documents.length !== 1)
        unreadable.push({ file, why: `holds ${documents.length} documents instead of one` });
      else if (!isKubeObject(object))
        unreadable.push({ file, why: 'lacks apiVersion, kind or metadata.name' });
      else manifests.push({ file, environment: name, application: basename(dirname(path)), object });
    } catch (error) {
      unreadable.push({ file, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { name, manifests, borrowed: [], unreadable };
}

/** Whether a manifest shows what AWS would be asked for, instead of being synced. */
export function isPreview(manifest: Manifest): boolean {
  return manifest.application === previewFolder;
}

/** The API group of an object: `` for the core kinds. */
export function groupOf(object: KubeObject): string {
  return object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '';
}
