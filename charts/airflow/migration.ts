// The database migration: an Argo CD sync hook that ends before any component starts.
import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { objectWaves } from '../kit/waves.ts';
import { fromSecret } from './environment-variables.ts';
import { namespace, objectName } from './names.ts';
import { airflowPod } from './pod.ts';

/**
 * Job names carry the image, so that a new version is a new Job.
 * As a hook of the Sync phase in an early wave it can’t deadlock: nothing that it waits for waits for it.
 * (A PostSync hook would wait for healthy pods, which wait for the migration: argoproj/argo-cd#16291.)
 */
export const migrationName = objectName(
  `migration-${createHash('sha256').update(images.airflow).digest('hex').slice(0, 10)}`,
);

export function addMigration(chart: Chart, environment: Environment): void {
  const steps = [
    'airflow db migrate',
    `airflow users create --username admin --firstname Airflow --lastname Administrator --role Admin --email ${environment.airflow.adminEmail} --password "$ADMIN_PASSWORD"`,
    `airflow pools set helical_runner ${environment.airflow.runnerSlots} "helical-runner pods at once" --include-deferred`,
  ];
  const pod = airflowPod(environment, {
    component: 'migration',
    args: ['bash', '-ec', steps.join('\n')],
    resources: { cpuMillis: 200, memoryMiB: 1024 },
    dags: false,
    terminationGracePeriodSeconds: 30,
    restartPolicy: 'Never',
    container: { env: [fromSecret('ADMIN_PASSWORD', 'admin')] },
  });
  manifest<IJob>(chart, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: migrationName,
      namespace,
      labels: objectLabels(environment, namespace, 'migration'),
      annotations: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        'argocd.argoproj.io/sync-wave': String(objectWaves.migration),
      },
    },
    spec: { backoffLimit: 3, activeDeadlineSeconds: 1800, template: pod },
  });
}
