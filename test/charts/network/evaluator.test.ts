// The evaluator follows the rules of NetworkPolicies, also where these surprise.
import type { INetworkPolicy, INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addressIn, contains } from './addresses.ts';
import { type End, isIsolated, isOpen } from './evaluator.ts';

const pod = (namespace: string, app: string): End => ({
  name: app,
  address: '10.0.0.7',
  pod: { namespace, labels: { app } },
});
const policy = (spec: INetworkPolicySpec): INetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'policy', namespace: 'a' },
  spec,
});
const web = pod('a', 'web');
const outside: End = { name: 'outside', address: '192.0.2.1' };
const port = { protocol: 'TCP', port: 80 };

const cases: [name: string, spec: INetworkPolicySpec, from: End, to: End, open: boolean][] = [
  [
    'a policy for ingress leaves egress alone',
    { podSelector: {}, policyTypes: ['Ingress'] },
    web,
    outside,
    true,
  ],
  ['a policy without rules denies', { podSelector: {}, policyTypes: ['Egress'] }, web, outside, false],
  [
    'an empty rule allows everybody',
    { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    web,
    outside,
    true,
  ],
  [
    'a policy selects pods of its own namespace only',
    { podSelector: {}, policyTypes: ['Egress'] },
    pod('b', 'x'),
    outside,
    true,
  ],
  [
    'a pod selector alone means this namespace',
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: { app: 'x' } } }] }],
    },
    web,
    pod('b', 'x'),
    false,
  ],
  [
    'both selectors in one peer must hold',
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } },
              podSelector: { matchLabels: { app: 'y' } },
            },
          ],
        },
      ],
    },
    web,
    pod('b', 'x'),
    false,
  ],
  [
    'a hole in a network is closed',
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['192.0.2.0/24'] } }] }],
    },
    web,
    outside,
    false,
  ],
  [
    'another protocol on the same port is closed',
    { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 80, protocol: 'UDP' }] }] },
    web,
    outside,
    false,
  ],
];

for (const [name, spec, from, to, open] of cases)
  test(name, () => assert.is(isOpen([policy(spec)], from, to, port), open));

test('the accepting end has a say too', () => {
  const deny = policy({ podSelector: {}, policyTypes: ['Ingress'] });
  assert.is(isOpen([deny], outside, web, port), false);
  assert.is(isIsolated([deny], 'Ingress', web), true);
  assert.is(isIsolated([deny], 'Egress', web), false);
});

test('networks hold their addresses, and no others', () => {
  assert.ok(contains('10.0.0.0/8', '10.255.255.255'));
  assert.not.ok(contains('10.0.0.0/8', '11.0.0.0'));
  assert.ok(contains('0.0.0.0/0', '203.0.113.9'));
  assert.is(addressIn('10.40.32.0/19', 300), '10.40.33.44');
});

test.run();
