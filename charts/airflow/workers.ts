// The Celery workers: one Deployment for each queue. KEDA sets the number of pods.
import type { Chart } from 'cdk8s';
import type { IProbe } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { addDeployment } from './deployment.ts';
import { ports } from './names.ts';

export type Queue = Environment['airflow']['queues'][number];

/** Label and name of the workers of one queue. */
export const workerOf = (queue: Queue) => `worker-${queue.name}`;

/** Seconds that a worker gets to end its tasks: the longest task, and a minute to upload its log. */
export const drainSeconds = (queue: Queue) => queue.longestTaskMinutes * 60 + 60;

/** Asks this worker, and no other, to answer over the queue. Its name carries the host name of the pod. */
const ping: IProbe = {
  exec: {
    command: [
      'sh',
      '-c',
      'CONNECTION_CHECK_MAX_COUNT=0 exec /entrypoint python -m celery --app airflow.providers.celery.executors.celery_executor.app inspect ping -d celery@$(python -c "import socket; print(socket.gethostname())")',
    ],
  },
  initialDelaySeconds: 10,
  periodSeconds: 60,
  timeoutSeconds: 20,
  failureThreshold: 5,
};

export function addWorkers(chart: Chart, environment: Environment): void {
  for (const queue of environment.airflow.queues) addWorker(chart, environment, queue);
}

function addWorker(chart: Chart, environment: Environment, queue: Queue): void {
  addDeployment(chart, environment, {
    component: 'worker',
    instance: workerOf(queue),
    resources: queue.resources,
    args: [
      'bash',
      '-c',
      `exec airflow celery worker --queues ${queue.name} --concurrency ${queue.concurrency} --pid /tmp/airflow-worker.pid`,
    ],
    dags: true,
    // A worker that stops waits for its tasks; meanwhile a new one takes over.
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '100%', maxUnavailable: '50%' } },
    terminationGracePeriodSeconds: drainSeconds(queue),
    // Karpenter would move a worker to save a node, and the task would start again from nothing.
    annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
    container: {
      ports: [{ name: 'logs', containerPort: ports.workerLogs }],
      livenessProbe: ping,
      // dumb-init must signal Celery alone: a SIGTERM to its children would kill the running tasks.
      env: [{ name: 'DUMB_INIT_SETSID', value: '0' }],
    },
  });
}
