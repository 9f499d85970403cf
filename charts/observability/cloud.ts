// What observability needs of AWS: the metrics workspace with its alerts, and the log groups of the cluster.
import type { Chart } from 'cdk8s';
import { logGroupApi } from '../../crossplane/apis/log-group/index.ts';
import { metricsWorkspace } from '../../crossplane/apis/metrics-workspace/index.ts';
import { environmentTags, keyAlias } from '../../crossplane/keys.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { alertRulesOf } from './alert-rules.ts';
import { namespace } from './namespace.ts';

/** Parts of the cluster with a log group of their own; all other namespaces share `platform`. */
export const logParts = ['airflow', 'helical-runner', 'platform'] as const;

/** Name of the log group of a part, for example `/helical/prod/airflow`. */
export function logGroupName(environment: Environment, part: string): string {
  return `/helical/${environment.name}/${part}`;
}

/** ConfigMap in which the metrics workspace publishes its addresses. */
export const metricsConfigMap = 'platform-metrics';

/** Adds the workspace and the log groups. */
export function addCloud(chart: Chart, environment: Environment): void {
  const { account, airflow, observability } = environment;
  const tags = environmentTags(environment);
  compositeResource(chart, environment, metricsWorkspace, {
    name: 'platform',
    namespace,
    spec: {
      accountId: account.accountId,
      region: account.region,
      workspaceAlias: `helical-${environment.name}`,
      workspaceId: observability.metricsWorkspaceId,
      rules: alertRulesOf(environment),
      alertEmail: observability.alertEmail,
      logRetentionDays: observability.logRetentionDays,
      encryptionKeyAlias: keyAlias(environment, 'metrics'),
      topicKeyAlias: keyAlias(environment, 'topics'),
      logsKeyAlias: keyAlias(environment, 'logs'),
      deletionProtection: true,
      tags,
    },
  });
  const retention = { airflow: airflow.logRetentionDays, 'helical-runner': airflow.logRetentionDays };
  for (const part of logParts) {
    compositeResource(chart, environment, logGroupApi, {
      name: part,
      namespace,
      spec: {
        region: account.region,
        logGroupName: logGroupName(environment, part),
        logRetentionDays: part === 'platform' ? observability.logRetentionDays : retention[part],
        encryptionKeyAlias: keyAlias(environment, 'logs'),
        deletionProtection: true,
        tags,
      },
    });
  }
}
