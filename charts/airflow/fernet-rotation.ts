// Encrypts the metadata database anew after a change of the Fernet key, once every pod knows the new one.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectWaves } from '../kit/waves.ts';
import { fernetVariables } from './environment-variables.ts';
import { addSyncJob } from './job.ts';
import { airflowPod } from './pod.ts';
import { versionsInUse } from './secret-names.ts';

export function addFernetRotation(chart: Chart, environment: Environment): void {
  if (versionsInUse(environment, 'fernet').length === 1) return;
  const template = airflowPod(environment, {
    // It runs as the migration does, and knows the keys besides.
    component: 'migration',
    args: ['airflow', 'rotate-fernet-key'],
    resources: { cpuMillis: 200, memoryMiB: 1024 },
    terminationGracePeriodSeconds: 30,
    restartPolicy: 'Never',
    container: { env: fernetVariables(environment) },
  });
  // After the rollout: a pod of before could not read what the new key has encrypted.
  addSyncJob(chart, environment, { purpose: 'fernet-rotation', wave: objectWaves.workload + 1, template });
}
