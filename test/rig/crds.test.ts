// Which CRDs a cluster gets, and in what form.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { KubeObject } from '../conformance/lib/json.ts';
import { usedCrds, withoutDescriptions } from '../conformance/parts/crds.ts';

const crd = (group: string, kind: string): KubeObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: { group, names: { kind } },
});

test('those of kinds that a manifest names at any depth, and those of the programs that run', () => {
  const bucket = { apiVersion: 's3.aws.m.upbound.io/v1beta1', kind: 'Bucket' };
  const composition: KubeObject = {
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'Composition',
    metadata: { name: 'store' },
    spec: { pipeline: [{ input: { resources: [{ base: bucket }] } }] },
  };
  const manifest = {
    file: 'Composition.store.yaml',
    environment: 'dev',
    application: 'apis',
    object: composition,
  };
  const tree = [{ name: 'dev', manifests: [manifest], borrowed: [], unreadable: [] }];
  const crds = [
    crd('s3.aws.m.upbound.io', 'Bucket'),
    crd('s3.aws.m.upbound.io', 'BucketPolicy'),
    crd('other.example.org', 'Bucket'),
    crd('pkg.crossplane.io', 'Lock'),
    crd('argoproj.io', 'ApplicationSet'),
    crd('notcrossplane.io', 'Lock'),
  ];
  assert.equal(
    usedCrds(crds, tree).map(({ metadata }) => metadata.name),
    ['buckets.s3.aws.m.upbound.io', 'locks.pkg.crossplane.io', 'applicationsets.argoproj.io'],
  );
});

test('without descriptions, and with the fields and values of that name', () => {
  const properties = {
    description: { type: 'string', description: 'What it is for.' },
    tags: { type: 'object', description: 'Tags.', default: { description: 'none' } },
  };
  const schema = { openAPIV3Schema: { type: 'object', description: 'A bucket.', properties } };
  const bare = {
    type: 'object',
    properties: {
      description: { type: 'string' },
      tags: { type: 'object', default: { description: 'none' } },
    },
  };
  const whole = crd('s3.aws.m.upbound.io', 'Bucket');
  const versions = [{ name: 'v1', served: true, schema }];
  assert.equal(withoutDescriptions({ ...whole, spec: { group: 'x', versions } }).spec, {
    group: 'x',
    versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: bare } }],
  });
});

test.run();
