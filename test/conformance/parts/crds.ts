// Chooses the CRDs that a cluster gets. Each one costs the API server, Argo CD and every controller time and memory.

import { existsSync, readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { filesBelow } from '../lib/files.ts';
import { type Fields, fieldsAt, isFields, isKubeObject, type KubeObject } from '../lib/json.ts';
import { type EnvironmentTree, groupOf } from '../lib/tree.ts';

/** Reads the CRDs of a folder and its subfolders. @throws when there are none, or a file holds something else */
export function readCrds(folder: string): KubeObject[] {
  if (!existsSync(folder)) throw new Error(`no CRDs at ${folder}: say where they are with --crds DIR`);
  const found = filesBelow(folder, '.yaml').flatMap((file) =>
    loadAll(readFileSync(file, 'utf8')).filter(isKubeObject),
  );
  const crds = found.filter((object) => object.kind === 'CustomResourceDefinition');
  if (crds.length === 0) throw new Error(`${folder} holds no CustomResourceDefinition in its .yaml files`);
  return crds;
}

// Crossplane and Argo CD look for all of their own kinds when they start.
const programs = /(^|\.)(crossplane\.io|argoproj\.io)$/;

/** The CRDs whose kinds some tree names anywhere, and those of the programs that run here. */
export function usedCrds(crds: KubeObject[], trees: EnvironmentTree[]): KubeObject[] {
  const named = new Set<string>();
  for (const { object } of trees.flatMap(({ manifests }) => manifests)) addKinds(object, named);
  return crds.filter((crd) => {
    const { group, names } = fieldsAt(crd, 'spec');
    return programs.test(String(group)) || named.has(`${group}/${fieldsAt(names).kind}`);
  });
}

// A composition names the kinds that it makes deep in its steps.
function addKinds(value: unknown, named: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) addKinds(item, named);
  if (!isFields(value)) return;
  const { apiVersion, kind } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string')
    named.add(`${groupOf({ apiVersion, kind, metadata: { name: '' } })}/${kind}`);
  for (const item of Object.values(value)) addKinds(item, named);
}

/** A CRD without the descriptions in its schemas: two thirds of it, and nothing that a server validates. */
export function withoutDescriptions(crd: KubeObject): KubeObject {
  const { versions, ...spec } = fieldsAt(crd, 'spec');
  if (!Array.isArray(versions)) return crd;
  return {
    ...crd,
    spec: {
      ...spec,
      versions: versions
        .filter(isFields)
        .map((version) => ({ ...version, schema: undescribed(version.schema) })),
    },
  };
}

// Values in these say something about the field; `description` inside of them is somebody's data.
const opaque = ['default', 'enum', 'example'];

function undescribed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(undescribed);
  if (!isFields(schema)) return schema;
  const kept: Fields = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description' && typeof value === 'string') continue;
    kept[key] = opaque.includes(key) ? value : undescribed(value);
  }
  return kept;
}
