// What stands here for what the generated manifests name: hosts, credentials, and what the cluster itself adds.
// This is the whole list. Everything else that a component gets is read from its manifest.

import { randomBytes } from 'node:crypto';
import { fieldsAt, isFields, listAt, textAt } from '../lib/json.ts';
import type { EnvironmentTree } from '../lib/tree.ts';

/** Addresses and credentials of one run. */
export type StandIns = {
  /** Texts in variables and files, by what the manifests write. */
  texts: ReadonlyMap<string, string>;
  /** Values of ConfigMaps that the cloud would publish, by `name/key`. */
  published: ReadonlyMap<string, string>;
  /** Values of Secrets that External Secrets would write, by `name/key`. */
  secrets: ReadonlyMap<string, string>;
  /** Ports that all components would otherwise share on one address, by the option that sets them. */
  ports: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** What the official image sets for every process (Dockerfile of apache/airflow 3.3.2). */
export const imageVariables = {
  AIRFLOW_HOME: '/opt/airflow',
  DUMB_INIT_SETSID: '1',
  HOME: '/home/airflow',
  LANG: 'C.UTF-8',
  PYTHONUNBUFFERED: '1',
} as const;

/** Services that the components reach by name, and the Deployment that answers. */
const services = ['api-server', 'execution-api'] as const;

/** The texts to replace: host and port of each Service, and the host of the StatsD exporter. */
export function textsFor(ports: Readonly<Record<(typeof services)[number], number>>): Map<string, string> {
  return new Map([
    ...services.map(
      (name) => [`airflow-${name}.airflow.svc.cluster.local:8080`, `127.0.0.1:${ports[name]}`] as const,
    ),
    ['statsd-exporter.observability.svc.cluster.local', '127.0.0.1'],
  ]);
}

/** Replaces all texts in a value. */
export function localized(value: string, { texts }: StandIns): string {
  return [...texts].reduce((text, [from, to]) => text.replaceAll(from, to), value);
}

/**
 * The values of all Secrets: random, of the length that the generator of the manifest asks for, and in
 * base64 where its template says so. What people would store by hand is `conformance`.
 */
export function secretValues({ manifests }: EnvironmentTree): Map<string, string> {
  const ofKind = (kind: string) =>
    manifests.filter(({ object }) => object.kind === kind).map(({ object }) => object);
  const lengths = new Map(
    ofKind('Password').map(({ metadata, ...object }) => [
      metadata.name,
      Number(fieldsAt(object, 'spec').length),
    ]),
  );
  const generated = new Map<string, string>();
  for (const push of ofKind('PushSecret')) {
    const length = lengths.get(textAt(push, 'spec', 'selector', 'generatorRef', 'name') ?? '') ?? 0;
    const remote = textAt(push, 'spec', 'data', 0, 'match', 'remoteRef', 'remoteKey') ?? '';
    generated.set(remote, randomBytes(length).toString('hex').slice(0, length));
  }
  const values = new Map<string, string>();
  for (const secret of ofKind('ExternalSecret')) {
    const name = textAt(secret, 'spec', 'target', 'name') ?? '';
    const template = fieldsAt(secret, 'spec', 'target', 'template', 'data');
    for (const entry of listAt(secret, 'spec', 'data').filter(isFields)) {
      const key = textAt(entry, 'secretKey') ?? '';
      const value = generated.get(textAt(entry, 'remoteRef', 'key') ?? '') ?? 'conformance';
      const encoded = String(template[key] ?? '').includes('b64enc');
      values.set(`${name}/${key}`, encoded ? Buffer.from(value).toString('base64') : value);
    }
  }
  return values;
}
