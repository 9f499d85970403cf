// MetricsWorkspace: Managed Prometheus with its rules, its alert manager and the log of both.
import type {
  IAlertManagerDefinition,
  IRuleGroupNamespace,
  IWorkspace,
} from '@crossplane-models/provider-upjet-aws/amp.aws.m.upbound.io/v1beta1';
import type {
  IGroup,
  IResourcePolicy,
} from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type {
  ITopic,
  ITopicPolicy,
  ITopicSubscription,
} from '@crossplane-models/provider-upjet-aws/sns.aws.m.upbound.io/v1beta1';
import type { IConfigMap } from 'kubernetes-models/v1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format, json } from '../../engine/combinators.ts';
import { endpointConfigMap } from '../../shared/endpoint.ts';
import { logGroup } from '../../shared/log-group.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { protectedBy } from '../../shared/protection.ts';
import { emailSubscription, topic, topicPolicy } from '../../shared/topic.ts';
import { alertManagerDefinition } from './alert-manager.ts';
import { logDelivery } from './log-delivery.ts';
import { ruleNamespaces, spec, specRules, status } from './spec.ts';

export type { MetricsWorkspaceSpec } from './spec.ts';

const apiVersion = 'amp.aws.m.upbound.io/v1beta1';

export const metricsWorkspace = cloudApi({
  kind: 'MetricsWorkspace',
  plural: 'metricsworkspaces',
  description: 'A Managed Prometheus workspace with rules, alerts by e-mail and a log of what goes wrong.',
  stateful: true,
  spec,
  status,
  rules: specRules,
  variants: ['default'],
  compose({ spec, status, resource, publish }) {
    const { accountId, region, tags, workspaceAlias: alias } = spec;
    const key = resource<IAlias>('metrics-key', observedKey(region, spec.encryptionKeyAlias));
    const topicKey = resource<IAlias>('metrics-topic-key', observedKey(region, spec.topicKeyAlias));
    const logsKey = resource<IAlias>('metrics-logs-key', observedKey(region, spec.logsKeyAlias));

    // Log groups with this prefix need no policy of their own name's length (CloudWatch Logs: vended logs).
    const logGroupName = format`/aws/vendedlogs/prometheus/${alias}`;
    resource<IGroup>(
      'metrics-log',
      logGroup({
        name: logGroupName,
        region,
        retentionDays: spec.logRetentionDays,
        keyArn: status.logsKeyArn,
        tags,
        deletionProtection: spec.deletionProtection,
      }),
    );
    resource<IResourcePolicy>('metrics-log-delivery', {
      apiVersion: 'cloudwatchlogs.aws.m.upbound.io/v1beta1',
      kind: 'ResourcePolicy',
      metadata: { annotations: { 'crossplane.io/external-name': format`${alias}-metrics-log` } },
      spec: { forProvider: { region, policyDocument: logDelivery({ accountId, region, logGroupName }) } },
    });
    const workspace = resource<IWorkspace>('metrics-workspace', {
      apiVersion,
      kind: 'Workspace',
      metadata: { annotations: { 'crossplane.io/external-name': spec.workspaceId } },
      spec: {
        managementPolicies: protectedBy(spec.deletionProtection),
        forProvider: {
          region,
          alias,
          kmsKeyArn: status.encryptionKeyArn,
          loggingConfiguration: {
            logGroupArn: format`arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`,
          },
          tags,
        },
      },
    });
    const workspaceIdRef = { name: workspace.metadata.name };

    const topicName = format`${alias}-alerts`;
    const topicArn = format`arn:aws:sns:${region}:${accountId}:${topicName}`;
    resource<ITopic>(
      'metrics-alerts',
      topic({ region, name: topicName, keyArn: status.topicKeyArn, displayName: 'Platform alerts', tags }),
    );
    resource<ITopicPolicy>(
      'metrics-alerts-policy',
      topicPolicy(region, topicArn, {
        service: 'aps.amazonaws.com',
        condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnEquals: { 'aws:SourceArn': status.workspaceArn },
        },
      }),
    );
    resource<ITopicSubscription>(
      'metrics-alerts-email',
      emailSubscription(region, topicArn, spec.alertEmail),
    );
    resource<IAlertManagerDefinition>('metrics-alert-manager', {
      apiVersion,
      kind: 'AlertManagerDefinition',
      spec: {
        forProvider: { region, workspaceIdRef, definition: alertManagerDefinition(region, topicArn) },
      },
    });
    for (const namespace of ruleNamespaces) {
      resource<IRuleGroupNamespace>(`metrics-rules-${namespace}`, {
        apiVersion,
        kind: 'RuleGroupNamespace',
        metadata: { annotations: { 'crossplane.io/external-name': namespace } },
        // JSON is YAML, which is what Managed Prometheus reads.
        spec: { forProvider: { region, workspaceIdRef, data: json(spec.rules[namespace]), tags } },
      });
    }
    resource<IConfigMap>(
      'metrics',
      endpointConfigMap({
        workspaceId: status.workspaceId,
        remoteWriteUrl: format`${status.endpoint}api/v1/remote_write`,
      }),
      { readiness: 'exists' },
    );
    publish({
      workspaceId: workspace.status.atProvider.id,
      workspaceArn: workspace.status.atProvider.arn,
      endpoint: workspace.status.atProvider.prometheusEndpoint,
      encryptionKeyArn: key.status.atProvider.targetKeyArn,
      topicKeyArn: topicKey.status.atProvider.targetKeyArn,
      logsKeyArn: logsKey.status.atProvider.targetKeyArn,
    });
  },
});
