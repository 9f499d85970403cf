// Names and ARNs that follow from the spec, so that policies can name what does not exist yet.
import type { ComposeContext } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import type { AuditTrailSpec, AuditTrailStatus } from './spec.ts';

/** Compositions of the API. `locked` adds object lock to the bucket. */
export const variants = ['default', 'locked'] as const;

/** What the parts of the composition work with. */
export type AuditTrailContext = ComposeContext<AuditTrailSpec, AuditTrailStatus, (typeof variants)[number]>;

interface Facts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly trailName: Ref<string>;
}

/** ARN of the trail. */
export const trailArn = ({ accountId, region, trailName }: Facts) =>
  format`arn:aws:cloudtrail:${region}:${accountId}:trail/${trailName}`;

/** Name of the log group. */
export const logGroupName = ({ trailName }: Facts) => format`/aws/cloudtrail/${trailName}`;

/** ARN of the log group, without `:*`. */
export const logGroupArn = (facts: Facts) =>
  format`arn:aws:logs:${facts.region}:${facts.accountId}:log-group:${logGroupName(facts)}`;

/** Name of the topic. */
export const topicName = ({ trailName }: Facts) => format`${trailName}-alarms`;

/** ARN of the topic. */
export const topicArn = (facts: Facts) =>
  format`arn:aws:sns:${facts.region}:${facts.accountId}:${topicName(facts)}`;

/** Name of an alarm and of the metric that it looks at. */
export const alarmName = ({ trailName }: Facts, id: string) => format`${trailName}-${id}`;

/** ARN of an alarm. */
export const alarmArn = (facts: Facts, id: string) =>
  format`arn:aws:cloudwatch:${facts.region}:${facts.accountId}:alarm:${alarmName(facts, id)}`;
