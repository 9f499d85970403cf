// Checks the files of one environment, and keeps what came of them for the next run.
import { hash } from 'node:crypto';
import { originIn } from '../generate/header.ts';
import { type FileState, isSameState, settledState, stateOf } from './cache/disk-state.ts';
import type { CacheStore } from './cache/store.ts';
import {
  type Judges,
  judgeEnvironment,
  judgeObjects,
  placedIn,
  type ReadObjects,
  readObjects,
  unreadable,
} from './checker.ts';
import { isDefinition, sourceOfDefinitions } from './definitions.ts';
import type { FilePlace } from './place-findings.ts';
import { readFile } from './read/read-file.ts';
import { addCoverage, count, emptyCoverage, type PartResult } from './result.ts';
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
}

/** What is kept of a file: everything that the rules of an environment need, without reading it again. */
interface FileRecord {
  path: string;
  /** Hash of the contents; empty for a file that could not be read. */
  hash: string;
  state: FileState | null;
  origin: string | null;
  read: ReadObjects;
  result: PartResult;
}

/** A file before it is judged. */
type UnjudgedFile = Omit<FileRecord, 'result'> & { result?: PartResult };

interface EnvironmentRecord {
  files: FileRecord[];
  /** Hash of the files that define kinds. */
  definitions: string;
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
  const known = store?.read(`environment ${work.environment}`, isRecord);
  const before = new Map(known?.files.map((file) => [file.path, file]));
  const unjudged = work.files.map((path) => fileAt(work, path, before.get(path)));
  const defining = unjudged.filter(({ read }) => read.objects.some(({ manifest }) => isDefinition(manifest)));
  const definitions = hashOf(defining);
  const own = ownDefinitions(defining, definitions);
  const forObjects = { ...judges, sources: [own.source, ...judges.sources] };
  const files = unjudged.map((file) => {
    const result = known?.definitions === definitions ? file.result : undefined;
    return { ...file, result: result ?? judgeObjects(forObjects, placeOf(work, file), file.read) };
  });
  const contents = hash('sha256', work.kubernetesVersion + hashOf(files));
  const result = known?.contents === contents ? known.result : judgeWhole(judges, work, files);
  const record: EnvironmentRecord = { files, definitions, contents, result };
  store?.write(`environment ${work.environment}`, record);
  const whole = together([...files.map((file) => file.result), result]);
  for (const [name, number] of Object.entries(own.notEvaluated))
    count(whole.coverage.notEvaluated, name, number);
  return { environment: work.environment, result: whole };
}

function fileAt(work: EnvironmentWork, path: string, before?: FileRecord): UnjudgedFile {
  const absolute = path ? `${work.root}/${path}` : work.root;
  if (before && isSameState(before.state, stateOf(absolute, work.nowMillis))) return before;
  const file = readFile(absolute);
  if ('problem' in file) {
    const read = unreadable(placeOf(work, { path, origin: null }), file.problem);
    return { path, hash: '', state: null, origin: null, read };
  }
  const state = settledState(file.stats, work.nowMillis) ?? null;
  const contents = hash('sha256', file.bytes);
  if (before?.hash === contents) return { ...before, state };
  const origin = originIn(file.bytes) ?? null;
  return {
    path,
    hash: contents,
    state,
    origin,
    read: readObjects(placeOf(work, { path, origin }), file.bytes),
  };
}

function ownDefinitions(files: readonly UnjudgedFile[], fingerprint: string) {
  const manifests = files.flatMap(({ read }) => read.objects.map(({ manifest }) => manifest));
  return sourceOfDefinitions(manifests.filter(isDefinition), fingerprint);
}

function hashOf(files: readonly UnjudgedFile[]): string {
  return hash('sha256', files.map(({ path, hash }) => `${path}\n${hash}\n`).join(''));
}

function judgeWhole(judges: Judges, work: EnvironmentWork, files: readonly FileRecord[]): PartResult {
  const placed = files.flatMap((file) => {
    const place = placeOf(work, file);
    return file.read.objects.map((one) => placedIn(place, one));
  });
  const fits = files.every(({ result }) => result.findings.every(({ layer }) => !typeLayers.includes(layer)));
  const { environment, kubernetesVersion } = work;
  return judgeEnvironment(judges, { name: environment, kubernetesVersion }, placed, fits);
}

function placeOf(
  { environment, treeName }: EnvironmentWork,
  { path, origin }: Pick<FileRecord, 'path' | 'origin'>,
): FilePlace {
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
