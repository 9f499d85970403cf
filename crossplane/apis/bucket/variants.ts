// The compositions of a Bucket: what it is for, and whether its objects are locked.

/** What a bucket is for. */
export type Purpose = 'datasets' | 'outputs' | 'logs';

/** Compositions of the API. */
export const bucketVariants = [
  'datasets',
  'outputs',
  'logs',
  'datasets-locked',
  'outputs-locked',
  'logs-locked',
] as const;

/** Name of a composition. */
export type BucketVariant = (typeof bucketVariants)[number];

const purposes: Record<BucketVariant, Purpose> = {
  datasets: 'datasets',
  outputs: 'outputs',
  logs: 'logs',
  'datasets-locked': 'datasets',
  'outputs-locked': 'outputs',
  'logs-locked': 'logs',
};

/** What the bucket of a composition is for. */
export function purposeOf(variant: BucketVariant): Purpose {
  return purposes[variant];
}

/** Whether the bucket of a composition has object lock. */
export function isLocked(variant: BucketVariant): boolean {
  return variant.endsWith('-locked');
}
