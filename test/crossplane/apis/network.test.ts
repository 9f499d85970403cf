// The Network API: what its compositions make, and what its schema and rules refuse.
import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { interfaceEndpoints } from '../../../crossplane/apis/network/endpoints.ts';
import { type NetworkSpec, type NetworkVariant, network } from '../../../crossplane/apis/network/index.ts';
import { compositeFindings } from '../../../crossplane/composite-findings.ts';
import { composition } from '../../../crossplane/engine/composition.ts';
import { valueAt } from '../../../crossplane/engine/evaluate.ts';
import { preview } from '../../../crossplane/engine/preview.ts';
import type { Manifest } from '../../../crossplane/manifest.ts';

const spec: NetworkSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  networkName: 'helical-dev',
  clusterName: 'helical-dev',
  vpcCidr: '10.20.0.0/16',
  zones: {
    first: { zone: 'eu-west-1a', publicCidr: '10.20.192.0/24', privateCidr: '10.20.0.0/19' },
    second: { zone: 'eu-west-1b', publicCidr: '10.20.193.0/24', privateCidr: '10.20.32.0/19' },
  },
  flowLogRetentionDays: 30,
  logsKeyAlias: 'helical-dev-logs',
  permissionsBoundary: 'helical-boundary',
  deletionProtection: true,
  providerConfigKind: 'ProviderConfig',
  tags: { 'cost-center': 'workflows', environment: 'dev', 'managed-by': 'crossplane', owner: 'ml' },
};
const third = { zone: 'eu-west-1c', publicCidr: '10.20.194.0/24', privateCidr: '10.20.64.0/19' };
const threeZones: NetworkSpec = { ...spec, zones: { ...spec.zones, third } };

function previewOf(variant: NetworkVariant, changes: Partial<NetworkSpec> = {}): Manifest[] {
  const zones = variant.startsWith('three') ? threeZones : spec;
  return preview(network, variant, {
    apiVersion: 'aws.helical.dev/v1',
    kind: 'Network',
    metadata: { name: 'dev', namespace: 'hub' },
    spec: { ...zones, ...changes },
  });
}

const ofKind = (resources: Manifest[], kind: string) =>
  resources.filter((resource) => resource.kind === kind);
const named = (resources: Manifest[], name: string) => {
  const found = resources.find(({ metadata }) => metadata.name === `dev-${name}`);
  if (!found) throw new Error(`no dev-${name}`);
  return found;
};
const field = (resource: Manifest, ...path: string[]) => valueAt(resource, ['spec', 'forProvider', ...path]);
const policy = (resource: Manifest, name: string): unknown => JSON.parse(String(field(resource, name)));

test('each composition has its zones and its NAT gateways', () => {
  const counts = network.variants.map((variant) => {
    const made = previewOf(variant);
    return [
      variant,
      ...['Subnet', 'NATGateway', 'EIP', 'RouteTable'].map((kind) => ofKind(made, kind).length),
    ];
  });
  assert.equal(counts, [
    ['two-zones-one-nat', 4, 1, 1, 3],
    ['two-zones-nat-per-zone', 4, 2, 2, 3],
    ['three-zones-one-nat', 6, 1, 1, 4],
    ['three-zones-nat-per-zone', 6, 3, 3, 4],
  ]);
});

test('a private subnet leads to the NAT gateway of its zone, or to the only one', () => {
  const target = (variant: NetworkVariant, zone: string) =>
    field(named(previewOf(variant), `network-private-${zone}-nat`), 'natGatewayIdRef', 'name');
  assert.is(target('three-zones-nat-per-zone', 'third'), 'dev-network-nat-third');
  assert.is(target('three-zones-one-nat', 'third'), 'dev-network-nat-first');
  assert.is(target('two-zones-one-nat', 'second'), 'dev-network-nat-first');
});

