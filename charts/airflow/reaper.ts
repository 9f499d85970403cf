// Deletes helical-runner pods whose task is gone, which nothing else does with Celery workers.
import type { Chart } from 'cdk8s';
import type { ICronJob } from 'kubernetes-models/batch/v1';
import type { Environment } from '../../envs/index.ts';
import { namespace as runnerNamespace } from '../helical-runner/names.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { namespace, objectName, paths } from './names.ts';
import { airflowPod } from './pod.ts';

export function addReaper(chart: Chart, environment: Environment): void {
  const component = 'reaper';
  const template = airflowPod(environment, {
    component,
    args: ['python', `${paths.scripts}/reap_orphans.py`],
    resources: { cpuMillis: 100, memoryMiB: 512 },
    scripts: true,
    terminationGracePeriodSeconds: 30,
    restartPolicy: 'Never',
    container: {
      env: [
        { name: 'RUNNER_NAMESPACE', value: runnerNamespace },
        { name: 'GRACE_MINUTES', value: '10' },
      ],
    },
  });
  manifest<ICronJob>(chart, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: objectName(component),
      namespace,
      labels: objectLabels(environment, namespace, component),
    },
    spec: {
      schedule: '*/15 * * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: { backoffLimit: 0, activeDeadlineSeconds: 600, ttlSecondsAfterFinished: 86_400, template },
      },
    },
  });
}
