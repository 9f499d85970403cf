// Where the project is, what it generates and where somebody called it from.
import { resolve } from 'node:path';

/** A project that the command line works on. Tests have small ones. */
export interface Project {
  /** Absolute path of the project. */
  root: string;
  /** Absolute path of the folder of caches, which may be deleted at any time. */
  cache: string;
  /** URL of the module that tells what to generate: a `ProductModule`. */
  productUrl: string;
  /** Name of the committed tree, as messages show it. */
  treeName: string;
  /** Absolute path of the committed tree. */
  tree: string;
  /** Makes a path absolute that somebody typed on the command line. */
  fromInvoker(path: string): string;
}

/** The project in a folder. */
export function projectAt(root: string, productUrl: string): Project {
  const treeName = 'generated';
  return {
    root,
    cache: resolve(root, '.cache'),
    productUrl,
    treeName,
    tree: resolve(root, treeName),
    fromInvoker: (path) => resolve(invokedFrom(root), path),
  };
}

/** npm starts scripts in the project's root and keeps the folder that it was called from in INIT_CWD. */
function invokedFrom(root: string): string {
  const { INIT_CWD, npm_package_json } = process.env;
  const startedByNpm = npm_package_json === resolve(root, 'package.json') && process.cwd() === root;
  return startedByNpm && INIT_CWD ? INIT_CWD : process.cwd();
}
