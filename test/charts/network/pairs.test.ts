// Exactly the paths: every pair of pods, and every pod with the world, compared with what is declared.
import { App, Chart } from 'cdk8s';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { IPodTemplate, IPodTemplateSpec, IResourceQuota } from 'kubernetes-models/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { workloads } from '../../../charts/index.ts';
import type { Environment } from '../../../envs/index.ts';
import { environmentWith, shapes } from '../airflow/built.ts';
import { addressIn } from './addresses.ts';
import { declaredFlows } from './declared.ts';
import { type End, isIsolated, isOpen, type Port } from './evaluator.ts';

interface Built {
  policies: INetworkPolicy[];
  /** Every pod in our namespaces. */
  pods: End[];
  /** Namespaces of our workloads that have a quota of no pods. */
  withoutPods: string[];
}

type Source = { kind: string; metadata: { name: string; namespace: string } } & (
  | IDeployment
  | IJob
  | ICronJob
  | IPodTemplate
  | INetworkPolicy
  | IResourceQuota
);

function build(environment: Environment): Built {
  const objects: Source[] = workloads.flatMap((workload) => {
    const chart = new Chart(new App(), workload.name, { disableResourceNameHashes: true });
    workload.build(chart, environment);
    return chart.toJson();
  });
  const subnet = environment.network.privateSubnets[0]?.cidr ?? '';
  // Its Helm chart starts it, in a namespace whose policies are ours.
  const grafanaOperator: End = {
    name: 'grafana/grafana-operator',
    address: addressIn(subnet, 90),
    pod: { namespace: 'grafana', labels: { 'app.kubernetes.io/name': 'grafana-operator' } },
  };
  const started = objects.flatMap((object, index) => {
    const template = templateOf(object);
    if (!template) return [];
    const { namespace } = object.metadata;
    const labels = template.metadata?.labels ?? {};
    const name = `${namespace}/${object.metadata.name.replace(/-[0-9a-f]{10}$/, '')}`;
    // The VPC gives pods addresses of the private subnets, so rules about these networks are about pods too.
    return [{ name, address: addressIn(subnet, 100 + index), pod: { namespace, labels } }];
  });
  return {
    policies: objects.flatMap((object) => (object.kind === 'NetworkPolicy' ? [policyOf(object)] : [])),
    pods: environment.observability.grafana ? [...started, grafanaOperator] : started,
    withoutPods: objects.flatMap((object) =>
      object.kind === 'ResourceQuota' && object.metadata.name === 'no-pods'
        ? [object.metadata.namespace]
        : [],
    ),
  };
}

function policyOf(object: Source): INetworkPolicy {
  if (!('spec' in object) || !object.spec || !('podSelector' in object.spec))
    throw new Error('no NetworkPolicy');
  const { metadata, spec } = object;
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

const podKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'PodTemplate'];

function templateOf(object: Source): IPodTemplateSpec | undefined {
  if (!podKinds.includes(object.kind)) return undefined;
  if ('template' in object) return object.template;
  if (!('spec' in object) || !object.spec) return undefined;
  if ('jobTemplate' in object.spec) return object.spec.jobTemplate.spec?.template;
  return 'template' in object.spec ? object.spec.template : undefined;
}

/** The world around our pods: pods of others, which no policy of ours holds back, and addresses. */
function surroundings({ network, cluster }: Environment): End[] {
  const subnet = network.privateSubnets.at(-1)?.cidr ?? '';
  const other = (name: string, namespace: string, labels: Record<string, string>, offset: number): End => ({
    name: `others/${name}`,
    address: addressIn(subnet, offset),
    pod: { namespace, labels },
  });
  return [
    other('dns', 'kube-system', { 'k8s-app': 'kube-dns' }, 10),
    other('karpenter', 'kube-system', { 'app.kubernetes.io/name': 'karpenter' }, 11),
    other('in kube-system', 'kube-system', { app: 'stranger' }, 12),
    other('kube-state-metrics', 'kube-state-metrics', { app: 'metrics' }, 13),
    other('stranger', 'default', { 'app.kubernetes.io/name': 'airflow', 'k8s-app': 'kube-dns' }, 14),
    ...network.privateSubnets.map(({ zone, cidr }) => ({
      name: `private ${zone}`,
      address: addressIn(cidr, 20),
    })),
    ...network.publicSubnets.map(({ zone, cidr }) => ({
      name: `public ${zone}`,
      address: addressIn(cidr, 20),
    })),
    { name: 'the Kubernetes API', address: addressIn(cluster.serviceCidr, 1) },
    { name: 'another Service', address: addressIn(cluster.serviceCidr, 500) },
    { name: 'metadata of the node', address: '169.254.169.254' },
    { name: 'a neighbour network', address: '192.168.4.4' },
    { name: 'the internet', address: '52.219.170.1' },
  ];
}

