// The buckets of helical-runner: the datasets that it reads and the outputs that it writes.
import type { Chart } from 'cdk8s';
import { bucket } from '../../crossplane/apis/bucket/index.ts';
import { accessLogsBucketName, lockOf } from '../../crossplane/buckets.ts';
import { environmentTags, keyAlias } from '../../crossplane/keys.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { namespace } from './names.ts';

/** Adds both buckets, in the namespace of the jobs. */
export function addBuckets(chart: Chart, environment: Environment): void {
  const { account, storage } = environment;
  const common = {
    region: account.region,
    accessLogsBucketName: accessLogsBucketName(environment),
    encryptionKeyAlias: keyAlias(environment, 'storage'),
    deletionProtection: storage.deletionProtection,
    tags: environmentTags(environment),
  };
  const datasetsLock = lockOf(environment, 'datasets');
  compositeResource(chart, environment, bucket, {
    name: 'datasets',
    namespace,
    variant: datasetsLock ? 'datasets-locked' : 'datasets',
    spec: {
      ...common,
      ...datasetsLock,
      bucketName: `${storage.bucketPrefix}-datasets`,
      glacierAfterDays: storage.datasetsNoncurrentGlacierDays,
    },
  });
  const outputsLock = lockOf(environment, 'outputs');
  compositeResource(chart, environment, bucket, {
    name: 'outputs',
    namespace,
    variant: outputsLock ? 'outputs-locked' : 'outputs',
    spec: {
      ...common,
      ...outputsLock,
      bucketName: `${storage.bucketPrefix}-outputs`,
      glacierAfterDays: storage.outputsGlacierDays,
    },
  });
}
