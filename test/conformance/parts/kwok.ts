// kwok: pretends that nodes run their pods, so workloads come up and jobs end, without a container.

import { join } from 'node:path';
import { fieldsAt, isFields, type KubeObject, listAt, textAt } from '../lib/json.ts';
import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Supervised } from '../lib/process.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';
import type { Cluster } from './cluster.ts';

/** Starts kwok for all nodes of a cluster. */
export function startKwok(rig: Rig, cluster: Cluster): Promise<Supervised> {
  return onFreePorts(() => startOnPort(rig, cluster));
}

async function startOnPort(rig: Rig, cluster: Cluster): Promise<Supervised> {
  const folder = await goTools('kwok', rig.log.note);
  const port = await freePort();
  const flags = {
    kubeconfig: cluster.kubeconfig,
    'manage-all-nodes': 'true',
    'node-lease-duration-seconds': '40',
    'server-address': `127.0.0.1:${port}`,
    cidr: '10.244.0.1/16',
    'node-ip': '127.0.0.1',
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  return rig.run({ name: 'kwok', command: join(folder, 'kwok'), args }, () => accepts(port), 60);
}

const zones = ['a', 'b', 'c'];

/** Nodes on which the given pods can run: for each set of labels that a pod asks for, one in each of three zones. */
export function nodesFor(pods: KubeObject[], region = 'eu-central-1'): KubeObject[] {
  const wanted = new Map<string, { [label: string]: string }>([['{}', {}]]);
  for (const pod of pods) {
    const labels = labelsAskedFor(pod);
    wanted.set(JSON.stringify(Object.entries(labels).sort()), labels);
  }
  return [...wanted.values()].flatMap((labels, index) =>
    zones.map((zone) => node(`node-${index}-${zone}`, { ...standardLabels(region, zone), ...labels })),
  );
}

function standardLabels(region: string, zone: string): { [label: string]: string } {
  return {
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': `${region}${zone}`,
    'karpenter.sh/capacity-type': 'on-demand',
  };
}

function labelsAskedFor(pod: KubeObject): { [label: string]: string } {
  const labels: { [label: string]: string } = {};
  for (const [label, value] of Object.entries(fieldsAt(pod, 'spec', 'nodeSelector')))
    if (typeof value === 'string') labels[label] = value;
  const required = fieldsAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const [term] = listAt(required, 'nodeSelectorTerms');
  for (const expression of listAt(term, 'matchExpressions').filter(isFields)) {
    const key = textAt(expression, 'key');
    if (!key) continue;
    if (expression.operator === 'In') labels[key] ??= textAt(expression, 'values', 0) ?? '';
    if (expression.operator === 'Exists') labels[key] ??= 'true';
  }
  return labels;
}

function node(name: string, labels: { [label: string]: string }): KubeObject {
  const capacity = {
    cpu: '192',
    memory: '768Gi',
    pods: '500',
    'ephemeral-storage': '1Ti',
    'nvidia.com/gpu': '8',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    status: { capacity, allocatable: capacity },
  };
}
