// A CloudWatch log group with retention and a customer managed key, made before anything writes to it.
import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import type { Ref } from '../engine/ref.ts';
import { integerChoice } from '../engine/spec.ts';
import { protectedBy } from './protection.ts';

/** Days that CloudWatch Logs knows, within the 7 to 180 that the platform allows. */
export const logRetentionDays = integerChoice(
  [7, 14, 30, 60, 90, 120, 150, 180],
  'Days that CloudWatch keeps the logs.',
);

/** What a log group is made from. */
export interface LogGroupFacts {
  name: Ref<string>;
  region: Ref<string>;
  retentionDays: Ref<number>;
  /** ARN of the key; CloudWatch Logs takes no alias. */
  keyArn: Ref<string>;
  tags: Ref<Record<string, string>>;
  /** Left out where the logs may go with what wrote them. */
  deletionProtection?: Ref<boolean>;
}

/** The log group. AWS would make one itself on the first line of log: without retention and without our key. */
export function logGroup({
  name,
  region,
  retentionDays,
  keyArn,
  tags,
  deletionProtection,
}: LogGroupFacts): ComposedTemplate<IGroup> {
  return {
    apiVersion: 'cloudwatchlogs.aws.m.upbound.io/v1beta1',
    kind: 'Group',
    metadata: { annotations: { 'crossplane.io/external-name': name } },
    spec: {
      ...(deletionProtection ? { managementPolicies: protectedBy(deletionProtection) } : {}),
      forProvider: { region, retentionInDays: retentionDays, kmsKeyId: keyArn, tags },
    },
  };
}
