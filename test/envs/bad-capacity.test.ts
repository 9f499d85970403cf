// Pods, jobs and workers that would never run.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

const gpuJob = {
  name: 'embed',
  gpus: 1,
  resources: { cpuMillis: 1000, memoryMiB: 4096 },
  scratchGiB: 20,
  deadlineMinutes: 60,
};

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'minimum above maximum',
    changes: { 'airflow.queues[0].minWorkers': 25 },
    message: [
      'error envs/prod.ts: airflow.queues[0].minWorkers [environment/worker-range]',
      '  25 is above maxWorkers, 20.',
      '  why: The autoscaler refuses a minimum above the maximum, and the queue would have no workers.',
      '  fix: Use 0 to 20, or raise maxWorkers.',
    ],
  },
  {
    name: 'two queues of one name',
    changes: { 'airflow.queues[1].name': 'default' },
    message: [
      'error envs/prod.ts: airflow.queues[1].name [environment/duplicate-queue]',
      '  "default" is already the name of airflow.queues[0].',
      '  why: Both would become one Deployment of that name, and one set of workers would be lost.',
      '  fix: Give each queue its own name.',
    ],
  },
  {
    name: 'option that is set twice',
    changes: {
      'airflow.options': [
        { section: 'core', option: 'max_active_runs_per_dag', value: '4' },
        { section: 'core', option: 'max_active_runs_per_dag', value: '8' },
      ],
    },
    message: [
      'error envs/prod.ts: airflow.options[1] [environment/duplicate-option]',
      '  [core] max_active_runs_per_dag is already set by airflow.options[0].',
      '  why: Both become one environment variable, so one of the two values would silently not count.',
      '  fix: Set each option once.',
    ],
  },
  {
    name: 'worker larger than the pool',
    changes: {
      'airflow.queues[0].minWorkers': 0,
      'airflow.queues[0].resources.memoryMiB': 1572864,
      'nodes.general.memoryLimitGiB': 1024,
    },
    message: [
      'error envs/prod.ts: airflow.queues[0].resources.memoryMiB [environment/pod-larger-than-pool]',
      '  One pod asks for 1,572,864 MiB; nodes.general may have 1,048,576 MiB (memoryLimitGiB 1024) in all.',
      '  why: Karpenter would start no node for it, so not one of these pods could ever exist.',
      '  fix: Lower the request, or raise the limit of nodes.general.',
    ],
  },
  {
    name: 'what always runs exceeds the pool',
    changes: { 'nodes.general.cpuLimit': 16 },
    message: [
      'error envs/prod.ts: nodes.general.cpuLimit [environment/always-on-exceeds-pool]',
      '  Airflow’s components and minWorkers ask for 25,000 millicores; the pool may have 16,000 millicores (cpuLimit 16).',
      '  why: Some of these pods would stay pending for ever, and which ones is chance.',
      '  fix: Raise the limit, or lower replicas, minWorkers or the requests under airflow.',
    ],
  },
  {
    name: 'two job classes of one name',
    changes: { 'runner.jobClasses[2].name': 'gpu-small' },
    message: [
      'error envs/prod.ts: runner.jobClasses[2].name [environment/duplicate-job-class]',
      '  "gpu-small" is already the name of runner.jobClasses[1].',
      '  why: A DAG asks for a class by its name, so one of the two could not be asked for.',
      '  fix: Give each job class its own name.',
    ],
  },
  {
    name: 'more GPUs than the limit',
    changes: {
      'runner.jobClasses[2].gpus': 4,
      'nodes.gpu.gpuLimit': 2,
      'airflow.runnerSlots': 2,
    },
    message: [
      'error envs/prod.ts: runner.jobClasses[2].gpus [environment/gpu-limit]',
      '  A job "gpu-large" asks for 4 GPUs; nodes.gpu.gpuLimit is 2.',
      '  why: Karpenter stops at its limit: a job of this class would stay pending until Airflow gives up.',
      '  fix: Use 0 to 2, or raise nodes.gpu.gpuLimit.',
    ],
  },
  {
    name: 'a GPU job without a GPU pool',
    changes: { 'nodes.gpu.gpuLimit': 0, 'runner.jobClasses': [gpuJob], 'airflow.runnerSlots': 1 },
    message: [
      'error envs/prod.ts: runner.jobClasses[0].gpus [environment/gpu-limit]',
      '  A job "embed" asks for 1 GPUs; nodes.gpu.gpuLimit is 0, so there is no GPU pool.',
      '  why: Karpenter stops at its limit: a job of this class would stay pending until Airflow gives up.',
      '  fix: Use 0, or raise nodes.gpu.gpuLimit.',
      'error envs/prod.ts: airflow.runnerSlots [environment/runner-slots]',
      '  1 jobs of the smallest GPU class ask for 1 GPUs; nodes.gpu.gpuLimit is 0.',
      '  why: Airflow would start jobs that the cluster then refuses or leaves pending, and report them as failed.',
      '  fix: Raise nodes.gpu.gpuLimit.',
    ],
  },
  {
    name: 'job larger than the GPU pool',
    changes: { 'nodes.gpu.cpuLimit': 8 },
    message: [
      'error envs/prod.ts: runner.jobClasses[2].resources.cpuMillis [environment/job-larger-than-pool]',
      '  A job "gpu-large" asks for 14,000 millicores; nodes.gpu may have 8000 millicores (cpuLimit 8) in all.',
      '  why: Karpenter would start no node for it: a job of this class would stay pending until Airflow gives up.',
      '  fix: Lower the request, or raise the limit of nodes.gpu.',
    ],
  },
  {
    name: 'job with more scratch than a node has',
    changes: { 'runner.jobClasses[0].scratchGiB': 100 },
    message: [
      'error envs/prod.ts: runner.jobClasses[0].scratchGiB [environment/job-larger-than-pool]',
      '  A job "cpu" asks for 100 GiB of disk; a node has 100 GiB, images included.',
      '  why: Karpenter would start no node for it: a job of this class would stay pending until Airflow gives up.',
      '  fix: Use less than 100, or raise nodes.general.volumeGiB.',
    ],
  },
  {
    name: 'more slots than pods',
    changes: { 'runner.maxPods': 16 },
    message: [
      'error envs/prod.ts: airflow.runnerSlots [environment/runner-slots]',
      '  32 is above runner.maxPods, 16.',
      '  why: Airflow would start jobs that the cluster then refuses or leaves pending, and report them as failed.',
      '  fix: Use 1 to 16, or raise runner.maxPods.',
    ],
  },
  {
    name: 'more GPU slots than GPUs',
    changes: { 'airflow.runnerSlots': 33 },
    message: [
      'error envs/prod.ts: airflow.runnerSlots [environment/runner-slots]',
      '  33 jobs of the smallest GPU class ask for 33 GPUs; nodes.gpu.gpuLimit is 32.',
      '  why: Airflow would start jobs that the cluster then refuses or leaves pending, and report them as failed.',
      '  fix: Use 1 to 32, or raise nodes.gpu.gpuLimit.',
    ],
  },
  {
    name: 'job longer than every queue allows',
    changes: { 'runner.jobClasses[2].deadlineMinutes': 2000 },
    message: [
      'error envs/prod.ts: runner.jobClasses[2].deadlineMinutes [environment/longest-job]',
      '  A job "gpu-large" may take 2000 minutes; no queue has a longestTaskMinutes above 1500.',
      '  why: The task that waits for a job lives in a worker; a worker that stops first takes the running job with it.',
      '  fix: Use 1 to 1500, or raise longestTaskMinutes of the queue that starts these jobs.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`capacity that does not fit: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
