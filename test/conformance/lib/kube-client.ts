// Talks to the API server over HTTPS: create, apply, read, change and watch, without a process per call.

import { Agent, request } from 'node:https';
import { type Discovery, type KindInfo, readDiscovery } from './discovery.ts';
import { type Fields, isFields, isKubeObject, type KubeObject, listAt, textAt } from './json.ts';

/** How to reach an API server. */
export type Endpoint = { port: number; caPem: string; token: string };

/** What the server answered. */
export type Answer = { status: number; body: unknown; warnings: string[] };

/** A refusal by the server, with its own words. */
export class KubeError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'KubeError';
    this.status = status;
  }
}

/** One change that a watch reports. */
export type Change = { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject };

/** How to write an object: for real or as a dry run; unknown fields are always refused. */
export type WriteOptions = { dryRun?: boolean };

const mediaTypes = {
  create: 'application/json',
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
};

/** A connection to one API server. */
export class KubeClient {
  readonly #endpoint: Endpoint;
  readonly #agent: Agent;
  readonly #watchAgent: Agent;
  #discovery: Discovery | undefined;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 16, ca: endpoint.caPem });
    this.#watchAgent = new Agent({ keepAlive: false, ca: endpoint.caPem });
  }

  /** Closes all connections. */
  close(): void {
    this.#agent.destroy();
    this.#watchAgent.destroy();
  }

  /** Sends one request; any answer of the server is returned, only a broken connection throws. */
  send(method: string, path: string, body?: unknown, mediaType = mediaTypes.create): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { ...this.#target(method, path), agent: this.#agent, headers: this.#headers(mediaType) },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parse(text),
              warnings: warningsOf(response.headers.warning),
            }),
          );
        },
      );
      sent.setTimeout(60_000, () => sent.destroy(new Error(`no answer to ${method} ${path} in 60 s`)));
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
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
    // Version 0 is "whatever the server has": without it the server waits for news that an old etcd never sends.
    const path = `${await this.collection(apiVersion, kind)}?watch=true&resourceVersion=0`;
    let stopped = false;
    let close = () => {};
    const open = () => {
      if (stopped) return;
      const sent = request(
        { ...this.#target('GET', path), agent: this.#watchAgent, headers: this.#headers() },
        (response) => {
          let rest = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            const lines = (rest + chunk).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines) {
              const change = asChange(parse(line));
              if (change && !stopped) report(change);
            }
          });
          response.on('error', () => {});
          response.on('close', again);
        },
      );
      sent.on('error', again);
      sent.end();
      close = () => sent.destroy();
    };
    let waiting = false;
    const again = () => {
      if (waiting || stopped) return;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        open();
      }, 300).unref();
    };
    open();
    return () => {
      stopped = true;
      close();
    };
  }

  #target(method: string, path: string) {
    return { host: '127.0.0.1', port: this.#endpoint.port, method, path };
  }

  #headers(mediaType?: string) {
    return {
      authorization: `Bearer ${this.#endpoint.token}`,
      accept: 'application/json',
      ...(mediaType ? { 'content-type': mediaType } : {}),
    };
  }
}

/** The server's own words about a refusal. */
export function wordsOf(answer: Answer): string {
  return textAt(answer.body, 'message') ?? `HTTP ${answer.status}`;
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
}

function asObject(body: unknown): KubeObject {
  if (isKubeObject(body)) return body;
  throw new Error(
    `the server answered with something that is no object: ${JSON.stringify(body)?.slice(0, 200)}`,
  );
}

function asChange(line: unknown): Change | undefined {
  if (!isFields(line) || !isKubeObject(line.object)) return undefined;
  const { type, object } = line;
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' ? { type, object } : undefined;
}

// A Warning header reads `299 - "text"`, several of them joined by commas.
function warningsOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '');
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('\\"', '"'),
  );
}
