// Workload `audit`: who did what in the AWS account, kept where nobody of the platform can change it.
import { accessLogBucket } from '../../crossplane/apis/access-log-bucket/index.ts';
import { auditTrail } from '../../crossplane/apis/audit-trail/index.ts';
import { accessLogsBucketName, lockOf } from '../../crossplane/buckets.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import { roleName } from '../../crossplane/roles.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { cloudNamespace } from '../kit/namespace.ts';
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';

const namespace = 'audit';

export const audit: Workload = {
  name: 'audit',
  namespace,
  wave: applicationWaves.encryption,
  build(chart, environment) {
    const { account, encryption, observability, storage } = environment;
    const name = `helical-${environment.name}`;
    cloudNamespace(chart, namespace);
    compositeResource(chart, environment, accessLogBucket, {
      name: 'access-logs',
      namespace,
      spec: {
        accountId: account.accountId,
        region: account.region,
        bucketName: accessLogsBucketName(environment),
        sourceBucketPrefix: storage.bucketPrefix,
        glacierAfterDays: storage.logsGlacierDays,
        expireAfterDays: storage.logsExpireDays,
        deletionProtection: storage.deletionProtection,
        tags: environmentTags(environment),
      },
    });
    const lock = lockOf(environment, 'audit');
    compositeResource(chart, environment, auditTrail, {
      name: 'account',
      namespace,
      variant: lock ? 'locked' : 'default',
      spec: {
        ...lock,
        accountId: account.accountId,
        region: account.region,
        trailName: name,
        bucketName: `${storage.bucketPrefix}-audit`,
        accessLogsBucketName: accessLogsBucketName(environment),
        keyAlias: `${name}-audit`,
        rotationDays: encryption.rotationDays,
        deletionWindowDays: encryption.deletionWindowDays,
        datasetBucketName: `${storage.bucketPrefix}-datasets`,
        logBucketName: `${storage.bucketPrefix}-logs`,
        glacierAfterDays: storage.logsGlacierDays,
        expireAfterDays: storage.logsExpireDays,
        logRetentionDays: observability.logRetentionDays,
        roleName: roleName(environment, 'cloudtrail'),
        permissionsBoundary: account.permissionsBoundary,
        alarmEmail: observability.alertEmail,
        deletionProtection: storage.deletionProtection,
        tags: environmentTags(environment),
      },
    });
  },
};
