// Works with objects on an API server: create, apply, read, change and watch, without a process per call.

import { type Discovery, type KindInfo, readDiscovery } from './discovery.ts';
import { type Fields, isFields, isKubeObject, type KubeObject, listAt } from './json.ts';
import {
  type Answer,
  type Endpoint,
  KubeConnection,
  KubeError,
  mediaTypes,
  wordsOf,
} from './kube-connection.ts';
import { type Change, follow } from './kube-watch.ts';

export { type Answer, KubeError, wordsOf } from './kube-connection.ts';

/** How to write an object: for real or as a dry run; unknown fields are always refused. */
export type WriteOptions = { dryRun?: boolean };

/** A client of one API server. */
export class KubeClient {
  readonly #connection: KubeConnection;
  #discovery: Discovery | undefined;

  constructor(endpoint: Endpoint) {
    this.#connection = new KubeConnection(endpoint);
  }

  /** Closes all connections. */
  close(): void {
    this.#connection.close();
  }

  /** Sends one request; any answer of the server is returned, only a broken connection throws. */
  send(method: string, path: string, body?: unknown, mediaType?: string): Promise<Answer> {
    return this.#connection.send(method, path, body, mediaType);
  }

  /** Like `send`, but a refusal throws. @throws KubeError */
  async call(method: string, path: string, body?: unknown, mediaType?: string): Promise<unknown> {
    const answer = await this.send(method, path, body, mediaType);
    if (answer.status >= 400) throw new KubeError(answer.status, wordsOf(answer));
    return answer.body;
  }

  /** The kinds that the server knows; read anew after `forgetKinds`. */
  async kinds(): Promise<Discovery> {
    this.#discovery ??= await readDiscovery(this);
    return this.#discovery;
  }

  /** Makes the next look at the kinds ask the server, as is needed once a CRD has been added. */
  forgetKinds(): void {
    this.#discovery = undefined;
  }

  /** The URL path of an object's collection. @throws KubeError 404 for an unknown kind */
  async collection(apiVersion: string, kind: string, namespace?: string): Promise<string> {
    const info = (await this.kinds()).get(`${apiVersion}/${kind}`);
    if (!info) throw new KubeError(404, `the server knows no kind ${kind} in ${apiVersion}`);
    return collectionPath(info, namespace);
  }

  /** The URL path of an object. */
  async path(object: KubeObject): Promise<string> {
    const folder = await this.collection(
      object.apiVersion,
      object.kind,
      object.metadata.namespace ?? 'default',
    );
    return `${folder}/${encodeURIComponent(object.metadata.name)}`;
  }

  /** Creates an object with strict field validation. */
  async create(object: KubeObject, options: WriteOptions = {}): Promise<Answer> {
    const folder = await this.collection(
      object.apiVersion,
      object.kind,
      object.metadata.namespace ?? 'default',
    );
    return this.send('POST', `${folder}?${writeQuery(options)}`, object);
  }

  /** Applies an object server-side, as the rig's field manager. @throws KubeError */
  async apply(object: KubeObject): Promise<KubeObject> {
    const path = `${await this.path(object)}?fieldManager=conformance&force=true`;
    return asObject(await this.call('PATCH', path, object, mediaTypes.apply));
  }

  /** Reads an object, or undefined where there is none. @throws KubeError on any other refusal */
  async read(object: KubeObject): Promise<KubeObject | undefined> {
    const answer = await this.send('GET', await this.path(object));
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw new KubeError(answer.status, wordsOf(answer));
    return asObject(answer.body);
  }

  /** All objects of a kind, in one namespace or in all. @throws KubeError */
  async list(apiVersion: string, kind: string, namespace?: string): Promise<KubeObject[]> {
    const body = await this.call('GET', await this.collection(apiVersion, kind, namespace));
    return listAt(body, 'items').flatMap((item) =>
      isFields(item) ? [asObject({ apiVersion, kind, ...item })] : [],
    );
  }

  /** Merges fields into an object, or into its status. @throws KubeError */
  async merge(object: KubeObject, change: Fields, part?: 'status'): Promise<KubeObject> {
    const path = `${await this.path(object)}${part ? `/${part}` : ''}`;
    return asObject(await this.call('PATCH', path, change, mediaTypes.merge));
  }

  /** Asks the server to delete an object, and returns its answer. */
  async remove(object: KubeObject): Promise<Answer> {
    return this.send('DELETE', `${await this.path(object)}?propagationPolicy=Background`);
  }

  /** Reports every object of a kind and each change to one, until stopped; a cut connection is opened again. */
  async watch(apiVersion: string, kind: string, report: (change: Change) => void): Promise<() => void> {
    return follow(this.#connection, await this.collection(apiVersion, kind), report);
  }
}

/** The URL path of a kind's collection. */
export function collectionPath(info: KindInfo, namespace?: string): string {
  const root = info.apiVersion.includes('/') ? `/apis/${info.apiVersion}` : `/api/${info.apiVersion}`;
  const space = info.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${space}/${info.plural}`;
}

function writeQuery({ dryRun }: WriteOptions): string {
  return `fieldValidation=Strict&fieldManager=conformance${dryRun ? '&dryRun=All' : ''}`;
}

function asObject(body: unknown): KubeObject {
  if (isKubeObject(body)) return body;
  throw new Error(
    `the server answered with something that is no object: ${JSON.stringify(body)?.slice(0, 200)}`,
  );
}