test('only public subnets lead to the internet gateway', () => {
  const made = previewOf('three-zones-nat-per-zone');
  const toInternet = ofKind(made, 'Route').filter((route) => field(route, 'gatewayIdRef') !== undefined);
  assert.equal(
    toInternet.map((route) => field(route, 'routeTableIdRef', 'name')),
    ['dev-network-public-routes'],
  );
  const subnets = ofKind(made, 'RouteTableAssociation')
    .filter((association) => field(association, 'routeTableIdRef', 'name') === 'dev-network-public-routes')
    .map((association) => field(association, 'subnetIdRef', 'name'));
  assert.equal(subnets, [
    'dev-network-public-first',
    'dev-network-public-second',
    'dev-network-public-third',
  ]);
});

test('no subnet gives its instances public addresses', () => {
  for (const variant of network.variants) {
    for (const subnet of ofKind(previewOf(variant), 'Subnet'))
      assert.is(field(subnet, 'mapPublicIpOnLaunch'), false);
  }
});

test('subnets carry the tags that the load balancer controller and Karpenter look for', () => {
  const made = previewOf('two-zones-one-nat');
  const tag = (subnet: string, key: string) => field(named(made, subnet), 'tags', key);
  assert.is(tag('network-public-first', 'kubernetes.io/role/elb'), '1');
  assert.is(tag('network-public-first', 'karpenter.sh/discovery'), undefined);
  assert.is(tag('network-private-first', 'kubernetes.io/role/internal-elb'), '1');
  assert.is(tag('network-private-first', 'karpenter.sh/discovery'), 'helical-dev');
});

test('everything that takes tags says who owns it', () => {
  const untagged = new Set([
    'Alias',
    'Route',
    'RolePolicy',
    'RouteTableAssociation',
    'VPCEndpointRouteTableAssociation',
    'VPCEndpointSecurityGroupAssociation',
    'VPCEndpointSubnetAssociation',
  ]);
  for (const resource of previewOf('three-zones-nat-per-zone').filter(({ kind }) => !untagged.has(kind))) {
    for (const [key, value] of Object.entries(spec.tags))
      assert.is(field(resource, 'tags', key), value, `${resource.kind} ${resource.metadata.name}`);
  }
});

test('the default security group admits nobody', () => {
  const group = named(previewOf('two-zones-one-nat'), 'network-default-access');
  assert.is(field(group, 'ingress'), undefined);
  assert.is(field(group, 'egress'), undefined);
});

test('the only way in is HTTPS from the VPC to the endpoints', () => {
  const rules = ofKind(previewOf('three-zones-nat-per-zone'), 'SecurityGroupIngressRule');
  assert.equal(
    rules.map((rule) => ['cidrIpv4', 'ipProtocol', 'fromPort', 'toPort'].map((name) => field(rule, name))),
    [['10.20.0.0/16', 'tcp', 443, 443]],
  );
});

test('every interface endpoint is in each private subnet, behind the group of the endpoints', () => {
  const made = previewOf('three-zones-one-nat');
  for (const service of interfaceEndpoints) {
    const id = `network-endpoint-${service.replace('.', '-')}`;
    const endpoint = named(made, id);
    assert.is(field(endpoint, 'serviceName'), `com.amazonaws.eu-west-1.${service}`);
    assert.is(field(endpoint, 'privateDnsEnabled'), true);
    for (const zone of ['first', 'second', 'third'])
      assert.is(field(named(made, `${id}-${zone}`), 'subnetIdRef', 'name'), `dev-network-private-${zone}`);
    const access = named(made, `${id}-access`);
    assert.is(field(access, 'securityGroupIdRef', 'name'), 'dev-network-endpoints-access');
    assert.is(field(access, 'replaceDefaultAssociation'), true);
  }
});

test('endpoints serve credentials of the account; pods come to STS without any', () => {
  const made = previewOf('two-zones-one-nat');
  const statements = (endpoint: string) => valueAt(policy(named(made, endpoint), 'policy'), ['Statement']);
  const own = {
    Sid: 'IdentitiesOfThisAccount',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
  };
  assert.equal(statements('network-endpoint-kms'), [own]);
  assert.equal(statements('network-endpoint-sts'), [
    own,
    {
      Sid: 'ServiceAccountsToRolesOfThisAccount',
      Effect: 'Allow',
      Principal: '*',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
    },
  ]);
  assert.equal(statements('network-endpoint-s3'), [
    own,
    {
      Sid: 'ReadingForAll',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: '*',
    },
  ]);
});

