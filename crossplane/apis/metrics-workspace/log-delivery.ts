// Lets the log delivery service write into one log group, so that AWS needs no policy for all of them.
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

/** The resource policy, as AWS documents it for vended logs, on one log group. */
export function logDelivery(facts: {
  accountId: Ref<string>;
  region: Ref<string>;
  logGroupName: Ref<string>;
}): Ref<string> {
  const { accountId, region, logGroupName } = facts;
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DeliverLogs',
        Effect: 'Allow',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: format`arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:log-stream:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': format`arn:aws:logs:${region}:${accountId}:*` },
        },
      },
    ],
  });
}
