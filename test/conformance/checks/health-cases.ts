// Objects in many states, and the health that Argo CD must give them with our checks.

/** One object and its health. */
export interface HealthCase {
  name: string;
  object: { apiVersion: string; kind: string; [field: string]: unknown };
  health: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended';
}

type Status = 'True' | 'False';

function condition(type: string, status: Status, more: object = {}) {
  return { type, status, reason: 'Test', lastTransitionTime: '2026-01-01T00:00:00Z', ...more };
}

/** An object of generation 2 with these conditions; no status at all without them. */
function object(apiVersion: string, kind: string, conditions?: object[], metadata: object = {}) {
  return {
    apiVersion,
    kind,
    metadata: { name: 'case', namespace: 'airflow', generation: 2, ...metadata },
    spec: {},
    ...(conditions ? { status: { conditions } } : {}),
  };
}

const composite = (conditions?: object[], metadata?: object) =>
  object('aws.helical.dev/v1', 'Database', conditions, metadata);
const synced = condition('Synced', 'True');
const ready = condition('Ready', 'True');

const compositeCases: HealthCase[] = [
  { name: 'new', object: composite(), health: 'Progressing' },
  { name: 'no condition yet', object: composite([]), health: 'Progressing' },
  { name: 'synced, not said to be ready', object: composite([synced]), health: 'Progressing' },
  { name: 'being created', object: composite([synced, condition('Ready', 'False')]), health: 'Progressing' },
  { name: 'refused', object: composite([condition('Synced', 'False'), ready]), health: 'Degraded' },
  { name: 'ready', object: composite([synced, ready]), health: 'Healthy' },
  {
    name: 'ready before the last change',
    object: composite([synced, condition('Ready', 'True', { observedGeneration: 1 })]),
    health: 'Progressing',
  },
  {
    name: 'ready after the last change',
    object: composite([
      condition('Synced', 'True', { observedGeneration: 2 }),
      condition('Ready', 'True', { observedGeneration: 2 }),
    ]),
    health: 'Healthy',
  },
  {
    name: 'paused',
    object: composite([synced, ready], { annotations: { 'crossplane.io/paused': 'true' } }),
    health: 'Suspended',
  },
  {
    name: 'ready, but its instance waits for an id',
    object: composedOf(2, 3),
    health: 'Progressing',
  },
  { name: 'ready before anything is composed', object: composedOf(0, 3), health: 'Progressing' },
  { name: 'ready with all that it is composed of', object: composedOf(3, 3), health: 'Healthy' },
  {
    name: 'ready with one that an older composition made',
    object: composedOf(4, 3),
    health: 'Healthy',
  },
];

/** A composite resource that is Ready, with so many composed resources of those that it is to have. */
function composedOf(there: number, expected: number) {
  const annotations = { 'helical.dev/composed-resources': String(expected) };
  const resourceRefs = Array.from({ length: there }, (_, index) => ({ name: `part-${index}` }));
  return { ...composite([synced, ready], { annotations }), spec: { crossplane: { resourceRefs } } };
}

const managedCases: HealthCase[] = [
  {
    name: 'refused by AWS after creation',
    object: object('rds.aws.m.upbound.io/v1beta1', 'Instance', [
      synced,
      ready,
      condition('LastAsyncOperation', 'False', { message: 'InvalidParameterCombination' }),
    ]),
    health: 'Degraded',
  },
  {
    name: 'managed and ready',
    object: object('s3.aws.m.upbound.io/v1beta1', 'Bucket', [synced, ready]),
    health: 'Healthy',
  },
];

