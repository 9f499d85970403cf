// The HTTPS connection to an API server: one request, one answer, or an answer that goes on.

import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { textAt } from './json.ts';

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

/** The media types of what is sent. */
export const mediaTypes = {
  create: 'application/json',
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
};

/** Connections to one API server, kept open between requests. */
export class KubeConnection {
  readonly #endpoint: Endpoint;
  readonly #agent: Agent;
  readonly #streamAgent: Agent;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 16, ca: endpoint.caPem });
    this.#streamAgent = new Agent({ keepAlive: false, ca: endpoint.caPem });
  }

  /** Closes all connections. */
  close(): void {
    this.#agent.destroy();
    this.#streamAgent.destroy();
  }

  /** Sends one request, a text as it is; any answer of the server is returned, only a broken connection throws. */
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
              body: parseAnswer(text),
              warnings: warningsOf(response.headers.warning),
            }),
          );
        },
      );
      sent.setTimeout(60_000, () => sent.destroy(new Error(`no answer to ${method} ${path} in 60 s`)));
      sent.on('error', reject);
      sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  /** Asks for an answer that goes on until `end` is called; `over` is called once when it ends by itself. */
  stream(path: string, take: (response: IncomingMessage) => void, over: () => void): { end(): void } {
    const options = { ...this.#target('GET', path), agent: this.#streamAgent, headers: this.#headers() };
    let told = false;
    const tell = () => {
      if (!told) over();
      told = true;
    };
    const sent = request(options, (response) => {
      response.on('error', () => {});
      response.on('close', tell);
      take(response);
    });
    sent.on('error', tell);
    sent.end();
    return {
      end: () => {
        told = true;
        sent.destroy();
      },
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

/** Reads JSON; a text that is none becomes the message of an answer. */
export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
}

// A Warning header reads `299 - "text"`, several of them joined by commas.
function warningsOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '');
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('\\"', '"'),
  );
}
