// The pull requests that docs/review-examples/ shows. Adding one: a file in examples/, and one line here.
import type { ReviewExample } from './example.ts';
import { airflowUpgrade } from './examples/airflow-upgrade.ts';
import { biggerDatabase } from './examples/bigger-database.ts';
import { changedKmsKey } from './examples/changed-kms-key.ts';
import { dashboardEdit } from './examples/dashboard-edit.ts';
import { iamWidening } from './examples/iam-widening.ts';
import { networkPolicyOpening } from './examples/network-policy-opening.ts';
import { newEnvironment } from './examples/new-environment.ts';
import { nodeClassAmi } from './examples/node-class-ami.ts';
import { removedBucket } from './examples/removed-bucket.ts';
import { workerMaximum } from './examples/worker-maximum.ts';

/** In the order of the table. */
export const reviewExamples: readonly ReviewExample[] = [
  newEnvironment,
  biggerDatabase,
  changedKmsKey,
  workerMaximum,
  iamWidening,
  removedBucket,
  airflowUpgrade,
  nodeClassAmi,
  networkPolicyOpening,
  dashboardEdit,
];
