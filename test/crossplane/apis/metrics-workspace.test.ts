// The MetricsWorkspace API: our keys, readable rules, alerts that only this workspace sends.
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type MetricsWorkspaceSpec,
  metricsWorkspace,
} from '../../../crossplane/apis/metrics-workspace/index.ts';
import { valueAt } from '../../../crossplane/engine/evaluate.ts';
import { composed, problems, refusedFields } from '../kit/composed.ts';

const group = {
  name: 'scheduler',
  interval: '1m',
  rules: [
    {
      alert: 'SchedulerDown',
      expr: 'sum(rate(airflow_scheduler_heartbeat_total[5m])) < 1 and on() up == 1',
      for: '5m',
      labels: { severity: 'critical' },
      annotations: { summary: 'No heartbeat for {{ $value }} "minutes"' },
    },
    { record: 'airflow:heartbeats:rate5m', expr: 'rate(airflow_scheduler_heartbeat_total[5m])' },
  ],
};
const spec: MetricsWorkspaceSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  workspaceAlias: 'helical-dev',
  rules: { airflow: { groups: [group] }, runner: { groups: [group] }, platform: { groups: [group] } },
  alertEmail: 'oncall@helical.example',
  logRetentionDays: 30,
  encryptionKeyAlias: 'helical-dev-metrics',
  topicKeyAlias: 'helical-dev-topics',
  logsKeyAlias: 'helical-dev-logs',
  deletionProtection: true,
  tags: { environment: 'dev' },
};
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:helical-dev-alerts';
const made = composed(metricsWorkspace, 'default', spec);
const keyOf = (id: string) => `<known after apply: Alias sample-${id}, status.atProvider.targetKeyArn>`;

test('metrics, alerts and logs are each encrypted with the key that the spec names', () => {
  assert.is(made.field('metrics-workspace', 'kmsKeyArn'), keyOf('metrics-key'));
  assert.is(made.field('metrics-alerts', 'kmsMasterKeyId'), keyOf('metrics-topic-key'));
  assert.is(made.field('metrics-log', 'kmsKeyId'), keyOf('metrics-logs-key'));
  assert.is(made.externalName('metrics-key'), 'helical-dev-metrics');
  assert.is(made.externalName('metrics-topic-key'), 'helical-dev-topics');
  assert.is(made.externalName('metrics-logs-key'), 'helical-dev-logs');
});

test('the workspace logs to its own log group, which only log delivery writes to', () => {
  assert.is(made.externalName('metrics-log'), '/aws/vendedlogs/prometheus/helical-dev');
  assert.is(made.field('metrics-log', 'retentionInDays'), 30);
  const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/prometheus/helical-dev';
  assert.is(made.field('metrics-workspace', 'loggingConfiguration', 'logGroupArn'), `${group}:*`);
  const statement = made.statements('metrics-log-delivery', 'policyDocument').get('DeliverLogs');
  assert.is(statement?.Resource, `${group}:log-stream:*`);
  assert.equal(statement?.Principal, { Service: 'delivery.logs.amazonaws.com' });
  assert.is(statement?.Condition?.StringEquals?.['aws:SourceAccount'], '111122223333');
});

test('an existing workspace is taken over, otherwise AWS names a new one', () => {
  const workspaceId = 'ws-0162d594-ee09-45e4-a5f3-6fc267ca4bee';
  assert.is(made.externalName('metrics-workspace'), undefined);
  const taken = composed(metricsWorkspace, 'default', { ...spec, workspaceId });
  assert.is(taken.externalName('metrics-workspace'), workspaceId);
});

test('rules arrive as they are written, whatever characters they hold', () => {
  const namespaces = ['airflow', 'runner', 'platform'] as const;
  for (const namespace of namespaces) {
    assert.is(made.externalName(`metrics-rules-${namespace}`), namespace);
    const data = made.field(`metrics-rules-${namespace}`, 'data');
    assert.equal(load(String(data)), spec.rules[namespace]);
  }
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (expr) => {
      const airflow = { groups: [{ name: 'any', rules: [{ alert: 'Any', expr }] }] };
      const { field } = composed(metricsWorkspace, 'default', { ...spec, rules: { ...spec.rules, airflow } });
      assert.equal(JSON.parse(String(field('metrics-rules-airflow', 'data'))), airflow);
    }),
  );
});

test('every alert goes to the one topic', () => {
  const definition: unknown = load(String(made.field('metrics-alert-manager', 'definition')));
  const config: unknown = load(String(valueAt(definition, ['alertmanager_config'])));
  assert.equal(config, {
    route: {
      receiver: 'topic',
      group_by: ['alertname', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
    },
    receivers: [
      {
        name: 'topic',
        sns_configs: [
          {
            topic_arn: topicArn,
            sigv4: { region: 'eu-west-1' },
            send_resolved: true,
            subject: '{{ .Status }}: {{ .GroupLabels.alertname }}',
          },
        ],
      },
    ],
  });
  assert.equal(
    [made.field('metrics-alerts-email', 'topicArn'), made.field('metrics-alerts-email', 'endpoint')],
    [topicArn, 'oncall@helical.example'],
  );
});

test('only this workspace publishes to the topic', () => {
  const statements = made.statements('metrics-alerts-policy', 'policy');
  assert.equal(
    [...statements.values()].map(({ Effect, Principal, Resource }) => [Effect, Principal, Resource]),
    [
      ['Allow', { Service: 'aps.amazonaws.com' }, topicArn],
      ['Deny', '*', topicArn],
    ],
  );
  assert.equal(statements.get('Publish')?.Condition, {
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    ArnEquals: {
      'aws:SourceArn': '<known after apply: Workspace sample-metrics-workspace, status.atProvider.arn>',
    },
  });
});

test('pods find the address for remote writing in a ConfigMap', () => {
  assert.equal(made.resource('metrics').data, {
    workspaceId: '<known after apply: Workspace sample-metrics-workspace, status.atProvider.id>',
    remoteWriteUrl:
      '<known after apply: Workspace sample-metrics-workspace, status.atProvider.prometheusEndpoint>api/v1/remote_write',
  });
});

test('a rule is either an alert or a recording', () => {
  const withRule = (rule: Record<string, unknown>) => ({
    rules: { ...spec.rules, runner: { groups: [{ name: 'g', rules: [rule] }] } },
  });
  assert.equal(problems(metricsWorkspace, 'default', spec, withRule({ alert: 'A', expr: 'up' })), []);
  for (const rule of [{ expr: 'up' }, { alert: 'A', record: 'a', expr: 'up' }]) {
    assert.equal(problems(metricsWorkspace, 'default', spec, withRule(rule)), [
      'MetricsWorkspace platform/sample spec.rules.runner: every rule of rules.runner has either alert or record',
    ]);
  }
});

test('bad specs are refused, naming the field', () => {
  const bad: [string, Record<string, unknown>][] = [
    ['alertEmail', { alertEmail: 'oncall' }],
    ['logRetentionDays', { logRetentionDays: 365 }],
    ['workspaceId', { workspaceId: '0162d594' }],
    ['accountId', { accountId: '1234' }],
    ['rules.airflow.groups', { rules: { ...spec.rules, airflow: { groups: [] } } }],
  ];
  for (const [name, changes] of bad) {
    assert.equal(refusedFields(metricsWorkspace, 'default', spec, changes), [name]);
  }
});

test.run();
