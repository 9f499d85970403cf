// moto: plays the few AWS services that Airflow's own code asks: STS, S3 and Secrets Manager.

import { join } from 'node:path';
import { textAt } from '../lib/json.ts';
import { accepts, freePort } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import type { Python } from './python.ts';

/** A running moto. */
export type Moto = {
  url: string;
  createBucket(name: string): Promise<void>;
  /** Stores a secret and returns its ARN. */
  createSecret(name: string, value: string): Promise<string>;
  /** Paths of all objects of a bucket. */
  objects(bucket: string): Promise<string[]>;
  object(bucket: string, path: string): Promise<string>;
};

/** Starts moto for one region of one account. */
export async function startMoto(
  rig: Rig,
  python: Python,
  { region, account }: { region: string; account: string },
): Promise<Moto> {
  const port = await freePort();
  const command = join(python.folder, 'bin', 'moto_server');
  const cwd = rig.dataFolder('moto');
  await rig.run({ name: 'moto', command, args: ['-H', '127.0.0.1', '-p', String(port)], cwd }, () =>
    accepts(port),
  );
  const url = `http://127.0.0.1:${port}`;
  const call = async (service: string, path: string, init: RequestInit = {}): Promise<string> => {
    // moto picks the service by the scope of the signature, and does not check the signature.
    const authorization = `AWS4-HMAC-SHA256 Credential=rig/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const answer = await fetch(`${url}${path}`, {
      ...init,
      headers: { authorization, 'x-moto-account-id': account, ...init.headers },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`moto refuses ${service} ${path}: ${text.slice(0, 300)}`);
    return text;
  };
  return {
    url,
    createBucket: async (name) => {
      const body = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
      await call('s3', `/${name}`, { method: 'PUT', body });
    },
    createSecret: async (name, value) => {
      const body = JSON.stringify({
        Name: name,
        SecretString: value,
        ClientRequestToken: crypto.randomUUID(),
      });
      const headers = {
        'x-amz-target': 'secretsmanager.CreateSecret',
        'content-type': 'application/x-amz-json-1.1',
      };
      const said: unknown = JSON.parse(await call('secretsmanager', '/', { method: 'POST', body, headers }));
      return textAt(said, 'ARN') ?? '';
    },
    objects: async (bucket) => {
      const list = await call('s3', `/${bucket}?list-type=2&encoding-type=url`);
      return [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => decodeURIComponent(key));
    },
    object: (bucket, path) => call('s3', `/${bucket}/${path.split('/').map(encodeURIComponent).join('/')}`),
  };
}
