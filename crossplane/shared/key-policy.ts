// The statements of a key policy: who administers the key, and which services may use it.
import { format } from '../engine/combinators.ts';
import type { Ref } from '../engine/ref.ts';

interface Account {
  readonly accountId: Ref<string>;
}

interface Place extends Account {
  readonly region: Ref<string>;
}

const use = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/** What a service needs to put a message into an encrypted queue or topic (SNS and SQS: key management). */
const publisherUse = ['kms:GenerateDataKey', 'kms:Decrypt'];

/** The account's IAM policies decide who administers the key. Nobody may use it through this statement. */
export function administration({ accountId }: Account) {
  return {
    Sid: 'Administration',
    Effect: 'Allow',
    Principal: { AWS: format`arn:aws:iam::${accountId}:root` },
    Action: [
      'kms:CancelKeyDeletion',
      'kms:CreateAlias',
      'kms:DeleteAlias',
      'kms:DescribeKey',
      'kms:DisableKey',
      'kms:EnableKey',
      'kms:EnableKeyRotation',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'kms:ListGrants',
      'kms:ListKeyPolicies',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:RevokeGrant',
      'kms:ScheduleKeyDeletion',
      'kms:TagResource',
      'kms:UntagResource',
      'kms:UpdateAlias',
      'kms:UpdateKeyDescription',
    ],
    Resource: '*',
  };
}

/** Principals of the account use the key, but only through the one service (KMS: `kms:ViaService`). */
export function serviceUse({ accountId, region, service }: Place & { readonly service: Ref<string> }) {
  return {
    Sid: 'UseThroughService',
    Effect: 'Allow',
    Principal: { AWS: format`arn:aws:iam::${accountId}:root` },
    Action: [...use, 'kms:CreateGrant'],
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:CallerAccount': accountId,
        'kms:ViaService': format`${service}.${region}.amazonaws.com`,
      },
    },
  };
}

/**
 * Auto Scaling starts the nodes of managed node groups with its service-linked role, whose own policy covers no key of
 * ours (Auto Scaling: required key policy for encrypted volumes). The condition names it, because a role that is
 * named as the principal has to exist, and AWS makes this one with the first group of an account.
 */
export function volumeUseByAutoScaling({ accountId }: Account) {
  const role = format`arn:aws:iam::${accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const whose = { StringEquals: { 'kms:CallerAccount': accountId }, ArnEquals: { 'aws:PrincipalArn': role } };
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' };
  return [
    { Sid: 'UseByAutoScaling', ...statement, Action: use, Condition: whose },
    {
      Sid: 'AttachingByAutoScaling',
      ...statement,
      Action: 'kms:CreateGrant',
      Condition: { ...whose, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}

/**
 * EKS encrypts the Secrets of a cluster with the rights of two roles: whoever makes the cluster creates the grant, and
 * the cluster's own role is asked for the key at every update
 * (https://github.com/aws/containers-roadmap/issues/1533). EKS makes that grant for no AWS resource in the sense of
 * kms:GrantIsForAWSResource, so the roles of our path are what limits it.
 */
export function secretsUseByClusters({ accountId }: Account) {
  return {
    Sid: 'UseByClusters',
    Effect: 'Allow',
    Principal: { AWS: format`arn:aws:iam::${accountId}:root` },
    Action: [...use, 'kms:CreateGrant', 'kms:ListGrants'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:CallerAccount': accountId },
      ArnLike: { 'aws:PrincipalArn': format`arn:aws:iam::${accountId}:role/helical/*` },
    },
  };
}

/** CloudWatch Logs uses the key as a service principal, for the log groups that `logGroups` matches only. */
export function logsUse({ region }: { readonly region: Ref<string> }, logGroups: Ref<string>) {
  return {
    Sid: 'UseByLogs',
    Effect: 'Allow',
    Principal: { Service: format`logs.${region}.amazonaws.com` },
    Action: use,
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
  };
}

/**
 * EventBridge writes to encrypted queues as a service principal. Its requests to KMS carry neither aws:SourceAccount
 * nor aws:SourceArn (https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/407), so the encryption
 * context says which queues it may do so for.
 */
export function queueUseByEvents(queues: Ref<string>) {
  return {
    Sid: 'UseByEventsForQueues',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: publisherUse,
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': queues } },
  };
}

/** CloudWatch alarms publish to the topics of this account that `topics` matches. */
export function topicUseByAlarms({ accountId }: Account, topics: Ref<string>) {
  return {
    Sid: 'UseByAlarmsForTopics',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: publisherUse,
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': topics },
    },
  };
}

/** The alert manager of Managed Prometheus publishes to the topics that `topics` matches. */
export function topicUseByAlertManager(topics: Ref<string>) {
  return {
    Sid: 'UseByAlertManagerForTopics',
    Effect: 'Allow',
    Principal: { Service: 'aps.amazonaws.com' },
    Action: publisherUse,
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': topics } },
  };
}
