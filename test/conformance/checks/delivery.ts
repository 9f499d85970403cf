// Rewrites a tree so that Argo CD can sync it here: from a local repository, without what needs a network.

import { dirname } from 'node:path';
import { dump } from 'js-yaml';
import { copy, fieldsAt, isFields, type KubeObject, listAt, textAt } from '../lib/json.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';

/** An environment as it is delivered here. */
export type Delivery = {
  /** The Application that delivers all others. */
  root: KubeObject;
  /** Applications from our own repository, the root included. */
  own: Manifest[];
  /** Applications whose charts or repositories cannot be fetched here. */
  thirdParty: Manifest[];
  /** The address of our own repository, as the tree writes it. */
  repository: string;
  /** Files of the local repository, by path. */
  files: Map<string, string>;
  /** Branches and tags that the tree asks for. */
  revisions: string[];
  /** The settings of Argo CD itself, where the tree gives them. */
  settings: { [key: string]: string };
};

/** Plans the delivery of an environment from `url`. @throws when the tree has no root Application */
export function planDelivery(environment: EnvironmentTree, url: string): Delivery {
  const synced = environment.manifests.filter((manifest) => !isPreview(manifest));
  const applications = synced.filter(({ object }) => object.kind === 'Application');
  // The root is the one that delivers the folder in which the other Applications lie.
  const folders = new Set(applications.map(({ file }) => dirname(file)));
  const root = applications.find(({ object }) => {
    const path = textAt(object, 'spec', 'source', 'path') ?? '';
    return [...folders].some((folder) => `/${path}/`.endsWith(`/${folder}/`));
  });
  const repository = textAt(root?.object, 'spec', 'source', 'repoURL');
  const path = textAt(root?.object, 'spec', 'source', 'path');
  if (!root || !repository || !path)
    throw new Error(`${environment.name}: no Application delivers the folder in which the Applications lie`);
  const own = applications.filter(({ object }) =>
    sourcesOf(object).every((source) => source.repoURL === repository && !source.chart),
  );
  const thirdParty = applications.filter((manifest) => !own.includes(manifest));
  const here = (object: KubeObject) => localized(object, repository, url);
  const prefix = path.slice(0, path.lastIndexOf(`${environment.name}/`));
  const files = new Map(
    [...synced, ...environment.borrowed]
      .filter((manifest) => !thirdParty.includes(manifest))
      .map(({ file, object }) => [`${prefix}${file}`, dump(here(object))]),
  );
  const revisions = own.flatMap(({ object }) => textAt(object, 'spec', 'source', 'targetRevision') ?? []);
  return {
    root: here(root.object),
    own,
    thirdParty,
    repository,
    files,
    revisions: [...new Set(revisions)].filter((revision) => !isCommit(revision)),
    settings: settingsOf(synced),
  };
}

function sourcesOf(application: KubeObject): { [key: string]: unknown }[] {
  const single = fieldsAt(application, 'spec', 'source');
  return [
    ...(Object.keys(single).length > 0 ? [single] : []),
    ...listAt(application, 'spec', 'sources').filter(isFields),
  ];
}

const isCommit = (revision: string) => /^[0-9a-f]{40}$/.test(revision);

// Only the kinds that say where things come from: a repository's address elsewhere is part of a manifest.
function localized(object: KubeObject, repository: string, url: string): KubeObject {
  if (!['Application', 'AppProject', 'ApplicationSet'].includes(object.kind)) return object;
  const walk = (value: unknown, key?: string): unknown => {
    if (value === repository) return url;
    // A commit of the real repository does not exist here; what it holds does.
    if (key === 'targetRevision' && typeof value === 'string' && isCommit(value)) return 'main';
    if (Array.isArray(value)) return value.map((item) => walk(item));
    if (isFields(value))
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
    return value;
  };
  return { ...object, spec: walk(copy(object.spec)) };
}

/** Argo CD's settings: a ConfigMap argocd-cm in the tree, or the values of Argo CD's own chart. */
function settingsOf(manifests: Manifest[]): { [key: string]: string } {
  const found: { [key: string]: string } = {};
  for (const { object } of manifests) {
    const candidates =
      object.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm'
        ? [fieldsAt(object, 'data')]
        : sourcesFrom(object).map((source) => fieldsAt(source, 'helm', 'valuesObject', 'configs', 'cm'));
    for (const [key, value] of candidates.flatMap((candidate) => Object.entries(candidate)))
      if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
        found[key] = String(value);
  }
  return found;
}

function sourcesFrom(object: KubeObject): { [key: string]: unknown }[] {
  return object.kind === 'Application' ? sourcesOf(object).filter(({ chart }) => chart === 'argo-cd') : [];
}
