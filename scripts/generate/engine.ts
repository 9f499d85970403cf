// Brings the tree up to date, or tells how it differs: the steps of "generate", without printing.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { didYouMean } from '../../envs/validate/did-you-mean.ts';
import { type Changes, compareTrees, foreignFindings, isCurrent } from './compare.ts';
import { diskFileSystem, type FileSystem } from './file-system.ts';
import type { RenderedFile } from './planned-file.ts';
import { type FileHashes, readStamp, type Stamp, sourceKey, writeStamp } from './stamp.ts';
import { Transaction } from './transaction.ts';
import { type ExistingTree, readTree } from './tree.ts';
import type { TreePlace } from './tree-place.ts';

/** What to generate, from where to where. */
export interface GenerateRequest {
  /** Root of the project: its sources make the key of the stamp. */
  projectRoot: string;
  /** Folder that the stamp lies in. */
  cache: string;
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
  /** Called after each environment. */
  onProgress?(done: number, total: number): void;
  fileSystem?: FileSystem;
}

/** What a run found and did. */
export interface GenerateResult {
  changes: Changes;
  /** The environments that were looked at. */
  environments: readonly string[];
  /** What keeps them from being generated in full. */
  notices: readonly Finding[];
}

/** Below this many environments, starting threads takes longer than they save. */
const minEnvironmentsForThreads = 6;
/** Each thread holds its own copy of everything, about 100 MiB; more threads than this only wait for the disk. */
const maxThreads = 2;

/**
 * Generates. The caller holds the claim on the tree and has recovered it.
 * Throws a `FindingsError` for bad input and foreign files, a `TreeError` when the disk refuses.
 */
export async function generate(request: GenerateRequest): Promise<GenerateResult> {
  const fs = request.fileSystem ?? diskFileSystem;
  const stampFile = join(request.cache, 'generate.json');
  const key = sourceKey(request.projectRoot);
  const stamp = readStamp(stampFile, key);
  const fromStamp = stamp && compareWithStamp(fs, request, stamp);
  if (fromStamp && (request.check || isCurrent(fromStamp.changes))) return fromStamp;

  const planned = await planAndStage(fs, request);
  // Sources that changed while they were read must not leave a stamp.
  if (sourceKey(request.projectRoot) === key) writeStamp(stampFile, key, addToStamp(stamp, planned));
  const { changes, existing, transaction } = planned;
  const removed = changes.removed.map((path) => ({ path, hash: existing.files.get(path)?.hash ?? '' }));
  if (!isCurrent(changes)) await transaction?.commit(removed);
  const names = Object.keys(planned.files);
  return { changes, environments: names, notices: noticesOf(names, planned.notices) };
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
  const notices = noticesOf(selected, stamp.notices);
  return { changes: compareTrees(wanted, existing), environments: selected, notices };
}

interface Planned {
  /** All environments of the product. */
  names: readonly string[];
  /** What belongs into the tree, by environment. */
  files: Record<string, FileHashes>;
  notices: Record<string, Finding[]>;
  existing: ExistingTree;
  changes: Changes;
  /** Holds the staged files; absent with `check`. */
  transaction?: Transaction;
}

/** Plans, and stages what differs as soon as it is known, so that the disk works while other threads plan. */
async function planAndStage(fs: FileSystem, request: GenerateRequest): Promise<Planned> {
  // Not imported before it is needed: with cdk8s and js-yaml it is most of the program.
  const { importProduct, planEnvironments } = await import('./planner.ts');
  const product = await importProduct(request.productUrl);
  const selected = request.environments ?? product.environments;
  refuseUnknown(selected, product.environments);

  const existing = readTree(fs, request.place.root, request.environments);
  const transaction = request.check ? undefined : new Transaction(fs, request.place);
  const files: Record<string, FileHashes> = Object.fromEntries(selected.map((name) => [name, []]));
  const take = (environment: string, rendered: readonly RenderedFile[]): void => {
    for (const file of rendered) {
      const current = existing.files.get(file.path);
      if (!current || (current.ours && current.hash !== file.hash))
        transaction?.stage(file, current?.hash ?? null);
    }
    files[environment] = rendered.map(({ path, hash }) => [path, hash]);
  };
  try {
    await planEnvironments({
      product,
      productUrl: request.productUrl,
      names: selected,
      jobs: request.jobs ?? defaultJobs(selected.length),
      onPlanned: take,
      onProgress: (done) => request.onProgress?.(done, selected.length),
    });
    const changes = compareTrees(new Map(Object.values(files).flat()), existing);
    if (!request.check && changes.foreign.length > 0) {
      throw new FindingsError(foreignFindings(request.treeName, changes.foreign));
    }
    const notices = Object.fromEntries(selected.map((name) => [name, product.notices?.(name) ?? []]));
    return { names: product.environments, files, notices, existing, changes, transaction };
  } catch (error) {
    transaction?.abandon();
    throw error;
  }
}

function defaultJobs(environments: number): number {
  return environments < minEnvironmentsForThreads ? 1 : Math.min(availableParallelism(), maxThreads);
}

function addToStamp(stamp: Stamp | undefined, { names, files, notices }: Planned): Stamp {
  return {
    names: [...names],
    environments: { ...stamp?.environments, ...files },
    notices: { ...stamp?.notices, ...notices },
  };
}

function noticesOf(names: readonly string[], notices: Record<string, Finding[]>): Finding[] {
  return names.flatMap((name) => notices[name] ?? []);
}

function refuseUnknown(selected: readonly string[], names: readonly string[]): void {
  const findings = selected
    .filter((name) => !names.includes(name))
    .map(
      (name): Finding => ({
        rule: 'generate/unknown-environment',
        severity: 'error',
        where: { file: 'envs/index.ts' },
        what: `There is no environment ${JSON.stringify(name)}.`,
        why: 'Only environments in the list of envs/index.ts have a folder in the tree.',
        fix: `${didYouMean(name, names)}accepted: ${names.join(', ')}`,
      }),
    );
  if (findings.length > 0) throw new FindingsError(findings);
}
