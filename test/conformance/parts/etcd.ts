// etcd: keeps what the API server stores, in a folder of this run.

import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Supervised } from '../lib/process.ts';
import type { Rig } from '../lib/rig.ts';
import { debianTool } from '../lib/tools.ts';

/** A running etcd. */
export type Etcd = { url: string; dataFolder: string; program: Supervised };

/** Starts etcd on a data folder, which may hold an earlier state. */
export function startEtcd(rig: Rig, name: string, dataFolder: string): Promise<Etcd> {
  return onFreePorts(() => startOnPorts(rig, name, dataFolder));
}

async function startOnPorts(rig: Rig, name: string, dataFolder: string): Promise<Etcd> {
  const [client, peer] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${client}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  const flags = {
    name: 'conformance',
    'data-dir': dataFolder,
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `conformance=${peerUrl}`,
    // The state of one run is not worth waiting for the disk at every write.
    'unsafe-no-fsync': 'true',
    logger: 'zap',
    'log-level': 'warn',
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  const command = debianTool('etcd', 'etcd-server');
  const program = await rig.run({ name: `etcd-${name}`, command, args }, () => accepts(client), 20);
  return { url, dataFolder, program };
}
