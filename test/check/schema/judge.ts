// Judges values by small schemas, for tests.
import type { Manifest } from '../../../crossplane/manifest.ts';
import { schemasOfCrd } from '../../../scripts/check/schema/crds.ts';
import { sourceOfKinds } from '../../../scripts/check/schema/judge.ts';
import type { SchemaProblem, SchemaSource } from '../../../scripts/check/schema/source.ts';
import type { StructuralSchema } from '../../../scripts/check/schema/structural.ts';

const crdOf = (spec: StructuralSchema, required: readonly string[]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shops.example.org' },
  spec: {
    group: 'example.org',
    names: { kind: 'Shop', plural: 'shops' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', required, properties: { spec } } },
      },
    ],
  },
});

/** A source that knows one kind, Shop in example.org/v1, whose `spec` has the given schema. */
export function shopSource(spec: StructuralSchema, required: readonly string[] = []): SchemaSource {
  return sourceOfKinds('test', schemasOfCrd(crdOf(spec, required)));
}

/** A Shop with the given spec. */
export function shop(spec: unknown): Manifest {
  return { apiVersion: 'example.org/v1', kind: 'Shop', metadata: { name: 'corner' }, spec };
}

/** The problems of a Shop whose `spec` has the given schema. */
export function problemsOf(schema: StructuralSchema, spec: unknown): readonly SchemaProblem[] {
  const verdict = shopSource(schema).judge(shop(spec));
  if (!verdict) throw new Error('the source does not know Shop');
  if (verdict.notEvaluated.length > 0) throw new Error(`not evaluated: ${verdict.notEvaluated.join(', ')}`);
  return verdict.problems;
}

/** A problem on one line, as a table of expectations writes it. */
export function line({ rule, path, what, fix }: SchemaProblem): string {
  return `${rule.replace('schema/', '')} ${path}: ${what}. ${fix}`;
}
