// A resource that would lack a required field in some valid spec stops generation, naming both sides.
import type { IParameterGroup } from '@crossplane-models/provider-upjet-aws/rds.aws.m.upbound.io/v1beta1';
import type { IBucketVersioning } from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { Type } from 'typebox';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cloudApi } from '../../../crossplane/engine/cloud-api.ts';
import { required } from '../../../crossplane/engine/combinators.ts';
import { composition } from '../../../crossplane/engine/composition.ts';
import type { Ref, Symbolic } from '../../../crossplane/engine/ref.ts';
import { object } from '../../../crossplane/engine/spec.ts';

interface Spec {
  region: string;
  family: string;
  note?: string;
}

const spec = object(
  { region: Type.String(), family: Type.String(), note: Type.Optional(Type.String()) },
  { description: 'Spec of a try.' },
);
const status = object({ arn: Type.String() }, { description: 'Status of a try.' });

function tried(family: (spec: Symbolic<Spec>) => Ref<string> | undefined): () => unknown {
  const api = cloudApi({
    kind: 'Try',
    plural: 'tries',
    description: 'A try.',
    stateful: false,
    spec,
    status,
    variants: ['default'],
    compose({ spec, resource, publish }) {
      const group = resource<IParameterGroup>('parameters', {
        apiVersion: 'rds.aws.m.upbound.io/v1beta1',
        kind: 'ParameterGroup',
        spec: { forProvider: { region: spec.region, family: family(spec) } },
      });
      publish({ arn: group.status.atProvider.arn });
    },
  });
  return () => composition(api, 'default');
}

test('a required field that every spec has', () => {
  assert.not.throws(tried((spec) => spec.family));
});

test('an optional field withholds the resource when that is said', () => {
  assert.not.throws(tried((spec) => required(spec.note)));
});

test('an optional field alone is refused', () => {
  assert.throws(
    tried((spec) => spec.note),
    'Try (default), ParameterGroup parameters: spec.forProvider.family is required, and spec.note may be missing; make that a required field or wrap it in required()',
  );
});

test('a field that is left out is refused', () => {
  assert.throws(
    tried(() => undefined),
    'Try (default), ParameterGroup parameters: spec.forProvider.family is required and left out',
  );
});

test('so is one inside a structure', () => {
  const api = cloudApi({
    kind: 'Try',
    plural: 'tries',
    description: 'A try.',
    stateful: false,
    spec,
    status,
    variants: ['default'],
    compose({ spec, resource, publish }) {
      const versioning = resource<IBucketVersioning>('versioning', {
        apiVersion: 's3.aws.m.upbound.io/v1beta1',
        kind: 'BucketVersioning',
        spec: { forProvider: { region: spec.region } },
      });
      publish({ arn: versioning.status.atProvider.id });
    },
  });
  assert.throws(() => composition(api, 'default'), /versioningConfiguration is required and left out/);
});

test.run();
