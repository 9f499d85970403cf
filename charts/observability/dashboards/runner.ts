// Dashboard "helical-runner": the jobs, what they wait for and how they end, and the GPUs beneath them.
import type { Environment } from '../../../envs/index.ts';
import { namespace } from '../../helical-runner/names.ts';
import { hasGpus } from '../dcgm-exporter.ts';
import type { Dashboard, Section } from './kit/dashboard.ts';
import { stat, table, timeSeries } from './kit/panel.ts';

const jobs = `namespace="${namespace}"`;
const gpu = 'resource="nvidia_com_gpu"';

/** GPUs of pods that run; a pod that has ended still names its requests. */
const inUse = `sum(kube_pod_container_resource_requests{${jobs},${gpu}} * on (namespace, pod) group_left () (kube_pod_status_phase{${jobs},phase="Running"} == 1))`;

export function runner(environment: Environment): Dashboard {
  return {
    name: 'runner',
    title: 'helical-runner',
    description: 'Model runs: their pods, their quota, and the GPUs beneath them.',
    span: '24h',
    sections: [jobSection, ...(hasGpus(environment) ? [gpuSection] : [])],
  };
}

const jobSection: Section = {
  title: 'Jobs',
  panels: [
    stat('Jobs that run', [
      { expr: `sum(kube_pod_status_phase{${jobs},phase="Running"}) or vector(0)`, legend: 'pods' },
    ]),
    stat(
      'Jobs that wait for a node',
      [{ expr: `sum(kube_pod_status_phase{${jobs},phase="Pending"}) or vector(0)`, legend: 'pods' }],
      { thresholds: { yellow: 1, red: 10 } },
    ),
    stat(
      'Jobs killed for memory',
      [
        {
          expr: `sum(kube_pod_container_status_terminated_reason{${jobs},reason="OOMKilled"}) or vector(0)`,
          legend: 'containers',
        },
      ],
      { description: 'Pods that are still there: the task removes its own.', thresholds: { red: 1 } },
    ),
    stat('Slots of the pool in use', [
      {
        expr: 'max(airflow_pool_running_slots{pool_name="helical_runner"} + airflow_pool_deferred_slots{pool_name="helical_runner"})',
        legend: 'slots',
      },
    ]),
    stat('Free slots of the pool', [
      { expr: 'max(airflow_pool_open_slots{pool_name="helical_runner"})', legend: 'slots' },
    ]),
    stat('Tasks that wait in the triggerer', [
      { expr: 'sum(airflow_ti_deferred{queue="helical-runner"}) or vector(0)', legend: 'tasks' },
    ]),
    timeSeries(
      'Pods by phase',
      [{ expr: `sum by (phase) (kube_pod_status_phase{${jobs}})`, legend: '{{phase}}' }],
      { stacked: true },
    ),
    timeSeries('What containers wait for', [
      {
        expr: `sum by (reason) (kube_pod_container_status_waiting_reason{${jobs}}) > 0`,
        legend: '{{reason}}',
      },
    ]),
    timeSeries('How containers ended', [
      {
        expr: `sum by (reason) (kube_pod_container_status_terminated_reason{${jobs}}) > 0`,
        legend: '{{reason}}',
      },
      { expr: `sum by (reason) (kube_pod_status_reason{${jobs}}) > 0`, legend: 'pod: {{reason}}' },
    ]),
    timeSeries(
      'Mean duration of model runs',
      [
        {
          expr: 'sum by (dag_id, task_id) (increase(airflow_task_duration_seconds_sum{dag_id=~"helical_.+"}[1h])) / sum by (dag_id, task_id) (increase(airflow_task_duration_seconds_count{dag_id=~"helical_.+"}[1h]))',
          legend: '{{dag_id}} {{task_id}}',
        },
      ],
      { unit: 's', description: 'Tasks that ended within the hour before.' },
    ),
    table(
      'Quota',
      ['resource'],
      [
        { expr: `sum by (resource) (kube_resourcequota{${jobs},type="used"})`, legend: 'used' },
        { expr: `sum by (resource) (kube_resourcequota{${jobs},type="hard"})`, legend: 'limit' },
      ],
      { width: 12 },
    ),
    timeSeries(
      'Memory of jobs',
      [
        {
          expr: `sum by (pod) (container_memory_working_set_bytes{${jobs},container!=""})`,
          legend: '{{pod}}',
        },
      ],
      { unit: 'bytes' },
    ),
  ],
};

const gpuSection: Section = {
  title: 'GPUs',
  panels: [
    timeSeries('GPUs', [
      { expr: inUse, legend: 'in use by jobs' },
      { expr: `sum(kube_node_status_allocatable{${gpu}})`, legend: 'on nodes' },
      {
        expr: 'max(karpenter_nodepools_limit{nodepool="gpu",resource_type="nvidia.com/gpu"})',
        legend: 'limit of the node pool',
      },
    ]),
    timeSeries(
      'Load of GPUs',
      [{ expr: 'avg by (node, gpu) (DCGM_FI_DEV_GPU_UTIL)', legend: '{{node}} {{gpu}}' }],
      { unit: 'percent' },
    ),
    timeSeries(
      'Memory of GPUs in use',
      [
        {
          expr: 'max by (node, gpu) (DCGM_FI_DEV_FB_USED / (DCGM_FI_DEV_FB_USED + DCGM_FI_DEV_FB_FREE))',
          legend: '{{node}} {{gpu}}',
        },
      ],
      { unit: 'percentunit' },
    ),
    timeSeries(
      'Temperature of GPUs',
      [{ expr: 'max by (node, gpu) (DCGM_FI_DEV_GPU_TEMP)', legend: '{{node}} {{gpu}}' }],
      { unit: 'celsius' },
    ),
    table(
      'Jobs on GPU nodes',
      ['node', 'pod'],
      [
        {
          expr: `sum by (node, pod) (kube_pod_container_resource_requests{${jobs},${gpu}} * on (namespace, pod) group_left () (kube_pod_status_phase{${jobs},phase="Running"} == 1))`,
          legend: 'GPUs',
        },
      ],
      { width: 12 },
    ),
    table(
      'GPU nodes',
      ['node', 'modelName'],
      [
        { expr: 'avg by (node, modelName) (DCGM_FI_DEV_GPU_UTIL)', legend: 'load (%)' },
        { expr: 'sum by (node, modelName) (DCGM_FI_DEV_POWER_USAGE)', legend: 'power (W)' },
        { expr: 'max by (node, modelName) (DCGM_FI_DEV_XID_ERRORS)', legend: 'last error (XID)' },
      ],
      { width: 12 },
    ),
  ],
};
