// Spec and status of a MetricsWorkspace.
import { type Static, Type } from 'typebox';
import { encryptionKeyAlias, immutable, object, region, type SpecRule, tags } from '../../engine/spec.ts';
import { logRetentionDays } from '../../shared/log-group.ts';
import { accountId, notificationEmail } from '../../shared/spec-fields.ts';
import { areAlertsOrRecordings, ruleGroups } from './rules.ts';

export const spec = object(
  {
    accountId,
    region,
    workspaceAlias: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{1,60}[a-z0-9]$',
        maxLength: 62,
        description: 'Name of the workspace, for people. Its log group and its topic are named after it.',
      }),
      'the log group and the topic are named after it',
    ),
    workspaceId: Type.Optional(
      immutable(
        Type.String({
          pattern: '^ws-[0-9a-f-]{8,64}$',
          maxLength: 67,
          description:
            'Id of a workspace that exists already. It is taken over; without it a new one is made.',
        }),
        'another id is another workspace',
        { addable: true },
      ),
    ),
    rules: object(
      {
        airflow: ruleGroups('Rules about Airflow: scheduler, DAGs, tasks, workers.'),
        runner: ruleGroups('Rules about the model runs and their GPUs.'),
        platform: ruleGroups('Rules about nodes, operators and the delivery.'),
      },
      { description: 'Recording and alerting rules, one rule group namespace for each field.' },
    ),
    alertEmail: notificationEmail,
    logRetentionDays,
    encryptionKeyAlias: immutable(
      encryptionKeyAlias,
      'Managed Prometheus can’t encrypt an existing workspace with another key',
    ),
    topicKeyAlias: encryptionKeyAlias,
    logsKeyAlias: encryptionKeyAlias,
    deletionProtection: Type.Boolean({
      description: 'Keep the workspace and its metrics in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'A workspace of Managed Prometheus.' },
);

export const status = object(
  {
    workspaceId: Type.String({ description: 'Id of the workspace. Record it in the environment.' }),
    workspaceArn: Type.String({ description: 'ARN of the workspace.' }),
    endpoint: Type.String({ description: 'Address of the workspace, with a slash at the end.' }),
    encryptionKeyArn: Type.String({ description: 'Key of the metrics.' }),
    topicKeyArn: Type.String({ description: 'Key of the alerts.' }),
    logsKeyArn: Type.String({ description: 'Key of the log group.' }),
  },
  { description: 'Facts of the workspace once AWS has made it.' },
);

/** Spec of a MetricsWorkspace. */
export type MetricsWorkspaceSpec = Static<typeof spec>;

/** Rule group namespaces, as the fields of `rules` are called. */
export const ruleNamespaces = ['airflow', 'runner', 'platform'] as const;

/** What must fit together in a spec. */
export const specRules: readonly SpecRule<MetricsWorkspaceSpec>[] = ruleNamespaces.map((namespace) => ({
  field: `rules.${namespace}`,
  cel: `self.rules.${namespace}.groups.all(g, g.rules.all(r, has(r.alert) != has(r.record)))`,
  holds: ({ rules }) => areAlertsOrRecordings(rules[namespace]),
  message: `every rule of rules.${namespace} has either alert or record`,
}));
