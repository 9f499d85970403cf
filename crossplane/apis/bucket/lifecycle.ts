// Lifecycle rules by purpose of a bucket.
import { required } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

/** What a bucket is for; each purpose has its own composition. */
export type Purpose = 'datasets' | 'outputs' | 'logs';

interface LifecycleFacts {
  readonly glacierAfterDays: Ref<number>;
  readonly expireAfterDays: Ref<number>;
}

/** Rules of one purpose. Unfinished uploads go everywhere: they cost money and nobody sees them. */
export function lifecycleRules(
  purpose: Purpose,
  { glacierAfterDays: days, expireAfterDays }: LifecycleFacts,
) {
  const abort = {
    id: 'abort-unfinished-uploads',
    status: 'Enabled',
    filter: [{ prefix: '' }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
  };
  const archive = { id: 'archive', status: 'Enabled', filter: [{ prefix: '' }] };
  switch (purpose) {
    case 'datasets':
      // Inputs stay at hand; only what was replaced or deleted is archived.
      return [
        abort,
        { ...archive, noncurrentVersionTransition: [{ noncurrentDays: days, storageClass: 'GLACIER' }] },
      ];
    case 'outputs':
      return [
        abort,
        {
          ...archive,
          transition: [{ days, storageClass: 'GLACIER' }],
          noncurrentVersionTransition: [{ noncurrentDays: days, storageClass: 'GLACIER' }],
        },
      ];
    case 'logs':
      return [
        abort,
        {
          ...archive,
          transition: [{ days, storageClass: 'GLACIER' }],
          expiration: [{ days: required(expireAfterDays) }],
          // Airflow appends by writing the object again, so every log has old versions.
          noncurrentVersionExpiration: [{ noncurrentDays: 7 }],
        },
      ];
  }
}
