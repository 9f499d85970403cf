// Dashboard "Celery workers": for each queue its tasks, its slots, and how KEDA adds and removes workers.
import type { Environment } from '../../../envs/index.ts';
import { namespace, objectName } from '../../airflow/names.ts';
import { type Queue, workerOf } from '../../airflow/workers.ts';
import type { Dashboard, Section } from './kit/dashboard.ts';
import { type Panel, timeSeries } from './kit/panel.ts';

export function workers({ airflow }: Environment): Dashboard {
  return {
    name: 'workers',
    title: 'Celery workers',
    description: 'Tasks, slots and workers of each queue. KEDA sets the number of workers by the tasks.',
    sections: [all, ...airflow.queues.map(sectionOf)],
  };
}

const all: Section = {
  title: 'All queues',
  panels: [
    timeSeries('Waiting tasks', [{ expr: 'sum by (queue) (airflow_ti_queued)', legend: '{{queue}}' }]),
    timeSeries('Running tasks', [{ expr: 'sum by (queue) (airflow_ti_running)', legend: '{{queue}}' }]),
    timeSeries('Restarts of workers, per hour', [
      {
        expr: `sum by (pod) (increase(kube_pod_container_status_restarts_total{namespace="${namespace}",pod=~"${objectName('worker')}-.+"}[1h])) > 0`,
        legend: '{{pod}}',
      },
    ]),
    timeSeries('Celery’s failures, per hour', [
      { expr: 'sum(increase(airflow_celery_send_timeouts_total[1h]))', legend: 'tasks not sent in time' },
      { expr: 'sum(increase(airflow_celery_command_failures_total[1h]))', legend: 'commands that failed' },
    ]),
  ],
};

function sectionOf(queue: Queue): Section {
  const deployment = objectName(workerOf(queue));
  // Other queues’ names may begin alike, so what follows is what Kubernetes appends: a hash, and five letters.
  const pods = `namespace="${namespace}",pod=~"${deployment}-[a-f0-9]+-[a-z0-9]{5}"`;
  const available = `sum(kube_deployment_status_replicas_available{namespace="${namespace}",deployment="${deployment}"})`;
  const autoscaler = `{namespace="${namespace}",horizontalpodautoscaler="keda-hpa-${deployment}"}`;
  const ofQueue = `{queue="${queue.name}"}`;
  const panels: Panel[] = [
    timeSeries(
      `${queue.name}: tasks and slots`,
      [
        { expr: `sum(airflow_ti_running${ofQueue})`, legend: 'running' },
        { expr: `sum(airflow_ti_queued${ofQueue})`, legend: 'queued' },
        { expr: `${available} * ${queue.concurrency}`, legend: 'slots' },
      ],
      {
        description: `A worker has ${queue.concurrency} slots; ${queue.maxWorkers} workers are the most.`,
      },
    ),
    timeSeries(`${queue.name}: workers`, [
      { expr: available, legend: 'ready' },
      { expr: `max(kube_horizontalpodautoscaler_status_desired_replicas${autoscaler})`, legend: 'wanted' },
      { expr: `max(kube_horizontalpodautoscaler_spec_max_replicas${autoscaler})`, legend: 'most' },
    ]),
    timeSeries(`${queue.name}: CPU`, [
      {
        expr: `sum by (pod) (rate(container_cpu_usage_seconds_total{${pods},container="worker"}[$__rate_interval]))`,
        legend: '{{pod}}',
      },
    ]),
    timeSeries(
      `${queue.name}: memory of the limit`,
      [
        {
          expr: `sum by (pod) (container_memory_working_set_bytes{${pods},container="worker"}) / sum by (pod) (kube_pod_container_resource_limits{${pods},container="worker",resource="memory"})`,
          legend: '{{pod}}',
        },
      ],
      { unit: 'percentunit' },
    ),
  ];
  return { title: `Queue ${queue.name}`, panels };
}
