// The database migration and what belongs to a new version: the first administrator and the pool of jobs.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectWaves } from '../kit/waves.ts';
import { fromSecret } from './environment-variables.ts';
import { addSyncJob } from './job.ts';
import { runnerPool } from './names.ts';
import { airflowPod } from './pod.ts';

/** Every step may run again: a sync runs them all, and they change nothing when nothing is new. */
function stepsOf(environment: Environment): string[] {
  const { airflow } = environment;
  return [
    // Refuses a database of a newer Airflow, so a downgrade stops before any pod of it starts.
    'airflow db migrate',
    ...(airflow.openIdConnect
      ? []
      : [
          'airflow users create --role Admin --username admin --firstname Airflow --lastname Administrator --email "$ADMIN_EMAIL" --password "$ADMIN_PASSWORD"',
        ]),
    `airflow pools set --include-deferred ${runnerPool} ${airflow.runnerSlots} 'helical-runner pods at once'`,
  ];
}

export function addMigration(chart: Chart, environment: Environment): void {
  const template = airflowPod(environment, {
    component: 'migration',
    args: ['bash', '-ec', stepsOf(environment).join('\n')],
    resources: { cpuMillis: 200, memoryMiB: 1024 },
    terminationGracePeriodSeconds: 30,
    restartPolicy: 'Never',
    container: environment.airflow.openIdConnect
      ? {}
      : {
          env: [
            fromSecret(environment, 'ADMIN_PASSWORD', 'admin'),
            { name: 'ADMIN_EMAIL', value: environment.airflow.adminEmail },
          ],
        },
  });
  addSyncJob(chart, environment, { purpose: 'migration', wave: objectWaves.migration, template });
}
