// What the jobs may do in AWS: read datasets and models, write outputs, and nothing else.
import type { Chart } from 'cdk8s';
import { allow, policy } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';
import { listing, useOfKey } from '../kit/permissions.ts';
import { addIdentityFor } from '../kit/workload-identity.ts';
import { namespace, serviceAccount } from './names.ts';

/** Folders of the datasets bucket that jobs read: `.h5ad` files, and the weights of the models. */
export const readablePrefixes = ['inputs/*', 'models/*'];

/** Folder of the outputs bucket that jobs write: embeddings and metrics. */
export const writablePrefix = 'outputs/*';

/** Adds the IAM role of the jobs' ServiceAccount. */
export function addCloudAccess(chart: Chart, environment: Environment): void {
  const { bucketPrefix } = environment.storage;
  const datasets = `${bucketPrefix}-datasets`;
  const outputs = `arn:aws:s3:::${bucketPrefix}-outputs`;
  addIdentityFor(chart, environment, {
    role: 'helical-runner',
    namespace,
    serviceAccount,
    policy: policy(
      listing(datasets, readablePrefixes),
      allow(
        'ReadDatasets',
        ['s3:GetObject'],
        readablePrefixes.map((prefix) => `arn:aws:s3:::${datasets}/${prefix}`),
      ),
      allow('WriteOutputs', ['s3:PutObject', 's3:AbortMultipartUpload'], [`${outputs}/${writablePrefix}`]),
      // Multipart uploads decrypt what they wrote (S3: uploading with SSE-KMS).
      useOfKey(environment, 'storage', ['kms:Decrypt', 'kms:GenerateDataKey']),
    ),
  });
}
