// Where schemas come from: folders of CRDs, OpenAPI documents, definitions of composite resources, the server's code.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Manifest } from '../../../crossplane/manifest.ts';
import { embeddedSchemas } from '../../../scripts/check/schema/embedded.ts';
import { schemasOfFolder } from '../../../scripts/check/schema/folder.ts';
import { firstThatKnows, sourceOfKinds } from '../../../scripts/check/schema/judge.ts';
import { schemasOfOpenApi } from '../../../scripts/check/schema/open-api.ts';
import { schemasOfXrds } from '../../../scripts/check/schema/xrds.ts';
import { line, shop, shopSource } from './judge.ts';

const crd = (kind: string, group = 'example.org') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: kind },
  spec: {
    group,
    names: { kind, plural: kind },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } },
      },
      { name: 'v0', served: false, schema: { openAPIV3Schema: { type: 'object' } } },
    ],
  },
});

function inFolder(files: Record<string, string>, run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const json = (value: unknown) => JSON.stringify(value);
const object = (kind: string, apiVersion = 'example.org/v1'): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
});

test('a folder: YAML and JSON, nested, lists, several in a file; other files are passed over', () => {
  const files = {
    'a.yaml': `${json(crd('One'))}\n---\n${json(crd('Two'))}\n`,
    'deep/er/b.json': json({ kind: 'List', items: [crd('Three')] }),
    'c.json': json({ kind: 'CustomResourceDefinitionList', items: [{ ...crd('Served'), kind: undefined }] }),
    'values.yml': 'replicas: 1\n',
    'README.md': 'CustomResourceDefinition: not YAML',
  };
  inFolder(files, (folder) => {
    const source = schemasOfFolder(folder);
    for (const kind of ['One', 'Two', 'Three', 'Served'])
      assert.equal(source.judge(object(kind))?.problems, []);
    assert.is(source.judge(object('One', 'example.org/v0')), undefined);
    assert.is(source.judge(object('Four')), undefined);
    const same = schemasOfFolder(folder).fingerprint;
    assert.is(source.fingerprint, same);
    writeFileSync(join(folder, 'c.yaml'), json(crd('Four')));
    assert.is.not(schemasOfFolder(folder).fingerprint, same);
  });
});

test('a folder that can’t be used says why', () => {
  const said = (files: Record<string, string>) => {
    let message = '';
    inFolder(files, (folder) => {
      try {
        schemasOfFolder(folder);
      } catch (error) {
        message = String(error).replace(folder, 'DIR');
      }
    });
    return message;
  };
  assert.match(
    said({ 'a.yaml': 'a: 1' }),
    'DIR holds no CustomResourceDefinition in its .yaml, .yml and .json files',
  );
  assert.match(said({ 'a.yaml': 'kind: CustomResourceDefinition\n\tx: 1' }), /DIR\/a\.yaml: /);
  assert.match(
    said({ 'a.yaml': json({ ...crd('One'), spec: { group: 'a' } }) }),
    'the definition One has no spec.names.kind',
  );
  const odd = crd('One');
  Object.assign(odd.spec.versions[0]?.schema.openAPIV3Schema ?? {}, { type: 5 });
  assert.match(said({ 'a.yaml': json(odd) }), 'the schema of One of example.org/v1 is malformed');
  assert.throws(() => schemasOfFolder('/no/such/folder'), /no such file/);
});

