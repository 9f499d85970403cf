// Exactly the paths: the connections that the NetworkPolicies of Airflow allow, pair by pair, and no other.
import type { INetworkPolicy, INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflow } from '../../../charts/airflow/index.ts';
import { environmentWith, Objects, shapes } from './built.ts';

const workers = 'worker-default,worker-helical-runner,worker-sensors';
const vpc = 'private subnets';
const dns = 'kube-system/kube-dns';
const statsd = 'observability/statsd-exporter';

/** What is allowed in an environment with a split execution API, DAGs from an https address and no pooler. */
const expected = [
  `api-server > ${workers} TCP/8793`,
  'api-server > triggerer TCP/8794',
  `api-server > ${vpc} TCP/443`,
  `api-server > ${vpc} TCP/5432`,
  'api-server > internet TCP/443',
  `execution-api > ${vpc} TCP/5432`,
  `scheduler > ${vpc} TCP/5432`,
  `scheduler > ${vpc} TCP/6379`,
  `dag-processor > ${vpc} TCP/5432`,
  'dag-processor > internet TCP/443',
  `triggerer > ${vpc} TCP/443`,
  `triggerer > ${vpc} TCP/5432`,
  'triggerer > internet TCP/443',
  'triggerer > 172.20.0.1/32 TCP/443',
  `${workers} > execution-api TCP/8080`,
  `${workers} > ${vpc} TCP/443`,
  `${workers} > ${vpc} TCP/6379`,
  `${workers} > internet TCP/443`,
  `${workers} > 172.20.0.1/32 TCP/443`,
  `migration > ${vpc} TCP/5432`,
  `database-role > ${vpc} TCP/443`,
  `database-role > ${vpc} TCP/5432`,
  'database-role > internet TCP/443',
  `history > ${vpc} TCP/443`,
  `history > ${vpc} TCP/5432`,
  'history > internet TCP/443',
  `reaper > ${vpc} TCP/443`,
  `reaper > ${vpc} TCP/5432`,
  'reaper > 172.20.0.1/32 TCP/443',
  ...['api-server', 'execution-api', 'scheduler', 'dag-processor', 'triggerer', workers].map(
    (component) => `${component} > ${statsd} UDP/9125`,
  ),
  ...[
    'api-server',
    'execution-api',
    'scheduler',
    'dag-processor',
    'triggerer',
    workers,
    'migration',
    'database-role',
    'history',
    'reaper',
  ].flatMap((component) => [`${component} > ${dns} TCP/53`, `${component} > ${dns} UDP/53`]),
];

const expectedInbound = [
  'public subnets > api-server TCP/8080',
  `${workers} > execution-api TCP/8080`,
  `api-server > ${workers} TCP/8793`,
  'api-server > triggerer TCP/8794',
];

const prod = environmentWith('prod');

/** A peer in the words of the table above. */
function nameOf(peer: INetworkPolicyPeer): string {
  if (peer.ipBlock) {
    const { cidr } = peer.ipBlock;
    if (prod.network.privateSubnets.some((subnet) => subnet.cidr === cidr)) return vpc;
    if (prod.network.publicSubnets.some((subnet) => subnet.cidr === cidr)) return 'public subnets';
    return cidr === '0.0.0.0/0' ? 'internet' : cidr;
  }
  const labels = peer.podSelector?.matchLabels ?? {};
  const expressions = peer.podSelector?.matchExpressions ?? [];
  const component =
    expressions[0]?.values?.join(',') ??
    labels['app.kubernetes.io/component'] ??
    labels['k8s-app'] ??
    'anybody';
  const namespace = peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  return namespace ? `${namespace}/${component}` : component;
}

/** Every pair that the policies of one direction allow, as `from > to PROTOCOL/port`. */
function pairs(direction: 'egress' | 'ingress'): string[] {
  const policies = new Objects(airflow, prod).of<INetworkPolicy>('NetworkPolicy');
  const found = policies.flatMap(({ spec }) => {
    const own = nameOf({ podSelector: spec?.podSelector });
    const rules =
      direction === 'egress'
        ? (spec?.egress ?? []).map((rule) => ({ peers: rule.to ?? [], ports: rule.ports ?? [] }))
        : (spec?.ingress ?? []).map((rule) => ({ peers: rule.from ?? [], ports: rule.ports ?? [] }));
    return rules.flatMap(({ peers, ports }) => {
      // An empty list would mean everybody, or every port.
      assert.ok(peers.length > 0 && ports.length > 0, own);
      return peers.flatMap((peer) =>
        ports.map(({ port, protocol }) => {
          const ends = direction === 'egress' ? [own, nameOf(peer)] : [nameOf(peer), own];
          return `${ends.join(' > ')} ${protocol}/${port}`;
        }),
      );
    });
  });
  return [...new Set(found)].sort();
}

test('pods open the connections of the table, and no other', () => {
  assert.equal(pairs('egress'), [...new Set(expected)].sort());
});

test('pods accept the connections of the table, and no other', () => {
  assert.equal(pairs('ingress'), expectedInbound.toSorted());
});

test('what is open between two components is open at both ends', () => {
  const inside = (list: string[]) =>
    list.filter((pair) => !/subnets|internet|\/|172\./.test(pair.replace(/ (TCP|UDP)\/\d+$/, '')));
  assert.equal(inside(pairs('egress')), inside(pairs('ingress')));
});

test('every pod is under the policy that denies everything, and under one of its own', () => {
  for (const { name, environment } of shapes) {
    const objects = new Objects(airflow, environment);
    const policies = objects.of<INetworkPolicy>('NetworkPolicy');
    const deny = policies.find(({ metadata }) => metadata?.name === 'default-deny');
    assert.equal(deny?.spec, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, name);
    for (const [pod, { metadata }] of objects.pods()) {
      const component = metadata?.labels?.['app.kubernetes.io/component'] ?? '';
      // The rotation job runs as the migration does.
      const selecting = policies.filter(({ spec }) =>
        nameOf({ podSelector: spec?.podSelector }).split(',').includes(component),
      );
      assert.is(selecting.length, 1, `${name}: ${pod}`);
    }
  }
});

test('every port of a container is reached by somebody, by name', () => {
  const reachable = new Set([...pairs('ingress')].map((pair) => Number(pair.split('/').at(-1))));
  // Probes come from the node, which no policy holds back.
  const forProbes = [1234, 8974];
  for (const { name, container } of new Objects(airflow, prod).containers())
    for (const { containerPort } of container.ports ?? [])
      assert.ok(
        reachable.has(containerPort) || forProbes.includes(containerPort),
        `${name} ${containerPort}`,
      );
});

test('nobody reaches the metadata service of a node, or a neighbour by its address', () => {
  for (const { spec } of new Objects(airflow, prod).of<INetworkPolicy>('NetworkPolicy'))
    for (const rule of spec?.egress ?? [])
      for (const { ipBlock } of rule.to ?? [])
        if (ipBlock?.cidr === '0.0.0.0/0')
          assert.equal(ipBlock.except, [
            '10.0.0.0/8',
            '100.64.0.0/10',
            '169.254.0.0/16',
            '172.16.0.0/12',
            '192.168.0.0/16',
          ]);
});

test.run();
