// Who may send to the queue: our own rules and SQS itself, and nobody over plain HTTP.
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { interruptionRules } from './rules.ts';

interface QueueFacts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly queueName: Ref<string>;
}

/** ARN of the queue. It is known before the queue is there. */
export function queueArn({ accountId, region, queueName }: QueueFacts): Ref<string> {
  return format`arn:aws:sqs:${region}:${accountId}:${queueName}`;
}

/** Name of a rule in AWS. */
export function ruleName({ queueName }: QueueFacts, id: string): Ref<string> {
  return format`${queueName}-${id}`;
}

/** The queue's policy. */
export function queuePolicy(facts: QueueFacts): Ref<string> {
  const { accountId, region } = facts;
  const Resource = queueArn(facts);
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SendByRules',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource,
        Condition: {
          ArnEquals: {
            'aws:SourceArn': interruptionRules.map(
              ({ id }) => format`arn:aws:events:${region}:${accountId}:rule/${ruleName(facts, id)}`,
            ),
          },
        },
      },
      {
        Sid: 'SendBySqs',
        Effect: 'Allow',
        Principal: { Service: 'sqs.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource,
        Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      },
      {
        Sid: 'DenyPlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
