// The sync hook that gives Airflow its own database role, so that the master user is for nobody but AWS.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectWaves } from '../kit/waves.ts';
import { databaseAddress, fromConfigMap, fromSecret } from './environment-variables.ts';
import { addSyncJob } from './job.ts';
import { databaseConfigMap, paths } from './names.ts';
import { airflowPod } from './pod.ts';

export function addDatabaseRole(chart: Chart, environment: Environment): void {
  const template = airflowPod(environment, {
    component: 'database-role',
    args: ['python', `${paths.scripts}/database_role.py`],
    resources: { cpuMillis: 100, memoryMiB: 256 },
    scripts: true,
    terminationGracePeriodSeconds: 30,
    restartPolicy: 'Never',
    container: {
      env: [
        ...databaseAddress,
        fromConfigMap('MASTER_SECRET_ARN', databaseConfigMap, 'masterSecretArn'),
        fromSecret(environment, 'DATABASE_PASSWORD', 'database'),
        { name: 'PASSWORD_VERSION', value: String(environment.airflow.secretVersions.database) },
        { name: 'AWS_DEFAULT_REGION', value: environment.account.region },
      ],
    },
  });
  addSyncJob(chart, environment, {
    purpose: 'database-role',
    wave: objectWaves.migration - 1,
    template,
  });
}
