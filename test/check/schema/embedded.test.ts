// The schemas that come with the project: they know the whole tree, and say what they say of mistakes.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Manifest } from '../../../crossplane/manifest.ts';
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { embeddedSchemas, embeddedVersions } from '../../../scripts/check/schema/embedded.ts';
import { firstThatKnows, sourceOfKinds } from '../../../scripts/check/schema/judge.ts';
import { isXrd, schemasOfXrd } from '../../../scripts/check/schema/xrds.ts';
import { generatedManifests, isManifest } from './generated-tree.ts';
import { line } from './judge.ts';

const tree = generatedManifests();
const xrds = tree.map(({ manifest }) => manifest).filter(isXrd);
const source = firstThatKnows([embeddedSchemas(), sourceOfKinds('definitions', xrds.flatMap(schemasOfXrd))]);

test('every generated manifest is known and fits', () => {
  assert.ok(tree.length > 1000);
  for (const { file, manifest } of tree)
    assert.equal(source.judge(manifest), { problems: [], notEvaluated: [] }, file);
});

test('the order of fields does not count', () => {
  fc.assert(
    fc.property(fc.constantFrom(...tree), fc.integer(), ({ manifest }, seed) => {
      const shuffled = shuffle({ ...manifest, unknownField: { a: 1 } }, seed);
      assert.ok(isManifest(shuffled));
      assert.equal(source.judge(shuffled)?.problems.length, 1);
    }),
    { numRuns: 300 },
  );
});

test('they were made from the installed versions (else: npm run generate:schemas)', () => {
  for (const [name, version] of Object.entries(embeddedVersions())) {
    const file = join(resolve(import.meta.dirname, '../../..'), 'node_modules', name, 'package.json');
    assert.is(JSON.parse(readFileSync(file, 'utf8')).version, version, name);
  }
});

const pod = (container: Record<string, unknown>, spec: Record<string, unknown> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a' },
  spec: { containers: [{ name: 'main', image: 'i', ...container }], ...spec },
});

const dashboard = (spec: Record<string, unknown>): Manifest => ({
  apiVersion: 'grafana.integreatly.org/v1beta1',
  kind: 'GrafanaDashboard',
  metadata: { name: 'a' },
  spec,
});

