// Knows the folders of a tree by the names that Applications have for them.
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { indexOf } from './environment-index.ts';
import { dig, text } from './read.ts';

/** An Application, and the folder of the repository that it syncs, for example `generated/prod/airflow`. */
export interface SyncedFolder {
  readonly application: CheckedObject;
  readonly path: string;
}

const known = new WeakMap<CheckedEnvironment, (object: CheckedObject) => string>();

/** The Applications of an environment that sync a folder. */
export function syncedFolders(environment: CheckedEnvironment): SyncedFolder[] {
  return indexOf(environment)
    .ofKind('argoproj.io/Application')
    .flatMap((application) => {
      const path = text(dig(application.manifest, 'spec', 'source', 'path'))?.replace(/\/$/, '');
      return path === undefined ? [] : [{ application, path }];
    });
}

/**
 * Gives the folder of an object as Applications name it. The tree may lie elsewhere than in the repository, such as
 * a copy that `--path` names: then what stands before `prod/airflow` is replaced.
 */
export function repositoryFolderOf(environment: CheckedEnvironment): (object: CheckedObject) => string {
  const found = known.get(environment) ?? findFolders(environment);
  known.set(environment, found);
  return found;
}

function findFolders(environment: CheckedEnvironment): (object: CheckedObject) => string {
  const paths = syncedFolders(environment).map(({ path }) => path);
  const folders = new Set(environment.objects.map(folderOf));
  if (paths.some((path) => folders.has(path))) return folderOf;
  const roots = new Map(paths.map((path) => [below(path), rootOf(path)]));
  const twin = [...folders].find((folder) => roots.has(below(folder)));
  const from = twin && rootOf(twin);
  const to = twin && roots.get(below(twin));
  if (from === undefined || to === undefined) return folderOf;
  return (object) => {
    const folder = folderOf(object);
    return folder.startsWith(from) ? to + folder.slice(from.length) : folder;
  };
}

/** Folder of an object as messages show it. */
export function folderOf({ file }: CheckedObject): string {
  return file.slice(0, file.lastIndexOf('/'));
}

/** The last two names of a path: environment and application. */
function below(path: string): string {
  return path.split('/').slice(-2).join('/');
}

function rootOf(path: string): string {
  return path.slice(0, path.length - below(path).length);
}
