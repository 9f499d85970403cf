// Finds what a check needs besides manifests: schemas, waivers and Kubernetes versions.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FindingsError } from '../../envs/finding.ts';
import type { Waiver } from '../../envs/waivers.ts';
import type { Project } from '../project.ts';

export const waiversFile = 'envs/waivers.ts';
/** For manifests of no environment of ours: the newest version that the project supports. */
const defaultKubernetesVersion = '1.35';
const kubectlTimeoutSeconds = 60;

/** A path below the project as people write it, any other as it is. */
export function nameOf(path: string, project: Project): string {
  const name = relative(project.root, path);
  return name === '' ? '.' : name.startsWith('..') ? path : name;
}

/** The description of an environment is plain data in a file of its name, and loads much faster than all of them. */
export async function kubernetesVersionOf(project: Project, name: string): Promise<string> {
  const file = join(project.root, 'envs', `${name}.ts`);
  if (!name || !existsSync(file)) return defaultKubernetesVersion;
  const module: Record<string, { cluster?: { kubernetesVersion?: unknown } } | undefined> = await import(
    pathToFileURL(file).href
  );
  const version = module[name]?.cluster?.kubernetesVersion;
  return typeof version === 'string' ? version : defaultKubernetesVersion;
}

/** The waivers of the project; none where it has no such file. */
export async function waiversOf(project: Project): Promise<readonly Waiver[]> {
  const file = join(project.root, waiversFile);
  if (!existsSync(file)) return [];
  const module: { waivers: readonly Waiver[] } = await import(pathToFileURL(file).href);
  return module.waivers;
}

/** The folder of custom resource definitions that `--schemas` names. Throws a `FindingsError` when there is none. */
export function schemaFolder(option: string | undefined, project: Project): string | undefined {
  if (option === undefined) return undefined;
  if (option === 'cluster') return clusterSchemas(project);
  const folder = project.fromInvoker(option);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw badUsage(
    '--schemas',
    `There is no folder ${folder}.`,
    'Give a folder of custom resource definitions, or "cluster".',
  );
}

/** The definitions and OpenAPI documents of the cluster that kubectl is set to, kept in the cache for this run's threads. */
function clusterSchemas(project: Project): string {
  const folder = join(project.cache, 'cluster-schemas');
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const definitions = kubectl('get', 'customresourcedefinitions', '--output=json');
    writeFileSync(join(folder, 'definitions.json'), definitions);
    const index: { paths?: Record<string, { serverRelativeURL: string }> } = JSON.parse(
      kubectl('get', '--raw', '/openapi/v3'),
    );
    for (const [number, { serverRelativeURL }] of Object.values(index.paths ?? {}).entries())
      writeFileSync(join(folder, `openapi-${number}.json`), kubectl('get', '--raw', serverRelativeURL));
    return folder;
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw badUsage(
      '--schemas cluster',
      `kubectl could not read the definitions: ${reason}`,
      'Install kubectl and choose a context, or give a folder of definitions.',
    );
  }
}

function kubectl(...args: string[]): string {
  return execFileSync('kubectl', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: kubectlTimeoutSeconds * 1000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The error for an option that can't be followed. */
export function badUsage(option: string, what: string, fix: string): FindingsError {
  return new FindingsError([
    {
      rule: 'check/bad-usage',
      severity: 'error',
      where: { file: option },
      what,
      why: 'Nothing was checked.',
      fix,
    },
  ]);
}
