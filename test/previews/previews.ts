// The previews of all environments, for tests that state facts over every cloud resource.
import { loadFleet } from '../../envs/index.ts';
import { parseEnvironments } from '../../envs/parse.ts';
import { productOf } from '../../scripts/generate/this-project.ts';
import { changed } from '../envs/kit/change.ts';

/** One managed resource as AWS will be asked for it. */
export interface PreviewedResource {
  /** `<env>/<Kind>.<name>`, for messages. */
  place: string;
  kind: string;
  group: string;
  name: string;
  environment: string;
  forProvider: Record<string, unknown>;
  managementPolicies: unknown[];
  /** Value of `crossplane.io/external-name`. */
  externalName: string | undefined;
}

/** An environment with what no other has: DAGs on a file system of ours, locked buckets, a read replica. */
const everything = parseEnvironments([
  {
    file: 'envs/prod.ts',
    value: changed('envs/prod.ts', {
      name: 'everything',
      'ownership.costCenter': 'workflows-everything',
      'airflow.dags': { source: 'efs' },
      'database.readReplica': true,
      'storage.objectLock': {
        datasets: { days: 30 },
        outputs: { days: 30 },
        logs: { days: 30 },
        audit: { days: 30 },
      },
    }),
  },
]);

const { environments, hub } = loadFleet();
const product = productOf([...environments, ...everything], hub);

/** Every file of every environment, planned. */
export const planned = product.environments.flatMap((environment) => product.plan(environment));

/** Every managed resource of every environment. */
export const resources: readonly PreviewedResource[] = planned.flatMap(({ path, manifest }) => {
  const [environment = '', folder] = path.split('/');
  if (folder !== 'preview') return [];
  const { apiVersion, kind, metadata } = manifest;
  return {
    place: path.replace('preview/', '').replace(/\.yaml$/, ''),
    kind,
    group: apiVersion.split('/')[0] ?? '',
    name: metadata.name,
    environment,
    forProvider: record(record(manifest.spec).forProvider),
    managementPolicies: list(record(manifest.spec).managementPolicies),
    externalName: metadata.annotations?.['crossplane.io/external-name'],
  };
});

/** The resources of one kind. */
export function ofKind(kind: string, groupStart: string): PreviewedResource[] {
  return resources.filter(
    (resource) => resource.kind === kind && resource.group.startsWith(`${groupStart}.`),
  );
}

/** A value as an object with fields; anything else as an empty one. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** A value as a list; a single value as a list of one. */
export function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
