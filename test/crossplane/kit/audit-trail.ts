// A valid audit trail for tests, and the ARNs that follow from it.
import type { AuditTrailSpec } from '../../../crossplane/apis/audit-trail/index.ts';

export const trailSpec: AuditTrailSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  trailName: 'helical-dev',
  bucketName: 'helical-dev-audit',
  accessLogsBucketName: 'helical-access-logs',
  keyAlias: 'helical-dev-audit',
  rotationDays: 365,
  deletionWindowDays: 30,
  datasetBucketName: 'helical-dev-datasets',
  logBucketName: 'helical-dev-logs',
  glacierAfterDays: 90,
  expireAfterDays: 2555,
  logRetentionDays: 180,
  roleName: 'helical-dev-cloudtrail',
  permissionsBoundary: 'helical-boundary',
  alarmEmail: 'audit@helical.example',
  deletionProtection: true,
  tags: { environment: 'dev' },
};

/** What the composition `locked` needs on top. */
export const lock = { lockMode: 'COMPLIANCE', lockDays: 365 } as const;

export const trailArn = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/helical-dev';
export const logGroupArn = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail/helical-dev';
export const topicArn = 'arn:aws:sns:eu-west-1:111122223333:helical-dev-alarms';
export const keyArn = '<known after apply: Key sample-trail-key, status.atProvider.arn>';
