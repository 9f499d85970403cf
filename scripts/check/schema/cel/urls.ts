// Functions on URLs: url, isURL and the parts of a URL.
import type { Environment } from '@marcbachmann/cel-js';

/** A URL, or a path that starts with a slash, in its parts. */
class Url {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(text: string) {
    const parts = /^(?:([A-Za-z][A-Za-z\d+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]*))?(\/[^?#]*)?(?:\?([^#]*))?$/.exec(
      text,
    );
    if (!parts || text === '' || (parts[1] === undefined && !text.startsWith('/')))
      throw new Error(`URL parse error during conversion from string: ${JSON.stringify(text)}`);
    this.scheme = parts[1] ?? '';
    this.host = parts[2] ?? '';
    this.path = parts[3] ?? '';
    this.query = parts[4] ?? '';
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? '';
  }
}

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library */
export function registerUrls(environment: Environment): void {
  environment
    .registerType('kubernetes.URL', Url)
    .registerFunction('url(string): kubernetes.URL', (text: string) => new Url(text))
    .registerFunction('isURL(string): bool', isUrl)
    .registerFunction('kubernetes.URL.getScheme(): string', (url: Url) => url.scheme)
    .registerFunction('kubernetes.URL.getHost(): string', (url: Url) => url.host)
    .registerFunction('kubernetes.URL.getHostname(): string', (url: Url) => url.hostname)
    .registerFunction('kubernetes.URL.getPort(): string', (url: Url) => url.port)
    .registerFunction('kubernetes.URL.getEscapedPath(): string', (url: Url) => encodeURI(decodeURI(url.path)))
    .registerFunction('kubernetes.URL.getQuery(): map<string, list<string>>', (url: Url) => {
      const query = new Map<string, string[]>();
      for (const [name, value] of new URLSearchParams(url.query)) {
        query.set(name, [...(query.get(name) ?? []), value]);
      }
      return query;
    });
}

function isUrl(text: string): boolean {
  try {
    return Boolean(new Url(text));
  } catch {
    return false;
  }
}