test('flow logs take all traffic to an encrypted log group with retention', () => {
  const made = previewOf('two-zones-one-nat');
  const flowLog = named(made, 'network-flow-logs');
  assert.is(field(flowLog, 'trafficType'), 'ALL');
  assert.is(field(flowLog, 'logDestinationRef', 'name'), 'dev-network-flow-logs-group');
  const group = named(made, 'network-flow-logs-group');
  assert.is(group.metadata.annotations?.['crossplane.io/external-name'], '/aws/vpc/helical-dev/flow-logs');
  assert.is(field(group, 'retentionInDays'), 30);
  assert.match(String(field(group, 'kmsKeyId')), 'Alias dev-network-logs-key');
});

test('the role of the flow logs writes to one log group, for this account only', () => {
  const made = previewOf('two-zones-one-nat');
  const role = named(made, 'network-flow-logs-role');
  assert.is(field(role, 'permissionsBoundary'), 'arn:aws:iam::111122223333:policy/helical-boundary');
  assert.is(field(role, 'path'), '/helical/');
  assert.equal(valueAt(policy(role, 'assumeRolePolicy'), ['Statement', '0', 'Condition']), {
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*' },
  });
  const rights = policy(named(made, 'network-flow-logs-policy'), 'policy');
  assert.is(
    valueAt(rights, ['Statement', '0', 'Resource']),
    'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vpc/helical-dev/flow-logs:*',
  );
});

test('a NAT gateway waits until the internet gateway is attached', () => {
  for (const nat of ofKind(previewOf('three-zones-nat-per-zone'), 'NATGateway')) {
    assert.match(
      nat.metadata.annotations?.['aws.helical.dev/waits-for'] ?? '',
      'InternetGateway dev-network-internet-gateway, status.atProvider.vpcId',
    );
  }
});

test('a protected network loses nothing when its object goes; an unprotected one loses all', () => {
  for (const [deletionProtection, deletes] of [
    [true, false],
    [false, true],
  ] as const) {
    const made = previewOf('three-zones-nat-per-zone', { deletionProtection });
    for (const resource of made.filter(({ kind }) => kind !== 'Alias')) {
      const policies = valueAt(resource, ['spec', 'managementPolicies']);
      assert.is(Array.isArray(policies) && policies.includes('Delete'), deletes, resource.metadata.name);
    }
  }
});

test('without its third zone, a composition of three makes no subnet there', () => {
  const made = previewOf('three-zones-one-nat', { zones: spec.zones });
  assert.equal(
    ofKind(made, 'Subnet').map(({ metadata }) => metadata.name),
    [
      'dev-network-public-first',
      'dev-network-private-first',
      'dev-network-public-second',
      'dev-network-private-second',
    ],
  );
});

test('each composition publishes the facts of the zones that it has', () => {
  const published = (variant: NetworkVariant) =>
    network
      .template(variant)
      .statuses.map(({ field }) => field)
      .filter((name) => name.startsWith('third') || name.endsWith('NatAddress'))
      .sort();
  assert.equal(published('two-zones-one-nat'), ['firstNatAddress']);
  assert.equal(published('two-zones-nat-per-zone'), ['firstNatAddress', 'secondNatAddress']);
  assert.equal(published('three-zones-nat-per-zone'), [
    'firstNatAddress',
    'secondNatAddress',
    'thirdNatAddress',
    'thirdPrivateSubnetId',
    'thirdPublicSubnetId',
  ]);
});

test('every reference becomes a patch in every composition', () => {
  for (const variant of network.variants) {
    const resources = valueAt(composition(network, variant), ['spec', 'pipeline', '0', 'input', 'resources']);
    assert.is(Array.isArray(resources) && resources.length, network.template(variant).resources.length);
  }
});

