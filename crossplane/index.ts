// The list of cloud APIs. Adding one: a folder under apis/, and one line here.
import { accessLogBucket } from './apis/access-log-bucket/index.ts';
import { auditTrail } from './apis/audit-trail/index.ts';
import { bucket } from './apis/bucket/index.ts';
import { cache } from './apis/cache/index.ts';
import { cluster } from './apis/cluster/index.ts';
import { database } from './apis/database/index.ts';
import { encryptionKey } from './apis/encryption-key/index.ts';
import { grafanaWorkspace } from './apis/grafana-workspace/index.ts';
import { logGroupApi } from './apis/log-group/index.ts';
import { metricsWorkspace } from './apis/metrics-workspace/index.ts';
import { network } from './apis/network/index.ts';
import { nodeInterruptionQueue } from './apis/node-interruption-queue/index.ts';
import { nodeRole } from './apis/node-role/index.ts';
import { secret } from './apis/secret/index.ts';
import { sharedFileSystem } from './apis/shared-file-system/index.ts';
import { workloadIdentity } from './apis/workload-identity/index.ts';
import type { AnyCloudApi } from './engine/cloud-api.ts';

/** What the hub makes of an environment: everything that must be there before its cluster. */
export const foundationApis: readonly AnyCloudApi[] = [cluster, encryptionKey, network];

export const cloudApis: readonly AnyCloudApi[] = [
  accessLogBucket,
  auditTrail,
  bucket,
  cache,
  cluster,
  database,
  encryptionKey,
  grafanaWorkspace,
  logGroupApi,
  metricsWorkspace,
  network,
  nodeInterruptionQueue,
  nodeRole,
  secret,
  sharedFileSystem,
  workloadIdentity,
];
