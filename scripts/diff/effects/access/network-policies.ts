// Which connections NetworkPolicies open and close, seen from the pods that they select.
import type { DiffedObject, Effect, EffectRule, EnvironmentChange, ObjectChange } from '../../change.ts';
import { fieldOf } from '../cluster/kinds.ts';
import { effectOf } from '../effect.ts';
import { few } from './few.ts';
import { list, read } from './read.ts';
import { selects } from './selectors.ts';

type Direction = 'ingress' | 'egress';
const directions: readonly Direction[] = ['ingress', 'egress'];
const everything = 'anything';

/** Pods reach more or fewer others by changed NetworkPolicies. */
export const podReach: EffectRule = {
  id: 'network/pods',
  title: 'Pods may connect to more or fewer others.',
  *effects(environment) {
    const changed = environment.changes.filter(
      ({ kind, apiVersion }) => kind === 'NetworkPolicy' && apiVersion.startsWith('networking.k8s.io/'),
    );
    for (const [namespace, changes] of Map.groupBy(changed, (change) => change.namespace)) {
      const first = changes[0];
      if (first) yield* reachOf(namespace, first, changes, environment);
    }
  },
};

function* reachOf(
  namespace: string | undefined,
  first: ObjectChange,
  changes: readonly ObjectChange[],
  environment: EnvironmentChange,
): Iterable<Effect> {
  const policies = (objects: readonly DiffedObject[]) =>
    objects.filter(
      ({ manifest }) => manifest.kind === 'NetworkPolicy' && manifest.metadata.namespace === namespace,
    );
  const before = policies(environment.from);
  const after = policies(environment.to);
  const known = podsIn(environment.to, namespace);
  const pods = [...known, ...podsOutsideOfTheTree(changes, known)];
  for (const direction of directions) {
    const gained = new Map<string, string[]>();
    const lost = new Map<string, string[]>();
    for (const pod of pods) {
      const had = openConnections(pod.labels, direction, before);
      const has = openConnections(pod.labels, direction, after);
      for (const one of has) if (!had.has(one) && !had.has(everything)) add(gained, one, pod.name);
      for (const one of had) if (!has.has(one) && !has.has(everything)) add(lost, one, pod.name);
    }
    if (gained.size > 0) {
      const open = [...gained.keys()].some((peer) => peer.startsWith(everything));
      yield effectOf(changeFor(changes, direction) ?? first, {
        rule: 'network/opened',
        level: open ? 'danger' : 'caution',
        what: sentence(direction, gained, 'now'),
        why: 'NetworkPolicies add up: what one of them allows is open: https://kubernetes.io/docs/concepts/services-networking/network-policies/',
        fix: 'Make sure that these pods need it; else name peers and ports more closely.',
      });
    }
    if (lost.size > 0) {
      yield effectOf(changeFor(changes, direction) ?? first, {
        rule: 'network/closed',
        level: 'notice',
        what: sentence(direction, lost, 'no longer'),
        why: 'No NetworkPolicy that selects these pods allows it any more.',
        fix: 'Make sure that these pods do not need it.',
      });
    }
  }
}

/** Peers of the same pods on the same port are said together, the widest first. */
function sentence(direction: Direction, peers: ReadonlyMap<string, readonly string[]>, when: string): string {
  const alike = Map.groupBy(peers, ([peer, pods]) => JSON.stringify([pods, portOf(peer)]));
  const parts = [...alike.values()].map((group) => {
    const pods = group[0]?.[1] ?? [];
    const port = portOf(group[0]?.[0] ?? '');
    const others = group.map(([peer]) => peer.slice(0, peer.length - port.length));
    const widest = others.sort((a, b) => Number(b.startsWith(everything)) - Number(a.startsWith(everything)));
    return `${few(pods, 3)} ${direction === 'egress' ? 'to' : 'from'} ${few(widest, 4)}${port}`;
  });
  return `Connections are ${when} open: ${few(parts, 4)}.`;
}

function portOf(connection: string): string {
  return / on (?:TCP|UDP|SCTP) [^ ]+$/.exec(connection)?.[0] ?? '';
}

