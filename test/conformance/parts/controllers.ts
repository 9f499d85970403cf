// kube-controller-manager and kube-scheduler: make pods from workloads and give them nodes.

import { join } from 'node:path';
import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';
import type { Cluster } from './cluster.ts';

/** Starts both for a cluster. */
export async function startControllers(rig: Rig, cluster: Cluster): Promise<void> {
  const programs = await goTools('kubernetes', rig.log.note);
  const shared = { kubeconfig: cluster.kubeconfig, 'bind-address': '127.0.0.1', 'leader-elect': 'false' };
  const begin = (name: string, flags: { [flag: string]: string }) =>
    onFreePorts(() => beginOnPort(name, flags));
  const beginOnPort = async (name: string, flags: { [flag: string]: string }) => {
    const port = await freePort();
    const all = { ...shared, 'secure-port': String(port), 'cert-dir': rig.dataFolder(name), ...flags };
    const args = Object.entries(all).map(([flag, value]) => `--${flag}=${value}`);
    return rig.run({ name, command: join(programs, name), args }, () => accepts(port), 60);
  };
  await begin('kube-controller-manager', {
    'root-ca-file': cluster.caFile,
    'service-account-private-key-file': cluster.serviceAccountKey,
    'kube-api-qps': '300',
    'kube-api-burst': '300',
  });
  await begin('kube-scheduler', { 'kube-api-qps': '300', 'kube-api-burst': '300' });
}
