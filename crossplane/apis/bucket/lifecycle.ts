// Lifecycle rules by purpose of a bucket.
import { required } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { abortUnfinishedUploads } from '../../shared/private-bucket.ts';
import type { Purpose } from './variants.ts';

interface LifecycleFacts {
  readonly glacierAfterDays: Ref<number>;
  readonly expireAfterDays: Ref<number>;
}

/** Rules of one purpose. */
export function lifecycleRules(
  purpose: Purpose,
  { glacierAfterDays: days, expireAfterDays }: LifecycleFacts,
) {
  const archive = { id: 'archive', status: 'Enabled', filter: [{ prefix: '' }] };
  switch (purpose) {
    case 'datasets':
      // Inputs stay at hand; only what was replaced or deleted is archived.
      return [
        abortUnfinishedUploads,
        { ...archive, noncurrentVersionTransition: [{ noncurrentDays: days, storageClass: 'GLACIER' }] },
      ];
    case 'outputs':
      return [
        abortUnfinishedUploads,
        {
          ...archive,
          transition: [{ days, storageClass: 'GLACIER' }],
          noncurrentVersionTransition: [{ noncurrentDays: days, storageClass: 'GLACIER' }],
        },
      ];
    case 'logs':
      return [
        abortUnfinishedUploads,
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
