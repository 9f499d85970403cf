// Makes schemas of the definitions that a tree itself holds: our composite resources, and custom resources of others.
import type { Manifest } from '../../crossplane/manifest.ts';
import { type Counts, count } from './result.ts';
import { schemasOfCrd } from './schema/crds.ts';
import { sourceOfKinds } from './schema/judge.ts';
import type { SchemaSource } from './schema/source.ts';
import type { KindSchema } from './schema/structural.ts';
import { isXrd, schemasOfXrd } from './schema/xrds.ts';

/** True for an object that defines other kinds. */
export function isDefinition({ apiVersion, kind, ...rest }: Manifest): boolean {
  return (
    isXrd({ apiVersion, kind, ...rest }) ||
    (kind === 'CustomResourceDefinition' && apiVersion.startsWith('apiextensions.k8s.io/'))
  );
}

/** The schemas of some definitions. One that can't be read is counted; its kinds stay unknown. */
export function sourceOfDefinitions(
  definitions: readonly Manifest[],
  fingerprint: string,
): { source: SchemaSource; notEvaluated: Counts } {
  const kinds: KindSchema[] = [];
  const notEvaluated: Counts = {};
  for (const definition of definitions) {
    try {
      kinds.push(...(isXrd(definition) ? schemasOfXrd(definition) : schemasOfCrd(definition)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      count(notEvaluated, `${definition.kind} ${definition.metadata.name}: ${reason}`);
    }
  }
  return { source: sourceOfKinds('definitions in the tree', kinds, fingerprint), notEvaluated };
}
