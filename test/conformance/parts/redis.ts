// Redis: Argo CD's cache.

import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Supervised } from '../lib/process.ts';
import type { Rig } from '../lib/rig.ts';
import { debianTool } from '../lib/tools.ts';

/** Starts Redis without persistence. */
export function startRedis(rig: Rig): Promise<{ port: number; program: Supervised }> {
  return onFreePorts(() => startOnPort(rig));
}

async function startOnPort(rig: Rig): Promise<{ port: number; program: Supervised }> {
  const port = await freePort();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
  const command = debianTool('redis-server', 'redis-server');
  const cwd = rig.dataFolder('redis');
  return { port, program: await rig.run({ name: 'redis', command, args, cwd }, () => accepts(port), 20) };
}
