// Argo CD's repo-server and application-controller, as processes beside the API server.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { privateFolder } from '../lib/files.ts';
import type { KubeObject } from '../lib/json.ts';
import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';
import type { Cluster } from './cluster.ts';
import { startRedis } from './redis.ts';

/** Where Argo CD and its Applications live. */
export const argocdNamespace = 'argocd';

/**
 * Starts Argo CD.
 * @param settings the data of its ConfigMap `argocd-cm`: health checks, exclusions and the like
 */
export async function startArgoCd(
  rig: Rig,
  cluster: Cluster,
  settings: { [key: string]: string },
): Promise<void> {
  const command = join(await goTools('argocd', rig.log.note), 'argocd');
  for (const object of configuration(settings)) await cluster.client.apply(object);
  const redis = await startRedis(rig);
  const data = rig.dataFolder('argocd');
  const env = {
    KUBECONFIG: cluster.kubeconfig,
    HOME: data,
    TMPDIR: privateFolder(join(data, 'tmp')),
    ARGOCD_TLS_DATA_PATH: privateFolder(join(data, 'tls')),
    ARGOCD_SSH_DATA_PATH: privateFolder(join(data, 'ssh')),
    ARGOCD_GPG_ENABLED: 'false',
    // Destinations name the cluster as its own pods would: https://kubernetes.default.svc.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_K8S_CLIENT_QPS: '300',
    ARGOCD_K8S_CLIENT_BURST: '600',
    // Between waves it waits for health, which is what is tried, and not for the clock as well.
    ARGOCD_SYNC_WAVE_DELAY: '0',
  };
  const redisFlag = `--redis=127.0.0.1:${redis.port}`;
  const begin = (name: string, port: number, args: string[]) =>
    rig.run({ name, command, args, env: { ...env, ARGOCD_BINARY_NAME: name } }, () => accepts(port));
  const repoPort = await onFreePorts(async () => {
    const [port, metrics] = [await freePort(), await freePort()];
    const listen = ['--address=127.0.0.1', `--port=${port}`];
    const measure = ['--metrics-address=127.0.0.1', `--metrics-port=${metrics}`];
    await begin('argocd-repo-server', port, [...listen, ...measure, '--disable-tls', redisFlag]);
    return port;
  });
  await onFreePorts(async () => {
    const metrics = await freePort();
    await begin('argocd-application-controller', metrics, [
      `--kubeconfig=${cluster.kubeconfig}`,
      `--namespace=${argocdNamespace}`,
      redisFlag,
      `--repo-server=127.0.0.1:${repoPort}`,
      '--repo-server-plaintext',
      `--metrics-port=${metrics}`,
      // Comparing again what has not changed took half of its computing time at the ten seconds of before.
      '--app-resync=120',
      '--app-resync-jitter=0',
    ]);
  });
}

// Argo CD finds its own configuration by this label.
const labels = { 'app.kubernetes.io/part-of': 'argocd' };

function configuration(settings: { [key: string]: string }): KubeObject[] {
  const meta = (name: string) => ({ name, namespace: argocdNamespace, labels });
  const maps = ['argocd-rbac-cm', 'argocd-tls-certs-cm', 'argocd-ssh-known-hosts-cm', 'argocd-gpg-keys-cm'];
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: argocdNamespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('argocd-cm'), data: settings },
    ...maps.map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name) })),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: meta('argocd-secret'),
      stringData: { 'server.secretkey': randomBytes(32).toString('base64') },
    },
  ];
}
