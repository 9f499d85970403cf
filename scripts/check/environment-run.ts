// Checks the files of one environment, and keeps what came of them for the next run.
import { hash } from 'node:crypto';
import { originIn } from '../generate/header.ts';
import { type FileState, isSameState, settledState, stateHash, stateOf } from './cache/disk-state.ts';
import type { CacheStore } from './cache/store.ts';
import {
  checkEnvironment,
  checkFile,
  type FilePlace,
  type Judges,
  type PlacedObject,
  unreadableFile,
} from './checker.ts';
import { readFile } from './read/read-file.ts';
import { addCoverage, emptyCoverage, type PartResult } from './result.ts';
import type { Layer } from './rule.ts';

/** Findings of these mean that a manifest may not have the type that rules trust. */
const typeLayers: readonly Layer[] = ['input', 'schema'];

/** One environment and its files. */
export interface EnvironmentWork {
  /** Empty for files that belong to none. */
  environment: string;
  kubernetesVersion: string;
  /** Absolute path of the tree. */
  root: string;
  /** The tree as messages show it. */
  treeName: string;
  /** Paths inside the tree, sorted; an empty path is the tree itself, when that is a single file. */
  files: readonly string[];
  nowMillis: number;
}

/** What came of one environment. */
export interface EnvironmentOutcome {
  environment: string;
  result: PartResult;
  /** Hash of the states of all files when they were checked; absent when one may still change unnoticed. */
  state?: string;
}

/** What is kept of a file: everything that the rules of an environment need, without reading it again. */
interface FileRecord {
  path: string;
  /** Hash of the contents; empty for a file that could not be read. */
  hash: string;
  state: FileState | null;
  origin: string | null;
  result: PartResult;
  objects: Pick<PlacedObject, 'document' | 'within'>[];
  manifests: PlacedObject['object']['manifest'][];
}

interface EnvironmentRecord {
  files: FileRecord[];
  /** Hash of what the rules of the environment saw. */
  contents: string;
  result: PartResult;
}

/** Checks an environment. What did not change since the last run is taken from the store. */
export function runEnvironment(
  judges: Judges,
  work: EnvironmentWork,
  store?: CacheStore,
): EnvironmentOutcome {
  // Before reading: a file that changes after this has another state when it is looked at again.
  const state = store && stateHash(work.root, work.files, work.nowMillis);
  const known = store?.read(`environment ${work.environment}`, isRecord);
  const before = new Map(known?.files.map((file) => [file.path, file]));
  const files = work.files.map((path) => recordOf(judges, work, path, before.get(path)));
  const contents = hash(
    'sha256',
    [work.kubernetesVersion, ...files.flatMap((file) => [file.path, file.hash])].join('\n'),
  );
  const result = known?.contents === contents ? known.result : checkWhole(judges, work, files);
  store?.write(`environment ${work.environment}`, { files, contents, result } satisfies EnvironmentRecord);
  return {
    environment: work.environment,
    result: together([...files.map((file) => file.result), result]),
    state,
  };
}

function recordOf(judges: Judges, work: EnvironmentWork, path: string, before?: FileRecord): FileRecord {
  const absolute = path ? `${work.root}/${path}` : work.root;
  if (before && isSameState(before.state, stateOf(absolute, work.nowMillis))) return before;
  const read = readFile(absolute);
  if ('problem' in read) {
    const result = unreadableFile(placeOf(work, path), read.problem);
    return { path, hash: '', state: null, origin: null, result, objects: [], manifests: [] };
  }
  const state = settledState(read.stats, work.nowMillis) ?? null;
  const contents = hash('sha256', read.bytes);
  if (before?.hash === contents) return { ...before, state };
  const origin = originIn(read.bytes);
  const { result, objects } = checkFile(judges, placeOf(work, path, origin), read.bytes);
  return {
    path,
    hash: contents,
    state,
    origin: origin ?? null,
    result,
    objects: objects.map(({ document, within }) => ({ document, within })),
    manifests: objects.map(({ object }) => object.manifest),
  };
}

function checkWhole(judges: Judges, work: EnvironmentWork, files: readonly FileRecord[]): PartResult {
  const placed = files.flatMap(({ path, origin, objects, manifests }) => {
    const place = placeOf(work, path, origin ?? undefined);
    return manifests.map((manifest, index): PlacedObject => {
      const { document = 0, within = '' } = objects[index] ?? {};
      return { object: { ...place, manifest }, document, within };
    });
  });
  const fits = files.every(({ result }) => result.findings.every(({ layer }) => !typeLayers.includes(layer)));
  const { environment, kubernetesVersion } = work;
  return checkEnvironment(judges, { name: environment, kubernetesVersion }, placed, fits);
}

function placeOf({ environment, treeName }: EnvironmentWork, path: string, origin?: string): FilePlace {
  const folders = path.split('/').slice(0, -1);
  const application = environment ? (folders[1] ?? '') : '';
  const file = path ? `${treeName}/${path}` : treeName;
  return { file, environment, application, ...(origin ? { origin } : {}) };
}

function together(parts: readonly PartResult[]): PartResult {
  const whole: PartResult = { coverage: emptyCoverage(), findings: [] };
  for (const { coverage, findings } of parts) {
    addCoverage(whole.coverage, coverage);
    whole.findings.push(...findings);
  }
  return whole;
}

/** The store checks that a value is what was written; this tells the kinds of values apart. */
function isRecord(value: unknown): value is EnvironmentRecord {
  return typeof value === 'object' && value !== null && 'files' in value && 'contents' in value;
}
