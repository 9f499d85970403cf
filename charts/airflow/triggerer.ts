// The triggerer, which waits for deferred tasks: for the pods of helical-runner, above all.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { addDeployment } from './deployment.ts';
import { ports } from './names.ts';
import { heartbeatProbe, startupOf } from './probes.ts';

export function addTriggerer(chart: Chart, environment: Environment): void {
  const { replicas, resources } = environment.airflow.triggerer;
  const alive = heartbeatProbe('TriggererJob');
  addDeployment(chart, environment, {
    component: 'triggerer',
    replicas,
    resources,
    args: ['bash', '-c', 'exec airflow triggerer'],
    dags: true,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    terminationGracePeriodSeconds: 60,
    container: {
      ports: [{ name: 'logs', containerPort: ports.triggererLogs }],
      startupProbe: startupOf(alive),
      livenessProbe: alive,
    },
  });
}
