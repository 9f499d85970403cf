// NodeInterruptionQueue: the encrypted queue that tells Karpenter which nodes AWS is about to take away.
import type {
  IRule,
  ITarget,
} from '@crossplane-models/provider-upjet-aws/cloudwatchevents.aws.m.upbound.io/v1beta1';
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type {
  IQueue,
  IQueuePolicy,
} from '@crossplane-models/provider-upjet-aws/sqs.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import { encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { accountId } from '../../shared/spec-fields.ts';
import { queueArn, queuePolicy, ruleName } from './policy.ts';
import { eventPattern, interruptionRules } from './rules.ts';

const spec = object(
  {
    accountId,
    region,
    queueName: immutable(
      Type.String({
        // The longest rule adds 21 characters, and a rule's name has 64 at most.
        pattern: '^[a-z][a-z0-9-]{0,41}[a-z0-9]$',
        maxLength: 43,
        description: 'Name of the queue, which Karpenter is told; the rules’ names start with it.',
      }),
      'SQS knows the queue by it',
    ),
    encryptionKeyAlias,
    tags,
  },
  { description: 'The queue of interruption events.' },
);

const status = object(
  {
    queueUrl: Type.String({ description: 'URL of the queue.' }),
    queueArn: Type.String({ description: 'ARN of the queue.' }),
    encryptionKeyArn: Type.String({ description: 'Key of the messages.' }),
  },
  { description: 'Facts of the queue once AWS has made it.' },
);

/** Spec of a NodeInterruptionQueue. */
export type NodeInterruptionQueueSpec = Static<typeof spec>;

const eventsVersion = 'cloudwatchevents.aws.m.upbound.io/v1beta1';

export const nodeInterruptionQueue = cloudApi({
  kind: 'NodeInterruptionQueue',
  plural: 'nodeinterruptionqueues',
  description: 'The queue and the rules by which Karpenter learns which nodes AWS takes away.',
  stateful: false,
  spec,
  status,
  variants: ['default'],
  compose({ spec, status, resource, publish }) {
    const { region, tags } = spec;
    const key = resource<IAlias>('interruption-key', observedKey(region, spec.encryptionKeyAlias));
    const queue = resource<IQueue>('interruption-queue', {
      apiVersion: 'sqs.aws.m.upbound.io/v1beta1',
      kind: 'Queue',
      metadata: {
        annotations: {
          'crossplane.io/external-name': format`https://sqs.${region}.amazonaws.com/${spec.accountId}/${spec.queueName}`,
        },
      },
      spec: {
        forProvider: {
          region,
          name: spec.queueName,
          // A warning is worth nothing once its node is gone (Karpenter: interruption).
          messageRetentionSeconds: 300,
          kmsMasterKeyId: status.encryptionKeyArn,
          kmsDataKeyReusePeriodSeconds: 300,
          tags,
        },
      },
    });
    resource<IQueuePolicy>('interruption-queue-policy', {
      apiVersion: 'sqs.aws.m.upbound.io/v1beta1',
      kind: 'QueuePolicy',
      spec: {
        forProvider: { region, queueUrlRef: { name: queue.metadata.name }, policy: queuePolicy(spec) },
      },
    });
    for (const interruption of interruptionRules) {
      const rule = resource<IRule>(`interruption-${interruption.id}`, {
        apiVersion: eventsVersion,
        kind: 'Rule',
        metadata: { annotations: { 'crossplane.io/external-name': ruleName(spec, interruption.id) } },
        spec: {
          forProvider: {
            region,
            // The provider knows a rule by bus and name, and does not fill in the bus.
            eventBusName: 'default',
            description: interruption.description,
            eventPattern: eventPattern(interruption),
            state: 'ENABLED',
            tags,
          },
        },
      });
      resource<ITarget>(`interruption-${interruption.id}-target`, {
        apiVersion: eventsVersion,
        kind: 'Target',
        spec: {
          forProvider: {
            region,
            eventBusName: 'default',
            ruleRef: { name: rule.metadata.name },
            targetId: 'queue',
            arn: queueArn(spec),
          },
        },
      });
    }
    publish({
      queueUrl: queue.status.atProvider.url,
      queueArn: queue.status.atProvider.arn,
      encryptionKeyArn: key.status.atProvider.targetKeyArn,
    });
  },
});
