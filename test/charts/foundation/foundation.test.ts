// The foundation: what the hub makes of an environment, in the environment's account and nowhere else.
import { App, Chart } from 'cdk8s';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { foundationOf } from '../../../charts/index.ts';
import { type EnvironmentDescription, loadFleet, parseEnvironments } from '../../../envs/index.ts';
import { productOf } from '../../../scripts/generate/this-project.ts';
import { read, text } from '../../argocd/build.ts';
import { type Changes, changed, removed } from '../../envs/kit/change.ts';

const { hub, environments } = loadFleet();
const product = productOf(environments, hub);
const filesOfDev = product.plan('dev');

const withoutFacts = { 'network.facts': removed, 'cluster.facts': removed };

/** What `envs/NAME.ts` describes, with changes by path. */
function described(name: string, changes: Changes = {}): EnvironmentDescription {
  const file = `envs/${name}.ts`;
  const [description] = parseEnvironments([{ file, value: changed(file, changes) }]);
  if (!description) throw new Error(`${file} has no environment`);
  return description;
}

/** The objects of the foundation by `Kind name`. */
function built(name: string, changes: Changes = {}): Map<string, unknown> {
  const description = described(name, changes);
  const chart = new Chart(new App(), 'foundation', { disableResourceNameHashes: true });
  foundationOf(description)?.build(chart, description);
  const objects: unknown[] = chart.toJson();
  return new Map(
    objects.map((object) => [`${text(object, 'kind')} ${text(object, 'metadata', 'name')}`, object]),
  );
}

const existingNetwork = {
  source: 'existing',
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidr: '10.20.0.0/16',
  privateSubnets: [
    { id: 'subnet-0123456789abcdef0', zone: 'eu-west-1a', cidr: '10.20.0.0/19' },
    { id: 'subnet-0123456789abcdef1', zone: 'eu-west-1b', cidr: '10.20.32.0/19' },
  ],
  publicSubnets: [
    { id: 'subnet-0123456789abcdef2', zone: 'eu-west-1a', cidr: '10.20.192.0/24' },
    { id: 'subnet-0123456789abcdef3', zone: 'eu-west-1b', cidr: '10.20.193.0/24' },
  ],
};

test('an environment whose network and cluster exist has no foundation', () => {
  assert.is(foundationOf(described('staging')), undefined);
  assert.is(foundationOf(described('prod')), undefined);
});

test('the foundation of dev is a network, a cluster, their keys and the way into the account', () => {
  assert.equal(
    [...built('dev').keys()].filter((name) => !name.startsWith('Usage')),
    [
      'Namespace foundation-dev',
      'ResourceQuota no-pods',
      'ProviderConfig default',
      'EncryptionKey foundation-logs',
      'EncryptionKey foundation-nodes',
      'EncryptionKey foundation-secrets',
      'Network dev',
      'Cluster dev',
    ],
  );
});

test('everything lies in a namespace of its own and signs in by the configuration in it', () => {
  const objects = built('dev');
  for (const [name, object] of objects) {
    if (name.startsWith('Namespace')) continue;
    assert.is(read(object, 'metadata', 'namespace'), 'foundation-dev', name);
    if (String(read(object, 'apiVersion')).startsWith('aws.helical.dev/'))
      assert.is(read(object, 'spec', 'providerConfigKind'), 'ProviderConfig', name);
  }
  assert.equal(read(objects.get('ProviderConfig default'), 'spec'), {
    credentials: { source: 'IRSA' },
    assumeRoleChain: [{ roleARN: 'arn:aws:iam::111122223333:role/helical/helical-dev-foundation' }],
  });
});

