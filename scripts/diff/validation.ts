// Which findings of "check" are new: those of the later side that the earlier one had not.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../envs/finding.ts';
import { FindingsError } from '../../envs/finding.ts';
import { check } from '../check/engine.ts';
import type { CheckFinding } from '../check/finding.ts';
import { environmentOfPath, type SideName, type TreePair } from './trees/tree-pair.ts';

/** For manifests of no environment of ours. */
const defaultKubernetesVersion = '1.35';

/** What "check" needs beyond the trees. */
export interface ValidationRequest {
  readonly pair: TreePair;
  /** The tree as findings name it, for example `generated`. */
  readonly treeName: string;
  /** Folder of the project, for the Kubernetes versions of its environments. */
  readonly projectRoot: string;
}

/**
 * Checks the environments that differ on both sides, completely, and returns what only the later side has. The sides are
 * written to a temporary folder, because a commit lies nowhere else. No cache and no waivers take part: a waiver is for
 * what is known, and this is about what is new.
 */
export async function newFindings(request: ValidationRequest): Promise<Finding[]> {
  const environments = [...new Set(request.pair.files.map(({ path }) => environmentOfPath(path)))].filter(
    Boolean,
  );
  if (environments.length === 0) return [];
  const known = new Set((await findingsOf(request, 'from', environments)).map(identityOf));
  return (await findingsOf(request, 'to', environments)).filter((finding) => !known.has(identityOf(finding)));
}

/** The place is not part of it: a finding that moved down by one item is not new. */
function identityOf({ rule, environment, object, where, what }: CheckFinding): string {
  return JSON.stringify([rule, environment, object ?? where.file, what]);
}

async function findingsOf(
  { pair, treeName, projectRoot }: ValidationRequest,
  side: SideName,
  environments: readonly string[],
): Promise<readonly CheckFinding[]> {
  const root = mkdtempSync(join(tmpdir(), 'helical-diff-'));
  try {
    let written = 0;
    for (const environment of environments) {
      const files = pair.filesOf(side, environment);
      const contents = pair.read(files.map(({ ref }) => ref));
      for (const [index, { path }] of files.entries()) {
        const bytes = contents[index];
        if (!bytes) continue;
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), bytes);
        written++;
      }
    }
    if (written === 0) return [];
    const { findings } = await check({
      root,
      treeName,
      selection: { only: [], skip: [] },
      allowUnknown: [],
      kubernetesVersionOf: (name) => kubernetesVersionOf(projectRoot, name),
      waivers: [],
      waiversFile: 'envs/waivers.ts',
      today: '',
      nowMillis: 0,
    });
    return findings;
  } catch (error) {
    if (side === 'from' && error instanceof FindingsError) return [];
    throw error;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function kubernetesVersionOf(projectRoot: string, name: string): Promise<string> {
  const file = join(projectRoot, 'envs', `${name}.ts`);
  if (!existsSync(file)) return defaultKubernetesVersion;
  const module: Record<string, { cluster?: { kubernetesVersion?: unknown } } | undefined> = await import(
    pathToFileURL(file).href
  );
  const version = module[name]?.cluster?.kubernetesVersion;
  return typeof version === 'string' ? version : defaultKubernetesVersion;
}
