// The API server: validates and stores objects, with Pod Security admission and the usual other plugins.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from '../lib/certificates.ts';
import { KubeClient } from '../lib/kube-client.ts';
import { freePort, onFreePorts } from '../lib/ports.ts';
import type { Supervised } from '../lib/process.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';

/** A running API server. */
export type KubeApiserver = {
  client: KubeClient;
  port: number;
  url: string;
  /** File with an administrator's access, for kubectl and for the other parts. */
  kubeconfig: string;
  /** Key pair for service account tokens, which kube-controller-manager needs too. */
  serviceAccountKey: string;
  caFile: string;
  program: Supervised;
};

/** Starts an API server over an etcd; its objects are whatever that etcd holds. */
export function startKubeApiserver(
  rig: Rig,
  name: string,
  etcdUrl: string,
  authority: Authority,
): Promise<KubeApiserver> {
  return onFreePorts(() => startOnPort(rig, name, etcdUrl, authority));
}

async function startOnPort(
  rig: Rig,
  name: string,
  etcdUrl: string,
  authority: Authority,
): Promise<KubeApiserver> {
  const programs = await goTools('kubernetes', rig.log.note);
  const folder = rig.dataFolder(`kube-apiserver-${name}`);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const serving = authority.issue(`kube-apiserver-${name}`);
  const token = randomBytes(24).toString('hex');
  const tokenFile = join(folder, 'tokens.csv');
  writeFileSync(tokenFile, `${token},conformance,conformance,system:masters\n`, { mode: 0o600 });
  const serviceAccountKey = join(folder, 'service-account.key');
  writeFileSync(serviceAccountKey, newSigningKey(), { mode: 0o600 });
  const flags = {
    'etcd-servers': etcdUrl,
    'bind-address': '127.0.0.1',
    'secure-port': String(port),
    'advertise-address': '127.0.0.1',
    // Loopback addresses are refused as endpoints of the service `kubernetes`; nothing here uses it.
    'endpoint-reconciler-type': 'none',
    'tls-cert-file': serving.cert,
    'tls-private-key-file': serving.key,
    'client-ca-file': authority.caFile,
    'token-auth-file': tokenFile,
    'authorization-mode': 'RBAC',
    'service-cluster-ip-range': '10.96.0.0/16',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': serviceAccountKey,
    'service-account-signing-key-file': serviceAccountKey,
    'allow-privileged': 'true',
    'enable-priority-and-fairness': 'false',
    // These need an etcd that reports its progress, which Debian's 3.4.23 does not: the server would wait in vain
    // and answer "Too large resource version".
    'feature-gates': 'SizeBasedListCostEstimate=false,WatchList=false',
    // A cluster is taken back to an earlier revision between checks, which compaction would forget.
    'etcd-compaction-interval': '0',
    'max-requests-inflight': '0',
    'max-mutating-requests-inflight': '0',
    'cert-dir': folder,
    profiling: 'false',
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  const client = new KubeClient({ port, caPem: authority.pem, token });
  const program = await rig.run(
    { name: `kube-apiserver-${name}`, command: join(programs, 'kube-apiserver'), args },
    async () => (await client.send('GET', '/readyz')).status === 200,
    120,
  );
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigText(url, authority.pem, token), { mode: 0o600 });
  return { client, port, url, kubeconfig, serviceAccountKey, caFile: authority.caFile, program };
}

// The server reads an elliptic-curve key in its older form only.
function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}

function kubeconfigText(server: string, caPem: string, token: string): string {
  const name = 'conformance';
  const cluster = { server, 'certificate-authority-data': Buffer.from(caPem).toString('base64') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}