test('the schema refuses what AWS would', () => {
  const finds = (changes: object) =>
    compositeFindings(
      {
        apiVersion: 'aws.helical.dev/v1',
        kind: 'Network',
        metadata: { name: 'dev', namespace: 'hub' },
        spec: { ...spec, ...changes },
      },
      'test',
    ).map(({ rule, where }) => `${where.path} ${rule}`);
  assert.equal(finds({}), []);
  assert.equal(finds({ vpcCidr: '10.0.0.0/8' }), ['Network hub/dev spec.vpcCidr cloud-api/wrong-form']);
  assert.equal(finds({ flowLogRetentionDays: 365 }), [
    'Network hub/dev spec.flowLogRetentionDays cloud-api/unknown-value',
  ]);
  assert.equal(finds({ zones: { first: spec.zones.first } }), [
    'Network hub/dev spec.zones.second cloud-api/missing-field',
  ]);
  // A composition copies the known tags one by one, so a further one would silently be lost.
  assert.equal(finds({ tags: { ...spec.tags, team: 'x' } }), [
    'Network hub/dev spec.tags.team cloud-api/unknown-field',
  ]);
});

const zonesWith = (changes: Partial<NetworkSpec['zones']['first']>): NetworkSpec['zones'] => ({
  ...spec.zones,
  second: { ...spec.zones.second, ...changes },
});
const withComposition = (layout: NetworkSpec, name: string) => ({
  ...layout,
  crossplane: { compositionRef: { name } },
});

const refused: [object, string][] = [
  [
    { ...spec, vpcCidr: '10.20.0.1/16' },
    'every range is the first address of a network and its prefix, for example 10.20.0.0/19',
  ],
  [
    { ...spec, zones: zonesWith({ privateCidr: '10.20.256.0/24' }) },
    'every range is the first address of a network and its prefix, for example 10.20.0.0/19',
  ],
  [{ ...spec, zones: zonesWith({ privateCidr: '10.21.0.0/19' }) }, 'every subnet lies in vpcCidr'],
  [{ ...spec, zones: zonesWith({ privateCidr: '10.20.16.0/20' }) }, 'no two subnets share an address'],
  [{ ...spec, zones: zonesWith({ publicCidr: '10.20.192.0/24' }) }, 'no two subnets share an address'],
  [{ ...spec, zones: zonesWith({ zone: 'eu-west-1a' }) }, 'each zone is named once'],
  [
    withComposition(threeZones, 'networks-two-zones-one-nat'),
    'zones.third goes with the compositions networks-three-zones-one-nat and networks-three-zones-nat-per-zone, and with no other',
  ],
  [
    withComposition(spec, 'networks-three-zones-nat-per-zone'),
    'zones.third goes with the compositions networks-three-zones-one-nat and networks-three-zones-nat-per-zone, and with no other',
  ],
];

const broken = (layout: object) =>
  network.rules.filter((rule) => !rule.holds(layout)).map(({ message }) => message);

test('layouts that do not fit together are refused, each for one reason', () => {
  for (const [layout, message] of refused) assert.equal(broken(layout), [message]);
});

test('layouts that fit are accepted', () => {
  for (const layout of [spec, threeZones, withComposition(threeZones, 'networks-three-zones-one-nat')])
    assert.equal(broken(layout), []);
});

test('equal subnets cut from a VPC fit in any order, and two equal ones never do', () => {
  const subnets = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(subnets, fc.nat(3), fc.nat(3), (blocks, from, to) => {
      const layout = (numbers: number[]) => {
        const [a, b, c, d] = numbers.map((block) => `10.20.${block * 32}.0/19`);
        const zones = {
          first: { zone: 'eu-west-1a', publicCidr: a ?? '', privateCidr: b ?? '' },
          second: { zone: 'eu-west-1b', publicCidr: c ?? '', privateCidr: d ?? '' },
        };
        return { ...spec, zones };
      };
      assert.equal(broken(layout(blocks)), []);
      if (from === to) return;
      const twice = blocks.map((block, index) => (index === to ? (blocks[from] ?? block) : block));
      assert.equal(broken(layout(twice)), ['no two subnets share an address']);
    }),
  );
});

test.run();
