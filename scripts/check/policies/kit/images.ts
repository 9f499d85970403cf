// Takes the name of an image apart.

/** The parts of `registry/repository:tag@digest`. */
export interface Image {
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
}

/** Takes an image apart, as container runtimes do; a name without a registry is one of Docker Hub. */
export function readImage(text: string): Image {
  const [name = '', digest] = text.split('@');
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const path = tagged ? name.slice(0, colon) : name;
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const hasRegistry = /[.:]|^localhost$/.test(first);
  const registry = hasRegistry ? first : 'docker.io';
  const rest = hasRegistry ? path.slice(slash + 1) : path;
  const repository = !hasRegistry && slash < 0 ? `library/${rest}` : rest;
  return {
    registry,
    repository,
    ...(tagged && { tag: name.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}
