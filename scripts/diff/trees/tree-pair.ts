// Two trees of manifests, wherever they are kept: which files differ, and how to read them.

/** Where the bytes of one file are. */
export type FileRef =
  | { readonly type: 'blob'; readonly id: string }
  | { readonly type: 'file'; readonly path: string }
  /** Another repository, or a symbolic link, in place of a file or folder: nothing that can be read here. */
  | { readonly type: 'submodule' | 'link' };

/** One side of the comparison, as reports name it. */
export interface Side {
  /** For example `merge base with origin/main`, `working tree` or a folder. */
  readonly label: string;
  /** Absent for the working tree, the index and folders. */
  readonly commit?: string;
}

/** One file that is not the same on both sides. `from` and `to` are absent where the file is. */
export interface FilePair {
  /** Path inside the tree, with forward slashes: `prod/airflow/Deployment.scheduler.yaml`. */
  readonly path: string;
  readonly from?: FileRef;
  readonly to?: FileRef;
}

/** One file of one side. */
export interface TreeFile {
  readonly path: string;
  readonly ref: FileRef;
}

/** Which of the two sides. */
export type SideName = 'from' | 'to';

/** Two trees. Reading is lazy: nothing but what differs is looked at unless somebody asks. */
export interface TreePair {
  readonly from: Side;
  readonly to: Side;
  /** Files that differ, in the order of their paths. */
  readonly files: readonly FilePair[];
  /** Names of the environments of a side. */
  environments(side: SideName): readonly string[];
  /** All files below an environment's folder. */
  filesOf(side: SideName, environment: string): readonly TreeFile[];
  /** Those of the paths that the later side has. */
  existing(paths: readonly string[]): readonly string[];
  /** Contents in the order of the references; `undefined` for what can't be read. */
  read(refs: readonly FileRef[]): readonly (Buffer | undefined)[];
  /** Sizes in bytes in the order of the references. */
  sizes(refs: readonly FileRef[]): readonly (number | undefined)[];
}

/** The environment of a path inside a tree: its first folder; empty where there is no `<environment>/<application>/`. */
export function environmentOfPath(path: string): string {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[0] ?? '') : '';
}

/** The application of a path inside a tree: the folder of its file. */
export function applicationOfPath(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** Files that hold manifests; a tree may have others beside them, such as a README. */
export function isManifestPath(path: string): boolean {
  return /\.(ya?ml|json)$/.test(path);
}