test('keys are asked for first, then the network, then the cluster', () => {
  const objects = built('dev');
  const wave = (name: string) =>
    Number(text(objects.get(name), 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave'));
  for (const key of ['logs', 'nodes', 'secrets'])
    assert.ok(wave(`EncryptionKey foundation-${key}`) < wave('Network dev'));
  assert.ok(wave('ProviderConfig default') < wave('EncryptionKey foundation-logs'));
  assert.ok(wave('Network dev') < wave('Cluster dev'));
});

test('the keys that network and cluster look for are the ones that are made', () => {
  const objects = built('dev');
  const made = ['logs', 'nodes', 'secrets'].map((key) =>
    text(objects.get(`EncryptionKey foundation-${key}`), 'spec', 'alias'),
  );
  assert.is(read(objects.get('Network dev'), 'spec', 'logsKeyAlias'), made[0]);
  const cluster = objects.get('Cluster dev');
  assert.equal(
    ['logsKeyAlias', 'nodesKeyAlias', 'secretsKeyAlias'].map((field) => read(cluster, 'spec', field)),
    made,
  );
});

test('the composition follows from the zones and the NAT gateways', () => {
  const third = { zone: 'eu-west-1c', privateCidr: '10.20.64.0/19', publicCidr: '10.20.194.0/24' };
  const cases: [Changes, string][] = [
    [{}, 'networks-two-zones-one-nat'],
    [{ 'network.natGateways': 'one-per-zone' }, 'networks-two-zones-nat-per-zone'],
    [{ 'network.zones[2]': third }, 'networks-three-zones-one-nat'],
    [
      { 'network.zones[2]': third, 'network.natGateways': 'one-per-zone' },
      'networks-three-zones-nat-per-zone',
    ],
  ];
  for (const [changes, composition] of cases) {
    const network = built('dev', { ...withoutFacts, ...changes }).get('Network dev');
    assert.is(read(network, 'spec', 'crossplane', 'compositionRef', 'name'), composition);
  }
});

test('a cluster may be made in a network that exists', () => {
  const objects = built('dev', { network: existingNetwork });
  assert.is(objects.has('Network dev'), false);
  assert.is(read(objects.get('Cluster dev'), 'spec', 'vpcId'), 'vpc-0123456789abcdef0');
  assert.equal(read(objects.get('Cluster dev'), 'spec', 'privateSubnetIds'), [
    'subnet-0123456789abcdef0',
    'subnet-0123456789abcdef1',
  ]);
});

test('without facts the foundation is all that is generated, and a notice says what is missing', () => {
  const waiting = productOf([described('dev', withoutFacts)], hub);
  const folders = new Set(waiting.plan('dev').map(({ path }) => path.split('/')[1]));
  assert.equal([...folders], ['foundation', 'preview']);
  const notices = waiting.notices?.('dev') ?? [];
  assert.equal(
    notices.map(({ severity, where, what }) => [severity, where.file, where.path, what]),
    [
      [
        'notice',
        'envs/dev.ts',
        'network.facts',
        'Only the foundation of dev was generated. The cluster and the workloads wait for network.facts and cluster.facts.',
      ],
    ],
  );
});

test('with the facts of the network the cluster joins the foundation, and workloads still wait', () => {
  const waiting = productOf([described('dev', { 'cluster.facts': removed })], hub);
  const paths = waiting.plan('dev').map(({ path }) => path);
  assert.ok(paths.includes('dev/foundation/Cluster.dev.yaml'));
  assert.not.ok(paths.some((path) => path.startsWith('dev/airflow/')));
  assert.equal(
    (waiting.notices?.('dev') ?? []).map(({ what }) => what),
    ['Only the foundation of dev was generated. The workloads wait for cluster.facts.'],
  );
});

test('with all facts nothing waits, and the previews of the foundation go by its own configuration', () => {
  assert.equal(product.notices?.('dev'), []);
  let judged = 0;
  for (const { manifest, previewOf } of filesOfDev) {
    if (!previewOf || !manifest.apiVersion.includes('.aws.m.upbound.io/')) continue;
    const ofFoundation = previewOf.namespace === 'foundation-dev';
    if (ofFoundation) judged++;
    assert.equal(
      read(manifest, 'spec', 'providerConfigRef'),
      { kind: ofFoundation ? 'ProviderConfig' : 'ClusterProviderConfig', name: 'default' },
      manifest.metadata.name,
    );
  }
  assert.ok(judged > 100, `only ${judged}`);
});

test('the environment’s own Argo CD knows nothing of the foundation', () => {
  const delivery = filesOfDev.filter(({ path }) => path.startsWith('dev/argocd/'));
  assert.ok(delivery.length > 20);
  for (const { path, manifest } of delivery) assert.not.match(JSON.stringify(manifest), /foundation/, path);
});

test('EFS add-on and EFS operator are never there together', () => {
  const dags = {
    source: 'efs',
    fileSystemId: 'fs-0123456789abcdef0',
    accessPointId: 'fsap-0123456789abcdef0',
  };
  for (const [name, operators] of [
    ['dev', 0],
    ['staging', 1],
  ] as const) {
    const files = productOf([described(name, { 'airflow.dags': dags })], hub).plan(name);
    const named = files.filter(({ path }) => /aws-efs-csi-driver/.test(path) && !/preview/.test(path));
    assert.is(named.length, operators, name);
    const roles = files.filter(({ path }) => path.endsWith('identity/WorkloadIdentity.efs-csi.yaml'));
    assert.is(roles.length, operators, name);
    const addOns = files.filter(({ path }) => /preview\/Addon\.\S+-aws-efs-csi-driver/.test(path));
    assert.is(addOns.length, 1 - operators, name);
  }
});

test('Karpenter finds the private subnets by the name of the cluster, and no subnet gives public addresses', () => {
  const subnets = filesOfDev.filter(({ manifest }) => manifest.kind === 'Subnet');
  assert.is(subnets.length, 4);
  for (const { manifest } of subnets) {
    const forProvider = read(manifest, 'spec', 'forProvider');
    assert.is(read(forProvider, 'mapPublicIpOnLaunch'), false);
    const isPrivate = manifest.metadata.name.includes('private');
    assert.is(read(forProvider, 'tags', 'karpenter.sh/discovery'), isPrivate ? 'helical-dev' : undefined);
  }
});

test.run();
