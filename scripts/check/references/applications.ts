// Argo CD: applications find their files and their project, and the project allows all of it.
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview, isSyncedElsewhere } from '../kit/environment-index.ts';
import { groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { dig, type Fields, fields, itemsAt, list, text } from '../kit/read.ts';
import { repositoryFolderOf, syncedFolders } from '../kit/synced-folders.ts';
import type { CheckedEnvironment, CheckedObject, Violation } from '../rule.ts';

const applicationKind = 'argoproj.io/Application';
const projectKind = 'argoproj.io/AppProject';

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
}

/** Applications that sync a folder, with that folder and the objects in it. */
function foldersOf(environment: CheckedEnvironment) {
  const folders = Map.groupBy(environment.objects, repositoryFolderOf(environment));
  return syncedFolders(environment).map(({ application: object, path }) => ({
    object,
    path,
    objects: folders.get(path),
    folders,
  }));
}

export const applicationPath = environmentRule({
  id: 'references/application-path',
  title: 'An Application syncs a folder of the tree',
  why: 'Argo CD can’t compare: the application is Unknown, and nothing is applied.',
  fix: 'Write the path of a folder of the tree.',
  *check(environment) {
    const folderIn = repositoryFolderOf(environment);
    const parents = new Set(environment.objects.map((object) => parentOf(folderIn(object))));
    for (const { object, path, objects, folders } of foldersOf(environment)) {
      // The hub syncs folders of other environments, which are not in this room.
      if (objects || !parents.has(parentOf(path))) continue;
      yield {
        object,
        path: 'spec.source.path',
        what: `The tree has no folder ${show(path)}.`,
        fix: fixMissing(path, folders.keys()),
      };
    }
  },
});

export const unsyncedFolder = environmentRule({
  id: 'references/unsynced-folder',
  title: 'Every folder of the tree is synced by an Application',
  why: 'Its manifests are reviewed and committed, and never applied.',
  fix: 'Add an Application for the folder.',
  *check(environment) {
    const synced = foldersOf(environment);
    if (synced.length === 0) return; // The tree is not that of Argo CD.
    const paths = new Set(synced.map(({ path }) => path));
    const folderIn = repositoryFolderOf(environment);
    const seen = new Set<string>();
    for (const object of environment.objects) {
      const folder = folderIn(object);
      if (paths.has(folder) || isPreview(object) || isSyncedElsewhere(object) || seen.has(folder)) continue;
      seen.add(folder);
      yield { object, what: `No Application syncs the folder ${show(folder)}.` };
    }
  },
});

/** True when a pattern with `*` of a project fits. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/ */
function fits(pattern: unknown, value: string): boolean {
  if (typeof pattern !== 'string') return false;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(value);
}

/** True when a list of allowed or denied things holds the value; entries with `!` deny. */
function allows(entries: readonly unknown[], value: string): boolean {
  const denied = entries.some(
    (one) => typeof one === 'string' && one.startsWith('!') && fits(one.slice(1), value),
  );
  return !denied && entries.some((one) => fits(one, value));
}

export const applicationProject = environmentRule({
  id: 'references/application-project',
  title: 'The project of an Application exists and allows its source and destination',
  why: 'Argo CD refuses to sync the application.',
  fix: 'Name a project that allows the repository and the namespace, or widen the project.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of index.ofKind(applicationKind)) {
      const spec = fields(object.manifest.spec);
      const name = text(spec.project) ?? 'default';
      const project = index.find(projectKind, name, namespaceOf(object));
      if (!project) {
        yield {
          object,
          path: 'spec.project',
          what: `There is no project ${show(name)}.`,
          fix: fixMissing(name, index.names(projectKind)),
        };
        continue;
      }
      const allowed = fields(project.manifest.spec);
      const sources = [
        { path: 'spec.source', value: fields(spec.source) },
        ...itemsAt(spec.sources, 'spec.sources'),
      ];
      for (const { path, value } of sources) {
        const repository = text(value.repoURL);
        if (repository === undefined || allows(list(allowed.sourceRepos), repository)) continue;
        yield {
          object,
          path: `${path}.repoURL`,
          what: `Project ${show(name)} does not allow the repository ${show(repository)}.`,
        };
      }
      const destination = fields(spec.destination);
      const fitting = itemsAt(allowed.destinations, '').some(({ value }) =>
        allowsDestination(value, destination),
      );
      if (!fitting) {
        const { server, name: cluster, namespace } = destination;
        yield {
          object,
          path: 'spec.destination',
          what: `Project ${show(name)} does not allow ${namespace ?? 'any namespace'} of ${server ?? cluster}.`,
        };
      }
    }
  },
});

function allowsDestination(allowed: Fields, { server, name, namespace }: Fields): boolean {
  const cluster = text(server) ? fits(allowed.server, String(server)) : fits(allowed.name, String(name));
  return cluster && (text(namespace) === undefined || fits(allowed.namespace, String(namespace)));
}

export const projectKinds = environmentRule({
  id: 'references/project-kinds',
  title: 'The project of a folder allows the kinds and namespaces in it',
  why: 'Argo CD refuses to apply the object: "not permitted in project".',
  fix: 'Add the kind or the namespace to the project, or move the object.',
  *check(environment) {
    const index = indexOf(environment);
    for (const { object: application, objects } of foldersOf(environment)) {
      const name = text(dig(application.manifest, 'spec', 'project')) ?? 'default';
      const project = index.find(projectKind, name, namespaceOf(application));
      if (!project) continue;
      const allowed = fields(project.manifest.spec);
      const server = dig(application.manifest, 'spec', 'destination', 'server');
      for (const object of objects ?? []) yield* objectFaults(object, allowed, name, server);
    }
  },
});

function* objectFaults(
  object: CheckedObject,
  project: Fields,
  name: string,
  server: unknown,
): Generator<Violation> {
  const group = groupOf(String(object.manifest.apiVersion));
  const { kind } = object.manifest;
  const namespace = namespaceOf(object);
  const listed = (entries: unknown) =>
    itemsAt(entries, '').some(
      ({ value }) =>
        fits(value.group, group) &&
        fits(value.kind, kind) &&
        (value.name === undefined || fits(value.name, nameOf(object))),
    );
  // Absent lists mean: no cluster-scoped kind, and every namespaced one.
  const permitted =
    namespace === undefined
      ? listed(project.clusterResourceWhitelist) && !listed(project.clusterResourceBlacklist)
      : (project.namespaceResourceWhitelist === undefined || listed(project.namespaceResourceWhitelist)) &&
        !listed(project.namespaceResourceBlacklist);
  if (!permitted) {
    yield {
      object,
      path: 'kind',
      what: `Project ${show(name)} does not allow ${kind}${group ? ` of ${group}` : ''}${namespace ? '' : ` ${show(nameOf(object))}`}.`,
    };
  }
  if (namespace === undefined) return;
  const reachable = itemsAt(project.destinations, '').some(({ value }) =>
    allowsDestination(value, { server, namespace }),
  );
  if (!reachable)
    yield {
      object,
      path: 'metadata.namespace',
      what: `Project ${show(name)} does not allow the namespace ${show(namespace)}.`,
    };
}