function changeFor(changes: readonly ObjectChange[], direction: Direction): ObjectChange | undefined {
  return changes.find(({ fields }) => fields.some(({ path }) => path.startsWith(`spec.${direction}`)));
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

interface Pods {
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
}

/** What runs pods in a namespace, with the labels of these. */
function podsIn(objects: readonly DiffedObject[], namespace: string | undefined): Pods[] {
  return objects.flatMap(({ manifest }) => {
    if (manifest.metadata.namespace !== namespace) return [];
    const template =
      fieldOf(manifest, 'spec.jobTemplate.spec.template.metadata.labels') ??
      fieldOf(manifest, 'spec.template.metadata.labels');
    if (typeof template !== 'object' || template === null) return [];
    return [{ name: `${manifest.kind} ${manifest.metadata.name}`, labels: { ...template } }];
  });
}

/** Pods that others start, such as those of tasks: nothing but a policy that selects them tells of them. */
function podsOutsideOfTheTree(changes: readonly ObjectChange[], known: readonly Pods[]): Pods[] {
  return changes.flatMap(({ from, to, name }): Pods[] => {
    const selector = fieldOf((to ?? from)?.manifest, 'spec.podSelector');
    if (known.some(({ labels }) => selects(selector, labels))) return [];
    const wanted = read(selector, 'matchLabels');
    const labels = typeof wanted === 'object' && wanted !== null ? { ...wanted } : {};
    // An expression can't be turned into labels; without one, the pod is what the selector says.
    if (!selects(selector, labels)) return [];
    return [{ name: `pods that NetworkPolicy ${name} selects`, labels }];
  });
}

/** Peers and ports that policies open for pods with these labels; everything when no policy isolates them. */
function openConnections(
  labels: Readonly<Record<string, unknown>>,
  direction: Direction,
  policies: readonly DiffedObject[],
): ReadonlySet<string> {
  const selecting = policies.filter(
    ({ manifest }) =>
      isolates(manifest.spec, direction) && selects(fieldOf(manifest, 'spec.podSelector'), labels),
  );
  if (selecting.length === 0) return new Set([everything]);
  return new Set(
    selecting.flatMap(({ manifest }) =>
      list(fieldOf(manifest, `spec.${direction}`)).flatMap((rule) => connections(rule, direction)),
    ),
  );
}

function isolates(spec: unknown, direction: Direction): boolean {
  const types =
    typeof spec === 'object' && spec !== null && 'policyTypes' in spec ? list(spec.policyTypes) : [];
  if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  return direction === 'ingress' || (typeof spec === 'object' && spec !== null && 'egress' in spec);
}

function connections(rule: unknown, direction: Direction): string[] {
  const peers = list(read(rule, direction === 'ingress' ? 'from' : 'to'));
  const ports = list(read(rule, 'ports'));
  const shownPorts = ports.length === 0 ? [''] : ports.map(portText);
  return (peers.length === 0 ? [everything] : peers.map(peerText)).flatMap((peer) =>
    shownPorts.map((port) => `${peer}${port}`),
  );
}

function portText(port: unknown): string {
  const protocol = read(port, 'protocol') ?? 'TCP';
  const end = read(port, 'endPort');
  return ` on ${String(protocol)} ${String(read(port, 'port') ?? 'any port')}${end === undefined ? '' : `–${String(end)}`}`;
}

function peerText(peer: unknown): string {
  const cidr = read(read(peer, 'ipBlock'), 'cidr');
  if (cidr !== undefined) {
    const except = list(read(read(peer, 'ipBlock'), 'except'));
    const range = except.length > 0 ? `${cidr} except ${few(except.map(String), 4)}` : String(cidr);
    return cidr === '0.0.0.0/0' || cidr === '::/0' ? `${everything} (${range})` : range;
  }
  const pods = selectorText(read(peer, 'podSelector'));
  const namespaces = selectorText(read(peer, 'namespaceSelector'));
  const where =
    read(peer, 'namespaceSelector') === undefined
      ? ''
      : ` in ${namespaces ? `namespaces ${namespaces}` : 'all namespaces'}`;
  return `${pods ? `pods ${pods}` : 'all pods'}${where}`;
}

function selectorText(selector: unknown): string {
  const wanted = read(selector, 'matchLabels');
  const labels = Object.entries(typeof wanted === 'object' && wanted !== null ? wanted : {}).map(
    ([key, value]) => `${key}=${String(value)}`,
  );
  const expressions = list(read(selector, 'matchExpressions')).map((one) => JSON.stringify(one));
  return [...labels, ...expressions].sort().join(',');
}
