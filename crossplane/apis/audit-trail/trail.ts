// The trail itself, the log group that alarms look at, and the role that CloudTrail writes there with.
import type { ITrail } from '@crossplane-models/provider-upjet-aws/cloudtrail.aws.m.upbound.io/v1beta1';
import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { logGroup } from '../../shared/log-group.ts';
import { boundedRole } from '../../shared/role.ts';
import { type AuditTrailContext, logGroupArn, logGroupName } from './names.ts';

/** Composes trail, log group and role. `logGroup` is the name of the composed log group. */
export function composeTrail(context: AuditTrailContext): {
  arn: Ref<string | undefined>;
  logGroupArn: Ref<string | undefined>;
  logGroup: Ref<string>;
} {
  const { spec, status, resource } = context;
  const { accountId, region, tags } = spec;
  const group = resource<IGroup>(
    'trail-log',
    logGroup({
      name: logGroupName(spec),
      region,
      retentionDays: spec.logRetentionDays,
      keyArn: status.keyArn,
      tags,
    }),
  );
  const role = resource<IRole>(
    'trail-role',
    boundedRole({
      accountId,
      roleName: spec.roleName,
      permissionsBoundary: spec.permissionsBoundary,
      description: format`Writes the trail ${spec.trailName} to its log group`,
      trust: deliveryTrust,
      tags,
    }),
  );
  resource<IRolePolicy>('trail-role-policy', {
    apiVersion: 'iam.aws.m.upbound.io/v1beta1',
    kind: 'RolePolicy',
    metadata: { annotations: { 'crossplane.io/external-name': 'permissions' } },
    spec: { forProvider: { roleRef: { name: role.metadata.name }, policy: deliveryPolicy(context) } },
  });
  const trail = resource<ITrail>('trail', {
    apiVersion: 'cloudtrail.aws.m.upbound.io/v1beta1',
    kind: 'Trail',
    metadata: { annotations: { 'crossplane.io/external-name': spec.trailName } },
    spec: {
      forProvider: {
        region,
        enableLogging: true,
        enableLogFileValidation: true,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        s3BucketName: spec.bucketName,
        kmsKeyId: status.keyArn,
        cloudWatchLogsGroupArn: format`${logGroupArn(spec)}:*`,
        cloudWatchLogsRoleArnRef: { name: role.metadata.name },
        advancedEventSelector: [
          {
            name: 'Management events',
            fieldSelector: [{ field: 'eventCategory', equals: ['Management'] }],
          },
          {
            name: 'Objects of datasets and logs',
            fieldSelector: [
              { field: 'eventCategory', equals: ['Data'] },
              { field: 'resources.type', equals: ['AWS::S3::Object'] },
              {
                field: 'resources.ARN',
                startsWith: [
                  format`arn:aws:s3:::${spec.datasetBucketName}/`,
                  format`arn:aws:s3:::${spec.logBucketName}/`,
                ],
              },
            ],
          },
          {
            // Reads only: CloudTrail's own writes would be recorded, and that record written, and so on.
            name: 'Reads of the records',
            fieldSelector: [
              { field: 'eventCategory', equals: ['Data'] },
              { field: 'resources.type', equals: ['AWS::S3::Object'] },
              { field: 'readOnly', equals: ['true'] },
              { field: 'resources.ARN', startsWith: [format`arn:aws:s3:::${spec.bucketName}/`] },
            ],
          },
        ],
        tags,
      },
    },
  });
  return {
    arn: trail.status.atProvider.arn,
    logGroupArn: group.status.atProvider.arn,
    logGroup: group.metadata.name,
  };
}

// CloudTrail supports neither aws:SourceArn nor aws:SourceAccount here (CloudTrail: role policy for CloudWatch Logs).
const deliveryTrust = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DeliverLogs',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  },
  null,
  2,
);

function deliveryPolicy({ spec }: AuditTrailContext): Ref<string> {
  const { accountId, region } = spec;
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'WriteStreams',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: format`${logGroupArn(spec)}:log-stream:${accountId}_CloudTrail_${region}*`,
      },
    ],
  });
}