/** Ports that anything names, and one that nothing names. */
function portsOf(policies: readonly INetworkPolicy[]): Port[] {
  const named = policies.flatMap(({ spec }) =>
    [...(spec?.ingress ?? []), ...(spec?.egress ?? [])].flatMap(({ ports }) => ports ?? []),
  );
  const numbers = new Set([1, 1234, 5555, 8974, ...named.map(({ port }) => Number(port))]);
  return [...numbers].flatMap((port) => ['TCP', 'UDP'].map((protocol) => ({ port, protocol })));
}

const words = (from: End, to: End, { protocol, port }: Port) =>
  `${from.name} > ${to.name} ${protocol}/${port}`;

/** Both lists: what the policies leave open, and what is declared. */
function compare(environment: Environment): { open: string[]; declared: string[]; tried: number } {
  const { policies, pods } = build(environment);
  const flows = declaredFlows(environment);
  const around = surroundings(environment);
  const open: string[] = [];
  const declared: string[] = [];
  let tried = 0;
  for (const from of [...pods, ...around])
    for (const to of [...pods, ...around]) {
      // What others do among themselves is not ours; a pod reaches itself.
      if (from === to || (around.includes(from) && around.includes(to))) continue;
      for (const port of portsOf(policies)) {
        tried += 1;
        if (isOpen(policies, from, to, port)) open.push(words(from, to, port));
        const meant = flows.filter(
          (flow) => flow.port.port === port.port && flow.port.protocol === port.protocol,
        );
        if (isMeant(meant, { from, to, pods })) declared.push(words(from, to, port));
      }
    }
  return { open: open.sort(), declared: declared.sort(), tried };
}

/** Between two of our pods a network is no declaration: the pod has to be meant by its name. */
function isMeant(
  flows: ReturnType<typeof declaredFlows>,
  { from, to, pods }: { from: End; to: End; pods: readonly End[] },
): boolean {
  const both = pods.includes(from) && pods.includes(to);
  const nowhere = { name: '', address: '169.254.0.1' };
  const byName = (end: End): End => (both && end.pod ? { ...nowhere, pod: end.pod } : end);
  return flows.some((flow) => flow.from(byName(from)) && flow.to(byName(to)));
}

const all: { name: string; environment: Environment }[] = [
  ...shapes,
  { name: 'staging', environment: environmentWith('staging') },
];

for (const { name, environment } of all) {
  test(`${name}: open is what is declared, and nothing else`, () => {
    const { open, declared, tried } = compare(environment);
    assert.ok(open.length > 100 && tried > 10_000, `${open.length} of ${tried}`);
    assert.equal(
      open.filter((pair) => !declared.includes(pair)),
      [],
      'open and not declared',
    );
    assert.equal(
      declared.filter((pair) => !open.includes(pair)),
      [],
      'declared and not open',
    );
  });

  test(`${name}: every pod is held back in both directions, and a namespace without policies has no pod`, () => {
    const { policies, pods, withoutPods } = build(environment);
    for (const pod of pods)
      for (const direction of ['Ingress', 'Egress'] as const)
        assert.ok(isIsolated(policies, direction, pod), `${pod.name} ${direction}`);
    const namespaces = new Set(pods.map(({ pod }) => pod?.namespace));
    for (const namespace of withoutPods) assert.not.ok(namespaces.has(namespace), namespace);
    const expected = ['airflow', 'helical-runner', 'observability'];
    if (environment.observability.grafana) expected.push('grafana');
    assert.equal([...namespaces].sort(), expected.sort());
  });
}

test.run();
