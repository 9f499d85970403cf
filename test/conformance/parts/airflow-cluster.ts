// The cluster as Airflow's workers meet it: namespaces, roles and rules of the environment, and nodes that run job pods.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layFoundation } from '../checks/foundation.ts';
import { fieldsAt, textAt } from '../lib/json.ts';
import { KubeClient } from '../lib/kube-client.ts';
import { accepts, freePort } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';
import { type EnvironmentTree, isPreview } from '../lib/tree.ts';
import type { Cluster } from './cluster.ts';
import { startControllers } from './controllers.ts';
import { nodesFor } from './kwok.ts';

const rules = [
  'PodTemplate',
  'Role',
  'RoleBinding',
  'ResourceQuota',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
];

/** What a job prints, as far as kwok pretends it. */
export const jobOutput = 'embeddings of 2700 cells written';

/** Gives the cluster what the environment says about who may do what, and nodes for job pods. */
export async function furnishCluster(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
): Promise<void> {
  const { client } = cluster;
  await layFoundation(client, environment, (file, why) => {
    throw new Error(`${file}: ${why}`);
  });
  for (const manifest of environment.manifests)
    if (!isPreview(manifest) && rules.includes(manifest.object.kind)) await client.apply(manifest.object);
  await startControllers(rig, cluster);
  const port = await startJobNodes(rig, cluster);
  const pods = environment.manifests
    .filter(({ object }) => object.kind === 'PodTemplate')
    .map(({ object }) => ({ ...object, spec: fieldsAt(object, 'template', 'spec') }));
  for (const node of nodesFor(pods)) {
    const isGpu = node.metadata.labels?.['helical.dev/node-pool'] === 'gpu';
    const taints = isGpu ? [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }] : [];
    await client.create({ ...node, spec: { taints } });
    const daemonEndpoints = { kubeletEndpoint: { Port: port } };
    const addresses = [{ type: 'InternalIP', address: '127.0.0.1' }];
    await client.merge(
      node,
      { status: { ...fieldsAt(node, 'status'), daemonEndpoints, addresses } },
      'status',
    );
  }
}

/** A client with the token of a ServiceAccount, and nothing else. */
export async function clientAs(cluster: Cluster, namespace: string, name: string): Promise<KubeClient> {
  const token = await tokenOf(cluster, namespace, name);
  return new KubeClient({ port: cluster.port, caPem: cluster.authority.pem, token });
}

/** A token of a ServiceAccount, as the kubelet would mount it. */
export async function tokenOf(
  { client }: Cluster,
  namespace: string,
  name: string,
  audience?: string,
): Promise<string> {
  const spec = { expirationSeconds: 7200, ...(audience ? { audiences: [audience] } : {}) };
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const answer = await client.call('POST', path, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec,
  });
  return textAt(answer, 'status', 'token') ?? '';
}

/** kwok with stages of its own: its default ones let a pod without an owner run for ever. */
async function startJobNodes(rig: Rig, cluster: Cluster): Promise<number> {
  const programs = await goTools('kwok', rig.log.note);
  const folder = rig.dataFolder('kwok-jobs');
  const port = await freePort();
  const serving = cluster.authority.issue('kwok');
  const output = join(folder, 'job.log');
  // Ahead of every start: the operator asks for the lines since it last looked.
  const time = new Date(Date.now() + 3_600_000).toISOString();
  writeFileSync(output, `${time} stdout F ${jobOutput}\n`);
  const config = join(folder, 'stages.yaml');
  writeFileSync(
    config,
    stages(output)
      .map((stage) => JSON.stringify(stage))
      .join('\n---\n'),
  );
  const flags = {
    kubeconfig: cluster.kubeconfig,
    config,
    'manage-all-nodes': 'true',
    'node-lease-duration-seconds': '40',
    'server-address': `127.0.0.1:${port}`,
    'tls-cert-file': serving.cert,
    'tls-private-key-file': serving.key,
    cidr: '10.244.0.1/16',
    'node-ip': '127.0.0.1',
    'node-port': String(port),
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  await rig.run({ name: 'kwok-jobs', command: join(programs, 'kwok'), args }, () => accepts(port), 60);
  return port;
}

function stages(output: string): object[] {
  const expression = (key: string, operator: string, values?: string[]) => ({
    key,
    operator,
    ...(values ? { values } : {}),
  });
  const alive = expression('.metadata.deletionTimestamp', 'DoesNotExist');
  const stage = (name: string, matchExpressions: object[], next: object, delay?: object) => ({
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: { matchExpressions },
      ...(delay ? { delay } : {}),
      next,
    },
  });
  const containers = (state: string, ready: boolean) => `containerStatuses:
{{ range .spec.containers }}
- {image: {{ .image | Quote }}, name: {{ .name | Quote }}, ready: ${ready}, restartCount: 0, state: ${state}}
{{ end }}`;
  const running = `{{ $now := Now }}
conditions:
- {type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }}}
- {type: Ready, status: "True", lastTransitionTime: {{ $now | Quote }}}
- {type: ContainersReady, status: "True", lastTransitionTime: {{ $now | Quote }}}
${containers('{running: {startedAt: {{ $now | Quote }}}}', true)}
hostIP: 127.0.0.1
podIP: 10.244.0.2
phase: Running
startTime: {{ $now | Quote }}`;
  const done = `{{ $now := Now }}
${containers('{terminated: {exitCode: 0, finishedAt: {{ $now | Quote }}, reason: Completed}}', false)}
phase: Succeeded`;
  return [
    // Not at once: Airflow uploads and deletes the log of a deferred task while its next part may begin already.
    stage(
      'start',
      [alive, expression('.status.podIP', 'DoesNotExist')],
      { statusTemplate: running },
      { durationMilliseconds: 5000 },
    ),
    stage(
      'complete',
      [
        alive,
        expression('.status.phase', 'In', ['Running']),
        expression('.metadata.labels["hold"]', 'DoesNotExist'),
      ],
      { statusTemplate: done },
      { durationMilliseconds: 1000 },
    ),
    stage('delete', [expression('.metadata.deletionTimestamp', 'Exists')], { delete: true }),
    {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterLogs',
      metadata: { name: 'jobs' },
      spec: { logs: [{ logsFile: output, follow: false }] },
    },
  ];
}
