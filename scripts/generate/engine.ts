// Brings the tree up to date, or tells how it differs: the steps of "generate", without printing.
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { didYouMean } from '../../envs/validate/did-you-mean.ts';
import { type Changes, compareTrees, foreignFindings, isCurrent } from './compare.ts';
import { diskFileSystem, type FileSystem } from './file-system.ts';
import type { RenderedFile } from './planned-file.ts';
import { importProduct, planEnvironments, type RenderedEnvironments } from './planner.ts';
import { readStamp, type Stamp, sourceKey, writeStamp } from './stamp.ts';
import { replaceTree, type TreePlace } from './transaction.ts';
import { readTree } from './tree.ts';

/** What to generate, from where to where. */
export interface GenerateRequest {
  /** Root of the project: its sources make the key of the stamp, and `.cache/` holds it. */
  projectRoot: string;
  /** URL of the `ProductModule`. */
  productUrl: string;
  place: TreePlace;
  /** Name of the tree in messages, for example `generated`. */
  treeName: string;
  /** Only these environments; all of them when absent. */
  environments?: readonly string[];
  /** Only compare; write nothing. */
  check: boolean;
  /** Number of planning threads; chosen by the number of environments when absent. */
  jobs?: number;
  onProgress?(done: number, total: number): void;
  fileSystem?: FileSystem;
}

/** What a run found and did. */
export interface GenerateResult {
  changes: Changes;
  /** The environments that were looked at. */
  environments: readonly string[];
}

/** Below this many environments, starting threads takes longer than they save. */
const minEnvironmentsForThreads = 6;
/** Each thread holds its own copy of cdk8s; more of them than this cost memory and gain little. */
const maxThreads = 4;

/** The place of a tree given by a path; the tree itself need not exist. */
export function placeOf(path: string): TreePlace {
  const root = existsSync(path) ? realpathSync(path) : resolve(path);
  return { root, pending: join(dirname(root), `.${basename(root)}.pending`) };
}

/** Makes the folder that the tree is to lie in. */
export function makeParent(place: TreePlace): void {
  mkdirSync(dirname(place.root), { recursive: true });
}

/**
 * Generates. The caller holds the claim on the tree and has recovered it.
 * Throws a `FindingsError` for bad input and foreign files, a `TreeError` when the disk refuses.
 */
export async function generate(request: GenerateRequest): Promise<GenerateResult> {
  const fs = request.fileSystem ?? diskFileSystem;
  const stampFile = join(request.projectRoot, '.cache', 'generate.json');
  const key = sourceKey(request.projectRoot);
  const stamp = readStamp(stampFile, key);
  const fromStamp = stamp && compareWithStamp(fs, request, stamp);
  if (fromStamp && (request.check || isCurrent(fromStamp.changes))) return fromStamp;

  const { names, rendered } = await plan(request);
  // Sources that changed while they were read must not leave a stamp.
  if (sourceKey(request.projectRoot) === key) writeStamp(stampFile, key, mergeStamp(stamp, names, rendered));

  const files = new Map<string, RenderedFile>();
  for (const file of [...rendered.values()].flat()) files.set(file.path, file);
  const wanted = new Map([...files].map(([path, { hash }]) => [path, hash]));
  const existing = readTree(fs, request.place.root, request.environments);
  const changes = compareTrees(wanted, existing);
  const result = { changes, environments: [...rendered.keys()] };
  if (request.check || isCurrent(changes)) return result;
  if (changes.foreign.length > 0) throw new FindingsError(foreignFindings(request.treeName, changes.foreign));
  await replaceTree(request.place, changes, (path) => existing.files.get(path)?.hash, files, fs);
  return result;
}

function compareWithStamp(
  fs: FileSystem,
  request: GenerateRequest,
  stamp: Stamp,
): GenerateResult | undefined {
  const selected = request.environments ?? stamp.names;
  const wanted = new Map<string, string>();
  for (const name of selected) {
    const files = stamp.environments[name];
    if (!files) return undefined;
    for (const [path, hash] of files) wanted.set(path, hash);
  }
  const existing = readTree(fs, request.place.root, request.environments);
  return { changes: compareTrees(wanted, existing), environments: selected };
}

async function plan(
  request: GenerateRequest,
): Promise<{ names: readonly string[]; rendered: RenderedEnvironments }> {
  const product = await importProduct(request.productUrl);
  const names = product.environments;
  const selected = request.environments ?? names;
  const unknown = selected.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new FindingsError(unknown.map((name) => unknownEnvironment(name, names)));
  const onProgress = (done: number) => request.onProgress?.(done, selected.length);
  const jobs = request.jobs ?? defaultJobs(selected.length);
  return { names, rendered: await planEnvironments(product, request.productUrl, selected, jobs, onProgress) };
}

function defaultJobs(environments: number): number {
  return environments < minEnvironmentsForThreads ? 1 : Math.min(availableParallelism(), maxThreads);
}

function mergeStamp(
  stamp: Stamp | undefined,
  names: readonly string[],
  rendered: RenderedEnvironments,
): Stamp {
  const environments = { ...stamp?.environments };
  for (const [name, files] of rendered) environments[name] = files.map(({ path, hash }) => [path, hash]);
  return { names: [...names], environments };
}

function unknownEnvironment(name: string, names: readonly string[]): Finding {
  return {
    rule: 'generate/unknown-environment',
    severity: 'error',
    where: { file: 'envs/index.ts' },
    what: `There is no environment ${JSON.stringify(name)}.`,
    why: 'Only environments in the list of envs/index.ts have a folder in the tree.',
    fix: `${didYouMean(name, names)}accepted: ${names.join(', ')}`,
  };
}