test('of several sources the first one that knows a kind judges', () => {
  const strict = shopSource({ type: 'object' });
  const loose = shopSource({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
  const judge = (...sources: Parameters<typeof firstThatKnows>[0]) =>
    firstThatKnows(sources).judge(shop({ a: 1 }))?.problems.length;
  assert.is(judge(strict, loose), 1);
  assert.is(judge(loose, strict), 0);
  assert.is(judge(embeddedSchemas(), strict), 1);
});

test('an OpenAPI document of a server: references, quantities, open objects', () => {
  const prefix = '#/components/schemas/';
  const document = {
    components: {
      schemas: {
        'org.example.v1.Shop': {
          type: 'object',
          properties: {
            spec: { allOf: [{ $ref: `${prefix}org.example.v1.ShopSpec` }], default: {} },
            metadata: { $ref: `${prefix}io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta` },
          },
          'x-kubernetes-group-version-kind': [{ group: 'example.org', version: 'v1', kind: 'Shop' }],
        },
        'org.example.v1.ShopSpec': {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', default: '' },
            size: { $ref: `${prefix}io.k8s.apimachinery.pkg.api.resource.Quantity` },
            raw: { type: 'object' },
          },
        },
      },
    },
  };
  const source = sourceOfKinds('cluster', schemasOfOpenApi(document));
  const said = (spec: unknown) => source.judge(shop(spec))?.problems.map(line);
  assert.equal(said({ name: 'a', size: '1Gi', raw: { any: ['thing'] } }), []);
  assert.equal(said({ nmae: 'a' }), [
    'unknown-field spec.nmae: unknown field "nmae". Did you mean "name"?',
    'missing-field spec.name: required field "name" is missing. Did you mean it with "nmae"?',
  ]);
  assert.equal(said({ name: 'a', size: true }), [
    'wrong-type spec.size: true is true or false, not a quantity such as 500m or 2Gi. Use a quantity such as 500m or 2Gi.',
  ]);
  assert.equal(schemasOfOpenApi('nonsense'), []);
  const files = { 'served.json': json({ openapi: '3.0.0', ...document }), 'crd.json': json(crd('Other')) };
  inFolder(files, (folder) => {
    const served = schemasOfFolder(folder);
    assert.is(served.judge(shop({ name: 'a', nmae: 'a' }))?.problems.length, 1);
    assert.equal(served.judge(object('Other'))?.problems, []);
  });
});

test('composite resources have the fields that Crossplane adds, by their scope', () => {
  const xrd = (apiVersion: string, scope?: string): Manifest => ({
    apiVersion: `apiextensions.crossplane.io/${apiVersion}`,
    kind: 'CompositeResourceDefinition',
    metadata: { name: 'shops.example.org' },
    spec: {
      ...(scope && { scope }),
      group: 'example.org',
      names: { kind: 'Shop', plural: 'shops' },
      versions: [
        {
          name: 'v1',
          served: true,
          schema: {
            openAPIV3Schema: { properties: { spec: { properties: { size: { type: 'integer' } } } } },
          },
        },
      ],
    },
  });
  const said = (definition: Manifest, spec: unknown) =>
    schemasOfXrds([definition])
      .judge(shop(spec))
      ?.problems.map(({ path }) => path);
  const modern = { size: 1, crossplane: { compositionRef: { name: 'a' } } };
  const legacy = {
    size: 1,
    compositionRef: { name: 'a' },
    claimRef: { apiVersion: 'a/v1', kind: 'b', namespace: 'c', name: 'd' },
  };
  assert.equal(said(xrd('v2'), modern), []);
  assert.equal(said(xrd('v2'), legacy), ['spec.compositionRef', 'spec.claimRef']);
  assert.equal(said(xrd('v1'), legacy), []);
  assert.equal(said(xrd('v1'), modern), ['spec.crossplane']);
  const long = { ...shop({ size: 1 }), metadata: { name: 'x'.repeat(64) } };
  assert.equal(
    schemasOfXrds([xrd('v2')])
      .judge(long)
      ?.problems.map(line),
    [`out-of-range metadata.name: "${'x'.repeat(59)}… has 64 characters. Accepted: at most 63.`],
  );
});

const native: [string, Manifest, ...string[]][] = [
  [
    'ports',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: [{ port: 0, targetPort: 'http' }], selector: { 'a b': 'c' } },
    },
    'out-of-range spec.ports[0].port: 0 is too small. Accepted: at least 1 and at most 65535.',
  ],
  [
    'keys of labels',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: [{ port: 1 }], selector: { 'a b': 'c' } },
    },
    'cel spec.selector: has a key that no label can have: accepted are up to 63 letters, digits, "-", "_" and ".", with a domain and "/" before them if need be. It must hold: self.all(key, !format.qualifiedName().validate(key).hasValue()).',
  ],
  [
    'rules without a verb',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'a' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: [] }, null],
    },
    'out-of-range rules[0].verbs: there are 0 entries. Accepted: at least 1.',
    'missing-field rules[1].verbs: required field "verbs" is missing. Add it: a list.',
  ],
  [
    'a quota of what is not counted',
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'a' }, spec: { hard: { pds: 1 } } },
    'cel spec.hard: limits a resource that Kubernetes does not count. ',
  ],
  [
    'a missing spec',
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' } },
    'missing-field spec: required field "spec" is missing. ',
  ],
  [
    'limits may be missing from a LimitRange',
    { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'a' }, spec: {} },
  ],
  [
    'a preferred term may have no preference',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: {
        affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } },
        containers: [{ name: 'a', image: 'b' }],
      },
    },
  ],
  [
    'a priority beyond 32 bits is for a rule of semantics',
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'a' }, value: 2 ** 31 },
  ],
];

for (const [name, manifest, ...said] of native) {
  test(`what the server checks in code: ${name}`, () => {
    const lines = embeddedSchemas().judge(manifest)?.problems.map(line) ?? [];
    assert.is(lines.length, said.length, lines.join('\n'));
    for (const [index, words] of said.entries()) assert.ok(lines[index]?.startsWith(words), lines[index]);
  });
}

test.run();
