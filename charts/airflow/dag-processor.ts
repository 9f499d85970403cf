// The DAG processor, which reads the DAG files and stores what it finds in the database.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { addDeployment } from './deployment.ts';
import { heartbeatProbe, startupOf } from './probes.ts';

export function addDagProcessor(chart: Chart, environment: Environment): void {
  const { replicas, resources } = environment.airflow.dagProcessor;
  const alive = heartbeatProbe('DagProcessorJob');
  addDeployment(chart, environment, {
    component: 'dag-processor',
    replicas,
    resources,
    args: ['bash', '-c', 'exec airflow dag-processor'],
    dags: true,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    terminationGracePeriodSeconds: 60,
    container: { startupProbe: startupOf(alive), livenessProbe: alive },
  });
}
