// The scheduler.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { addDeployment } from './deployment.ts';
import { ports } from './names.ts';
import { heartbeatProbe, startupOf } from './probes.ts';

export function addScheduler(chart: Chart, environment: Environment): void {
  const { replicas, resources } = environment.airflow.scheduler;
  const alive = heartbeatProbe('SchedulerJob');
  addDeployment(chart, environment, {
    component: 'scheduler',
    replicas,
    resources,
    args: ['bash', '-c', 'exec airflow scheduler'],
    // Schedulers share the work through the database, so an extra one during a rollout does no harm.
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    terminationGracePeriodSeconds: 60,
    container: {
      ports: [{ name: 'health', containerPort: ports.schedulerHealth }],
      startupProbe: startupOf(alive),
      livenessProbe: alive,
    },
  });
}
