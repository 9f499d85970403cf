// Crossplane's core and its composition functions, as processes beside the API server.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../lib/json.ts';
import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools, MissingTool } from '../lib/tools.ts';
import type { Cluster } from './cluster.ts';

/** A composition function that the rig can run, by the name of its package. */
export type FunctionName = 'function-patch-and-transform' | 'function-auto-ready';

const namespace = 'crossplane-system';
const packagePath = 'xpkg.crossplane.io/crossplane-contrib';

/**
 * Starts the core with its webhooks. XRDs are established and XRs reconciled as soon as they are applied;
 * a composition's functions have to be started with `startFunctions` first.
 */
export function startCrossplane(rig: Rig, cluster: Cluster): Promise<void> {
  return onFreePorts(() => startOnPorts(rig, cluster));
}

async function startOnPorts(rig: Rig, cluster: Cluster): Promise<void> {
  const programs = await goTools('crossplane', rig.log.note);
  const certificate = cluster.authority.issue('crossplane');
  const data = rig.dataFolder('crossplane');
  const [webhook, metrics, health] = [await freePort(), await freePort(), await freePort()];
  await cluster.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const flags = {
    namespace,
    'tls-client-certs-dir': certificate.folder,
    'tls-server-certs-dir': certificate.folder,
    'xpkg-cache-dir': join(data, 'xpkg'),
    'webhook-port': webhook,
    'metrics-port': metrics,
    'health-probe-port': health,
    // The guard against endless reconciling would hold back the quick changes that the rig makes on purpose.
    'circuit-breaker-burst': '10000',
    'circuit-breaker-refill-rate': '1000',
  };
  const args = ['core', 'start', ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)];
  await rig.run(
    {
      name: 'crossplane',
      command: join(programs, 'crossplane'),
      args,
      env: { KUBECONFIG: cluster.kubeconfig },
    },
    async () => (await accepts(webhook)) && (await accepts(health)),
    90,
  );
  await cluster.client.apply(usageWebhook(webhook, cluster.authority.pem));
}

/**
 * Starts the functions that compositions name and tells the core where they listen. The core finds a
 * function by its FunctionRevision; the package manager that would write one needs a registry, so the rig does.
 * @throws MissingTool when one of them cannot be had on this machine
 */
export async function startFunctions(rig: Rig, cluster: Cluster, functions: FunctionName[]): Promise<void> {
  for (const name of functions) {
    const certificate = cluster.authority.issue(name);
    const port = await startFunction(rig, name, [`--tls-certs-dir=${certificate.folder}`]);
    const revision = functionRevision(name);
    await cluster.client.apply(revision);
    await cluster.client.merge(
      revision,
      { status: { endpoint: `localhost:${port}`, capabilities: ['composition'] } },
      'status',
    );
  }
}

/** Starts one function with the options that say whom it trusts; returns its port. */
export async function startFunction(rig: Rig, name: FunctionName, trust: string[]): Promise<number> {
  const command = await functionProgram(rig, name);
  return onFreePorts(async () => {
    const port = await freePort();
    const args = ['--network=tcp', `--address=127.0.0.1:${port}`, ...trust];
    await rig.run({ name, command, args }, () => accepts(port), 30);
    return port;
  });
}

/** The path of a function's program. @throws MissingTool */
async function functionProgram(rig: Rig, name: FunctionName): Promise<string> {
  if (name === 'function-patch-and-transform') {
    const given = process.env.FUNCTION_PATCH_AND_TRANSFORM;
    if (given && !existsSync(given))
      throw new MissingTool(name, `FUNCTION_PATCH_AND_TRANSFORM names ${given}, which does not exist`);
    if (given) return given;
  }
  return join(await goTools(name, rig.log.note), name);
}

function functionRevision(name: FunctionName): KubeObject {
  return {
    apiVersion: 'pkg.crossplane.io/v1',
    kind: 'FunctionRevision',
    metadata: {
      name: `${name}-conformance`,
      labels: { 'pkg.crossplane.io/package': name },
      // The package manager would try to unpack the image.
      annotations: { 'crossplane.io/paused': 'true' },
    },
    spec: {
      image: `${packagePath}/${name}:conformance`,
      desiredState: 'Active',
      revision: 1,
      ignoreCrossplaneConstraints: true,
    },
  };
}

// Crossplane's own installation registers this webhook; it is what makes a Usage hold back a deletion.
function usageWebhook(port: number, caPem: string): KubeObject {
  const url = `https://127.0.0.1:${port}/validate-no-usages`;
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'crossplane-no-usages' },
    webhooks: [
      {
        name: 'nousages.protection.crossplane.io',
        admissionReviewVersions: ['v1'],
        clientConfig: { url, caBundle: Buffer.from(caPem).toString('base64') },
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        objectSelector: { matchLabels: { 'crossplane.io/in-use': 'true' } },
        rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['DELETE'], resources: ['*'] }],
        sideEffects: 'None',
      },
    ],
  };
}
