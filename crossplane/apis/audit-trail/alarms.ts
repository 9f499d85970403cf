// Alarms on what would blind the audit or lose the data: keys that go away, trails that change.
import type { IMetricAlarm } from '@crossplane-models/provider-upjet-aws/cloudwatch.aws.m.upbound.io/v1beta1';
import type { IMetricFilter } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type {
  ITopic,
  ITopicPolicy,
  ITopicSubscription,
} from '@crossplane-models/provider-upjet-aws/sns.aws.m.upbound.io/v1beta1';
import type { Ref } from '../../engine/ref.ts';
import { emailSubscription, topic, topicPolicy } from '../../shared/topic.ts';
import { type AuditTrailContext, alarmArn, alarmName, topicArn, topicName } from './names.ts';

const namespace = 'Helical/AuditTrail';

/** The alarms, each with the API calls that set it off (CIS AWS Foundations: monitoring, 4.5 and 4.7). */
const alarms = [
  {
    id: 'key-destruction',
    description: 'A KMS key was disabled or is going to be deleted: what it encrypts can’t be read any more',
    source: 'kms.amazonaws.com',
    calls: ['DisableKey', 'ScheduleKeyDeletion'],
  },
  {
    id: 'trail-change',
    description: 'An audit trail was made, changed, stopped or deleted',
    source: 'cloudtrail.amazonaws.com',
    calls: [
      'CreateTrail',
      'UpdateTrail',
      'DeleteTrail',
      'StartLogging',
      'StopLogging',
      'PutEventSelectors',
      'PutInsightSelectors',
    ],
  },
] as const;

/** Composes the topic and, for each alarm, its metric filter and itself. */
export function composeAlarms(
  context: AuditTrailContext,
  logGroup: Ref<string>,
): { topicArn: Ref<string | undefined> } {
  const { spec, resource } = context;
  const { region, tags } = spec;
  const arn = topicArn(spec);
  const alarmTopic = composeTopic(context);
  for (const { id, description, source, calls } of alarms) {
    const name = alarmName(spec, id);
    resource<IMetricFilter>(`trail-filter-${id}`, {
      apiVersion: 'cloudwatchlogs.aws.m.upbound.io/v1beta1',
      kind: 'MetricFilter',
      metadata: { annotations: { 'crossplane.io/external-name': name } },
      spec: {
        forProvider: {
          region,
          logGroupNameRef: { name: logGroup },
          pattern: filterPattern(source, calls),
          metricTransformation: { name, namespace, value: '1', defaultValue: '0' },
        },
      },
    });
    resource<IMetricAlarm>(`trail-alarm-${id}`, {
      apiVersion: 'cloudwatch.aws.m.upbound.io/v1beta1',
      kind: 'MetricAlarm',
      metadata: { annotations: { 'crossplane.io/external-name': name } },
      spec: {
        forProvider: {
          region,
          alarmDescription: description,
          namespace,
          metricName: name,
          statistic: 'Sum',
          period: 300,
          evaluationPeriods: 1,
          threshold: 1,
          comparisonOperator: 'GreaterThanOrEqualToThreshold',
          treatMissingData: 'notBreaching',
          actionsEnabled: true,
          alarmActions: [arn],
          tags,
        },
      },
    });
  }
  return alarmTopic;
}

function composeTopic({ spec, status, resource }: AuditTrailContext): { topicArn: Ref<string | undefined> } {
  const { accountId, region, tags } = spec;
  const arn = topicArn(spec);
  const made = resource<ITopic>(
    'trail-topic',
    topic({ region, name: topicName(spec), keyArn: status.keyArn, displayName: 'Audit alarms', tags }),
  );
  resource<ITopicPolicy>(
    'trail-topic-policy',
    topicPolicy(region, arn, {
      service: 'cloudwatch.amazonaws.com',
      condition: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnEquals: { 'aws:SourceArn': alarms.map(({ id }) => alarmArn(spec, id)) },
      },
    }),
  );
  resource<ITopicSubscription>('trail-topic-email', emailSubscription(region, arn, spec.alarmEmail));
  return { topicArn: made.status.atProvider.arn };
}

/** A CloudWatch Logs filter that matches the calls of one service. */
export function filterPattern(source: string, calls: readonly string[]): string {
  const names = calls.map((call) => `($.eventName = ${call})`).join(' || ');
  return `{ ($.eventSource = ${source}) && (${names}) }`;
}
