// The alerts of the platform, as Managed Prometheus evaluates them.
import type { MetricsWorkspaceSpec } from '../../crossplane/apis/metrics-workspace/index.ts';
import type { Environment } from '../../envs/index.ts';
import { namespace as airflowNamespace, objectName } from '../airflow/names.ts';
import { type Queue, workerOf } from '../airflow/workers.ts';
import { namespace as grafanaNamespace, keyRenewal } from '../grafana/names.ts';
import { hasGpus } from './dcgm-exporter.ts';

type Rules = MetricsWorkspaceSpec['rules'];

const interval = '1m';

/** `or vector(0)`: when the last series is gone, there is nothing to compare, and no alert would fire. */
const silent = (heartbeat: string): string => `(sum(increase(${heartbeat}[5m])) or vector(0)) == 0`;

type Severity = 'page' | 'ticket';

function alert(name: string, expr: string, holds: string, severity: Severity, summary: string) {
  const labels: Record<string, string> = { severity };
  return { alert: name, expr, for: holds, labels, annotations: { summary } };
}

/** Rules of an environment, by what they watch. */
export function alertRulesOf(environment: Pick<Environment, 'airflow' | 'nodes' | 'observability'>): Rules {
  const { airflow, runner, platform } = alertRules;
  return {
    airflow: { groups: [...airflow.groups, queuesOf(environment.airflow.queues)] },
    runner: { groups: [...runner.groups, ...(hasGpus(environment) ? [gpus] : [])] },
    platform: { groups: [...platform.groups, ...(environment.observability.grafana ? [grafanaAccess] : [])] },
  };
}

type Group = Rules['platform']['groups'][number];

/** KEDA may have lost the database, or Karpenter its limit: either way the tasks of a queue wait for nobody. */
function queuesOf(queues: readonly Queue[]): Group {
  return {
    name: 'queues',
    interval,
    rules: queues.map((queue) => {
      const workers = `namespace="${airflowNamespace}",deployment="${objectName(workerOf(queue))}"`;
      const rule = alert(
        'QueueWithoutWorker',
        `sum(airflow_ti_queued{queue="${queue.name}"}) > 0 and on () (sum(kube_deployment_status_replicas_available{${workers}}) or vector(0)) == 0`,
        '15m',
        'ticket',
        `Tasks wait in the queue ${queue.name}, and it has no worker: look at its ScaledObject, then at the node pool.`,
      );
      // Without the queue the alerts of all queues would be one.
      return { ...rule, labels: { ...rule.labels, queue: queue.name } };
    }),
  };
}

const gpus: Group = {
  name: 'gpus',
  interval,
  rules: [
    // The exporter repeats the last error, so the change counts: https://docs.nvidia.com/deploy/xid-errors/
    alert(
      'GpuError',
      'max by (node, gpu) (changes(DCGM_FI_DEV_XID_ERRORS[15m])) > 0 and max by (node, gpu) (DCGM_FI_DEV_XID_ERRORS) > 0',
      '1m',
      'ticket',
      'A GPU reports an error (XID): its job may fail, and the node may need to go.',
    ),
  ],
};

/** A key of Managed Grafana lives for 30 days and is renewed every week: there are two more attempts. */
const grafanaAccess: Group = {
  name: 'grafana',
  interval,
  rules: [
    alert(
      'GrafanaKeyNotRenewed',
      `time() - kube_cronjob_status_last_successful_time{namespace="${grafanaNamespace}",cronjob="${keyRenewal}"} > ${15 * 86_400}`,
      '1h',
      'ticket',
      'The API key of Grafana was not renewed for 15 days. After 30 days dashboards can’t be changed from git.',
    ),
  ],
};

const alertRules: Rules = {
  airflow: {
    groups: [
      {
        name: 'components',
        interval,
        rules: [
          alert(
            'SchedulerDown',
            silent('airflow_scheduler_heartbeat_total'),
            '5m',
            'page',
            'No scheduler has beaten for ten minutes: nothing is started.',
          ),
          alert(
            'DagProcessorDown',
            silent('airflow_dag_processor_heartbeat_total'),
            '5m',
            'page',
            'No DAG processor has beaten for ten minutes: changed DAGs are not seen.',
          ),
          alert(
            'TriggererDown',
            silent('airflow_triggerer_heartbeat_total'),
            '5m',
            'page',
            'No triggerer has beaten for ten minutes: deferred tasks never wake up.',
          ),
          alert(
            'DagImportErrors',
            'airflow_dag_import_errors > 0',
            '10m',
            'ticket',
            'A DAG file can’t be imported.',
          ),
        ],
      },
      {
        name: 'tasks',
        interval,
        rules: [
          // The difference and not increase(): a counter that appears with its first failure has no increase.
          alert(
            'TasksFailed',
            '(sum(airflow_ti_failures_total) - (sum(airflow_ti_failures_total offset 15m) or vector(0))) > 0',
            '1m',
            'ticket',
            'Tasks have failed in the last quarter of an hour.',
          ),
          alert(
            'NoOpenSlots',
            'airflow_executor_open_slots <= 0 and airflow_executor_queued_tasks > 0',
            '15m',
            'ticket',
            'Tasks wait although every slot is taken: raise parallelism or the workers.',
          ),
          alert(
            'PoolStarved',
            'airflow_pool_starving_tasks > 0',
            '15m',
            'ticket',
            'Tasks wait for a slot of their pool.',
          ),
        ],
      },
    ],
  },
  runner: {
    groups: [
      {
        name: 'jobs',
        interval,
        rules: [
          alert(
            'JobsPending',
            'sum(kube_pod_status_phase{namespace="helical-runner",phase="Pending"}) > 0',
            '30m',
            'ticket',
            'Model runs wait for a node for half an hour: look at the limits of the GPU pool.',
          ),
        ],
      },
    ],
  },
  platform: {
    groups: [
      {
        name: 'workloads',
        interval,
        rules: [
          alert(
            'PodsRestarting',
            'sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total[30m])) > 3',
            '5m',
            'ticket',
            'A pod keeps restarting.',
          ),
          alert(
            'DeploymentIncomplete',
            'sum by (namespace, deployment) (kube_deployment_spec_replicas - kube_deployment_status_replicas_available) > 0',
            '20m',
            'ticket',
            'A Deployment has fewer pods than it wants.',
          ),
        ],
      },
    ],
  },
};
