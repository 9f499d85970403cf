// Redis as ElastiCache offers it: TLS only, with a token.

import type { Authority } from '../lib/certificates.ts';
import { accepts, freePort } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { debianTool } from '../lib/tools.ts';

/** Starts Redis without persistence and returns its port. */
export async function startRedisTls(rig: Rig, authority: Authority, token: string): Promise<number> {
  const port = await freePort();
  const certificate = authority.issue('redis');
  const flags = {
    bind: '127.0.0.1',
    port: '0',
    'tls-port': String(port),
    'tls-cert-file': certificate.cert,
    'tls-key-file': certificate.key,
    'tls-ca-cert-file': certificate.ca,
    'tls-auth-clients': 'no',
    requirepass: token,
    save: '',
    appendonly: 'no',
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const command = debianTool('redis-server', 'redis-server');
  const cwd = rig.dataFolder('redis-tls');
  await rig.run({ name: 'redis-tls', command, args, cwd }, () => accepts(port), 20);
  return port;
}