const mistakes: [string, Manifest, ...string[]][] = [
  [
    'a misspelt field, deep inside',
    pod({ imagePulPolicy: 'Always' }),
    'unknown-field spec.containers[0].imagePulPolicy: unknown field "imagePulPolicy". Did you mean "imagePullPolicy"?',
  ],
  [
    'a value that is not in the list',
    pod({ imagePullPolicy: 'always' }),
    'not-accepted spec.containers[0].imagePullPolicy: "always" is not accepted. Did you mean "Always"? Accepted: "Always", "IfNotPresent", "Never".',
  ],
  [
    'a number for a text',
    pod({ env: [{ name: 'PORT', value: 8080 }] }),
    'wrong-type spec.containers[0].env[0].value: 8080 is a number, not a text. Use a text. In quotes: "8080".',
  ],
  [
    'a quantity that is none',
    pod({ resources: { limits: { memory: '1GiB' } } }),
    'format spec.containers[0].resources.limits.memory: "1GiB" is not a quantity such as 500m, 1.5 or 2Gi. Write a quantity such as 500m, 1.5 or 2Gi.',
  ],
  [
    'a port that is neither a name nor a whole number',
    pod({ readinessProbe: { httpGet: { port: 80.5 } } }),
    'wrong-type spec.containers[0].readinessProbe.httpGet.port: 80.5 is a fraction, not a whole number or a text. Use a whole number or a text.',
  ],
  [
    'a missing field',
    pod({ ports: [{ name: 'http' }] }),
    'missing-field spec.containers[0].ports[0].containerPort: required field "containerPort" is missing. Add it: a whole number.',
  ],
  [
    'metadata',
    { ...pod({}), metadata: Object.assign({ name: 'a' }, { lables: {} }) },
    'unknown-field metadata.lables: unknown field "lables". Did you mean "labels"?',
  ],
  [
    'an AWS resource',
    {
      apiVersion: 's3.aws.m.upbound.io/v1beta1',
      kind: 'BucketVersioning',
      metadata: { name: 'a' },
      spec: { forProvider: { region: 'eu-central-1', versioningConfiguration: { state: 'Enabled' } } },
    },
    'unknown-field spec.forProvider.versioningConfiguration.state: unknown field "state". Did you mean "status"?',
  ],
  [
    'a dashboard of the Grafana operator',
    dashboard({ instanceSelecter: {}, json: '{}', resyncPeriod: '10 minutes' }),
    'unknown-field spec.instanceSelecter: unknown field "instanceSelecter". Did you mean "instanceSelector"?',
    'pattern spec.resyncPeriod: "10 minutes" does not have the accepted form. It must match ^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$',
    'missing-field spec.instanceSelector: required field "instanceSelector" is missing. Did you mean it with "instanceSelecter"?',
  ],
  [
    'fields of a dashboard that exclude each other, by its CEL rules',
    dashboard({ instanceSelector: {}, json: '{}', folderRef: 'a', folderUID: 'b' }),
    'cel spec: Only one of folderUID or folderRef can be declared at the same time. It must hold: (has(self.folderUID) && !(has(self.folderRef))) || (has(self.folderRef) && !(has(self.folderUID))) || !(has(self.folderRef) && (has(self.folderUID))).',
  ],
  [
    'what a CRD says beyond the models, in CEL',
    {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'a' },
      spec: {
        disruption: { consolidateAfter: '1m', budgets: [{ nodes: '1', schedule: '@daily' }] },
        template: {
          spec: {
            requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In' }],
            nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'a' },
          },
        },
      },
    },
    "cel spec.disruption.budgets: 'schedule' must be set with 'duration'. It must hold: self.all(x, has(x.schedule) == has(x.duration)).",
    "cel spec.template.spec.requirements: requirements with operator 'In' must have a value defined. It must hold: self.all(x, x.operator == 'In' ? x.values.size() != 0 : true), which fails: No such key: values.",
  ],
  [
    'a number outside its range',
    {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: 'a' },
      spec: {
        amiSelectorTerms: [{ alias: 'al2023@latest' }],
        subnetSelectorTerms: [{ id: 'my-net' }],
        securityGroupSelectorTerms: [{ id: 'sg-1' }],
        role: 'nodes',
        metadataOptions: { httpPutResponseHopLimit: 65 },
      },
    },
    'pattern spec.subnetSelectorTerms[0].id: "my-net" does not have the accepted form. It must match subnet-[0-9a-z]+',
    'out-of-range spec.metadataOptions.httpPutResponseHopLimit: 65 is too large. Accepted: at least 1 and at most 64.',
  ],
];

for (const [name, manifest, ...said] of mistakes) {
  test(`finds ${name}`, () => assert.equal(source.judge(manifest)?.problems.map(line), said));
}

test('null says "not given" in the kinds of Kubernetes', () => {
  assert.equal(source.judge(pod({ env: null }, { volumes: null }))?.problems, []);
});

test('other versions and other kinds are not known', () => {
  for (const [apiVersion, kind] of [
    ['apps/v2', 'Deployment'],
    ['apps/v1', 'Deploymant'],
    ['', 'Pod'],
    ['__proto__', 'constructor'],
    ['a/b/c', 'd'],
  ] as const)
    assert.is(source.judge({ apiVersion, kind, metadata: { name: 'a' } }), undefined);
});

/** The same value with the fields of its objects in another order. */
function shuffle(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, seed));
  if (!isRecord(value)) return value;
  const order = (name: string) => Math.sin(seed + name.length * 7 + name.charCodeAt(0));
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, shuffle(member, seed)] as const)
      .sort(([a], [b]) => order(a) - order(b)),
  );
}

test.run();
