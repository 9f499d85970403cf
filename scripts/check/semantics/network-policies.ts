// NetworkPolicies: peers, networks and ports that the API server accepts.
import { show } from '../../../envs/validate/show.ts';
import { isStrictlyInside, parseNetwork } from '../kit/cidr.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { portNameFault } from '../kit/names.ts';
import { type At, type Fields, fields, isFields, itemsAt, list, textsAt } from '../kit/read.ts';

const directions = [
  { field: 'ingress', peers: 'from' },
  { field: 'egress', peers: 'to' },
];

export const networkPolicy = objectRule({
  id: 'semantics/network-policy',
  title: 'NetworkPolicies name whole networks and whole ports',
  why: 'The API server refuses the policy.',
  fix: 'Write networks as 10.0.0.0/8; an exception lies inside its network and is smaller.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    if (list(spec.policyTypes).length > 2)
      yield { path: 'spec.policyTypes', what: 'There are more than two types.' };
    for (const { field, peers } of directions) {
      for (const rule of itemsAt(spec[field], `spec.${field}`)) {
        for (const port of itemsAt(rule.value.ports, `${rule.path}.ports`)) yield* portFaults(port);
        for (const peer of itemsAt(rule.value[peers], `${rule.path}.${peers}`)) yield* peerFaults(peer);
      }
    }
  },
});

function* portFaults({ path, value: { port, endPort } }: At<Fields>): Generator<Fault> {
  const fault = typeof port === 'string' ? portNameFault(port) : undefined;
  if (fault) yield { path: `${path}.port`, what: `${show(port)} is no name of a port: ${fault}.` };
  if (endPort === undefined || endPort === null) return;
  if (typeof port !== 'number')
    yield { path: `${path}.endPort`, what: 'endPort needs a port that is a number.' };
  else if (typeof endPort === 'number' && endPort < port) {
    yield { path: `${path}.endPort`, what: `${endPort} is below the port, ${port}.` };
  }
}

function* peerFaults({ path, value }: At<Fields>): Generator<Fault> {
  const { ipBlock, podSelector, namespaceSelector } = value;
  const selects = isFields(podSelector) || isFields(namespaceSelector);
  if (!selects && !isFields(ipBlock)) yield { path, what: 'The peer names nobody.' };
  if (!isFields(ipBlock)) return;
  if (selects) yield { path, what: 'A peer has either ipBlock or selectors.' };
  const network = typeof ipBlock.cidr === 'string' ? parseNetwork(ipBlock.cidr) : undefined;
  if (!network) yield { path: `${path}.ipBlock.cidr`, what: `${show(ipBlock.cidr ?? '')} is no network.` };
  for (const { path: at, value: text } of textsAt(ipBlock.except, `${path}.ipBlock.except`)) {
    const inner = parseNetwork(text);
    if (!inner) yield { path: at, what: `${show(text)} is no network.` };
    else if (network && !isStrictlyInside(inner, network)) {
      yield { path: at, what: `${show(text)} is no part of ${show(ipBlock.cidr)}.` };
    }
  }
}

export const policyTypes = objectRule({
  id: 'semantics/network-policy-type',
  severity: 'warning',
  title: 'A NetworkPolicy names every direction that it has rules for',
  why: 'Rules of a direction that policyTypes leaves out are accepted and ignored.',
  fix: 'Add the direction to policyTypes.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const types = list(spec.policyTypes);
    if (types.length === 0) return;
    for (const [field, type] of [
      ['ingress', 'Ingress'],
      ['egress', 'Egress'],
    ] as const) {
      if (list(spec[field]).length > 0 && !types.includes(type)) {
        yield { path: `spec.${field}`, what: `policyTypes lacks ${type}, so these rules do nothing.` };
      }
    }
  },
});