const installed = condition('Installed', 'True');
const packageCases: HealthCase[] = [
  {
    name: 'installed, not running',
    object: object('pkg.crossplane.io/v1', 'Provider', [installed]),
    health: 'Progressing',
  },
  {
    name: 'installed and running',
    object: object('pkg.crossplane.io/v1', 'Provider', [installed, condition('Healthy', 'True')]),
    health: 'Healthy',
  },
  {
    name: 'new function',
    object: object('pkg.crossplane.io/v1', 'Function'),
    health: 'Progressing',
  },
  {
    name: 'established definition',
    object: object('apiextensions.crossplane.io/v2', 'CompositeResourceDefinition', [
      condition('Established', 'True'),
    ]),
    health: 'Healthy',
  },
  {
    name: 'new definition',
    object: object('apiextensions.crossplane.io/v2', 'CompositeResourceDefinition'),
    health: 'Progressing',
  },
  {
    name: 'new activation policy',
    object: object('apiextensions.crossplane.io/v1alpha1', 'ManagedResourceActivationPolicy'),
    health: 'Progressing',
  },
];

/** An application whose source asks for the tag v2. */
function application(status?: object, more: object = {}): HealthCase['object'] {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'case', namespace: 'argocd' },
    spec: { source: { repoURL: 'https://git.example/it.git', path: 'generated/x', targetRevision: 'v2' } },
    ...(status ? { status } : {}),
    ...more,
  };
}

/** A comparison against the tag `targetRevision`. */
function compared(status: 'Synced' | 'OutOfSync', targetRevision = 'v2') {
  const source = { repoURL: 'https://git.example/it.git', path: 'generated/x', targetRevision };
  return { status, comparedTo: { source } };
}

const healthy = { status: 'Healthy' };
const applicationCases: HealthCase[] = [
  { name: 'new application', object: application(), health: 'Progressing' },
  {
    name: 'compared with the old tag',
    object: application({ health: healthy, sync: compared('Synced', 'v1') }),
    health: 'Progressing',
  },
  {
    name: 'sync is asked for',
    object: application({ health: healthy, sync: compared('OutOfSync') }, { operation: { sync: {} } }),
    health: 'Progressing',
  },
  {
    name: 'sync is running',
    object: application({
      health: healthy,
      sync: compared('OutOfSync'),
      operationState: { phase: 'Running' },
    }),
    health: 'Progressing',
  },
  {
    name: 'sync failed',
    object: application({
      health: healthy,
      sync: compared('OutOfSync'),
      operationState: { phase: 'Failed', message: 'one or more objects failed to apply' },
    }),
    health: 'Degraded',
  },
  {
    name: 'synced, not compared since',
    object: application({
      health: healthy,
      sync: compared('OutOfSync'),
      history: [{ id: 0, revision: 'abc', deployedAt: '2026-01-01T09:59:59Z' }],
      reconciledAt: '2026-01-01T09:59:50Z',
      operationState: { phase: 'Succeeded', finishedAt: '2026-01-01T10:00:00Z' },
    }),
    health: 'Progressing',
  },
  {
    name: 'compared since the sync',
    object: application({
      health: healthy,
      sync: compared('Synced'),
      reconciledAt: '2026-01-01T10:00:00Z',
      operationState: { phase: 'Succeeded', finishedAt: '2026-01-01T10:00:00Z' },
    }),
    health: 'Healthy',
  },
  {
    name: 'nobody has synced it',
    object: application({ health: { status: 'Missing' }, sync: compared('OutOfSync') }),
    health: 'Progressing',
  },
  {
    name: 'nobody has synced it, and what is missing has no health',
    object: application({ health: healthy, sync: compared('OutOfSync') }),
    health: 'Progressing',
  },
  {
    name: 'healthy, waiting for a person to sync the next change',
    object: application({
      health: healthy,
      sync: compared('OutOfSync'),
      history: [{ id: 0, revision: 'abc', deployedAt: '2026-01-01T00:00:00Z' }],
      operationState: { phase: 'Succeeded' },
    }),
    health: 'Healthy',
  },
  {
    name: 'synced and healthy',
    object: application({
      health: healthy,
      sync: compared('Synced'),
      operationState: { phase: 'Succeeded' },
    }),
    health: 'Healthy',
  },
  {
    name: 'synced and broken',
    object: application({ health: { status: 'Degraded' }, sync: compared('Synced') }),
    health: 'Degraded',
  },
];

export const healthCases: readonly HealthCase[] = [
  ...compositeCases,
  ...managedCases,
  ...packageCases,
  ...applicationCases,
];
