// Reads the schemas that a live cluster serves: its custom resource definitions and its OpenAPI documents.
import { Agent, request } from 'node:https';
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { schemasOfCrd } from './crds.ts';
import { sourceOfKinds } from './judge.ts';
import { type ClusterAccess, readKubeconfig } from './kubeconfig.ts';
import { schemasOfOpenApi } from './open-api.ts';
import type { SchemaSource } from './source.ts';
import { type KindSchema, kindKey } from './structural.ts';

/** Seconds until a silent server counts as gone. */
const timeoutSeconds = 30;

/**
 * Judges by what the cluster of a kubeconfig's current context accepts.
 * @throws Error when the file can't be used or the cluster does not answer
 */
export async function schemasOfCluster(kubeconfig: string): Promise<SchemaSource> {
  const access = readKubeconfig(kubeconfig);
  const agent = new Agent({ ...access.tls, keepAlive: true, maxSockets: 8 });
  try {
    const get = (path: string) => fetchJson(access, agent, path);
    const kinds = new Map<string, KindSchema>();
    const index = await get('/openapi/v3');
    const documents = isRecord(index) && isRecord(index.paths) ? Object.values(index.paths) : [];
    const urls = documents.flatMap((entry) =>
      isRecord(entry) && typeof entry.serverRelativeURL === 'string' ? [entry.serverRelativeURL] : [],
    );
    const answers = await Promise.all(urls.map(get));
    for (const kind of answers.flatMap(schemasOfOpenApi))
      kinds.set(kindKey(kind.apiVersion, kind.kind), kind);
    // The definitions say more than the OpenAPI documents made from them: rules in CEL, keys of lists, null.
    const crds = await get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
    const items = isRecord(crds) && Array.isArray(crds.items) ? crds.items : [];
    for (const kind of items.flatMap(schemasOfCrd)) kinds.set(kindKey(kind.apiVersion, kind.kind), kind);
    return sourceOfKinds(`schemas of ${access.server}`, [...kinds.values()]);
  } finally {
    agent.destroy();
  }
}

function fetchJson({ server, token }: ClusterAccess, agent: Agent, path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const sent = request(`${server}${path}`, { agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        if (response.statusCode !== 200) {
          reject(new Error(`${server}${path} answers ${response.statusCode}: ${text.slice(0, 200)}`));
          return;
        }
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(new Error(`${server}${path} answers with something that is no JSON`, { cause: error }));
        }
      });
    });
    sent.setTimeout(timeoutSeconds * 1000, () =>
      sent.destroy(new Error(`${server} does not answer within ${timeoutSeconds} seconds`)),
    );
    sent.on('error', reject);
    sent.end();
  });
}
