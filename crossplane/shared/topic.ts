// An encrypted SNS topic that one AWS service publishes to and one address reads.
import type {
  ITopic,
  ITopicPolicy,
  ITopicSubscription,
} from '@crossplane-models/provider-upjet-aws/sns.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import { document } from '../engine/combinators.ts';
import type { Ref } from '../engine/ref.ts';

const apiVersion = 'sns.aws.m.upbound.io/v1beta1';

/** What a topic is made from. */
export interface TopicFacts {
  region: Ref<string>;
  name: Ref<string>;
  /** Its key must allow the publishing service: an EncryptionKey for topics does. */
  keyArn: Ref<string>;
  /** Sender in the e-mails, 100 characters at most. */
  displayName: string;
  tags: Ref<Record<string, string>>;
}

/** The topic. */
export function topic({ region, name, keyArn, displayName, tags }: TopicFacts): ComposedTemplate<ITopic> {
  return {
    apiVersion,
    kind: 'Topic',
    metadata: { annotations: { 'crossplane.io/external-name': name } },
    // Signatures of version 1 use SHA-1 (SNS: verifying message signatures).
    spec: { forProvider: { region, displayName, kmsMasterKeyId: keyArn, signatureVersion: 2, tags } },
  };
}

/** What may publish to a topic. */
export interface Publisher {
  /** Service principal, for example `cloudwatch.amazonaws.com`. */
  service: string;
  /** Conditions that tell our own alarms from everybody else's. */
  condition: Record<string, unknown>;
}

/** The policy of a topic: one publisher, and nobody over plain HTTP. */
export function topicPolicy(
  region: Ref<string>,
  arn: Ref<string>,
  { service, condition }: Publisher,
): ComposedTemplate<ITopicPolicy> {
  const policy = document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Publish',
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sns:Publish',
        Resource: arn,
        Condition: condition,
      },
      {
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
  return { apiVersion, kind: 'TopicPolicy', spec: { forProvider: { region, arn, policy } } };
}

/** Sends what is published to an e-mail address. */
export function emailSubscription(
  region: Ref<string>,
  arn: Ref<string>,
  email: Ref<string>,
): ComposedTemplate<ITopicSubscription> {
  return {
    apiVersion,
    kind: 'TopicSubscription',
    spec: { forProvider: { region, topicArn: arn, protocol: 'email', endpoint: email } },
  };
}
