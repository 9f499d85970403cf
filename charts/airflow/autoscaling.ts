// How many workers each queue has: KEDA asks the metadata database how many tasks run or wait.
import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import type { ITriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication';
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { databaseUser } from './environment-variables.ts';
import { databaseConfigMap, namespace, objectName } from './names.ts';
import { generatedSecrets, secretName } from './secret-names.ts';
import { drainSeconds, type Queue, workerOf } from './workers.ts';

const authentication = objectName('keda-database');

/**
 * Workers that a queue needs. Deferred tasks don’t count: they wait in the triggerer.
 * A plain statement of the database itself: through a pooler in transaction mode KEDA’s prepared ones fail
 * (apache/airflow#32590).
 */
export const workersQuery = ({ name, concurrency }: Queue): string =>
  `SELECT ceil(COUNT(*)::decimal / ${concurrency}) FROM task_instance WHERE state IN ('running', 'queued') AND queue = '${name}'`;

export function addAutoscaling(chart: Chart, environment: Environment): void {
  addAuthentication(chart, environment);
  for (const queue of environment.airflow.queues) addScaledObject(chart, environment, queue);
}

function addAuthentication(chart: Chart, environment: Environment): void {
  const { secretVersions } = environment.airflow;
  const fromConfigMap = (parameter: string, key: string) => ({ parameter, name: databaseConfigMap, key });
  manifest<ITriggerAuthentication>(chart, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: {
      name: authentication,
      namespace,
      labels: objectLabels(environment, namespace, 'worker'),
      annotations: inWave(objectWaves.secrets),
    },
    spec: {
      secretTargetRef: [
        {
          parameter: 'password',
          name: secretName('database', secretVersions.database),
          key: generatedSecrets.database.key,
        },
      ],
      configMapTargetRef: [
        fromConfigMap('host', 'host'),
        fromConfigMap('port', 'port'),
        fromConfigMap('dbName', 'database'),
      ],
    },
  });
}

function addScaledObject(chart: Chart, environment: Environment, queue: Queue): void {
  const name = objectName(workerOf(queue));
  manifest<IScaledObject>(chart, {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, namespace, labels: objectLabels(environment, namespace, workerOf(queue)) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      pollingInterval: 5,
      // Longer than any task may be silent, so that the last worker outlives the last task.
      cooldownPeriod: drainSeconds(queue),
      minReplicaCount: queue.minWorkers,
      maxReplicaCount: queue.maxWorkers,
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: {
            // Slowly down: Kubernetes picks the pod, and a busy one then drains for as long as its task takes.
            scaleDown: {
              stabilizationWindowSeconds: Math.min(drainSeconds(queue), 3600),
              policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
            },
            scaleUp: {
              stabilizationWindowSeconds: 0,
              policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }],
            },
          },
        },
      },
      triggers: [
        {
          type: 'postgresql',
          metricType: 'AverageValue',
          metadata: {
            userName: databaseUser(environment),
            sslmode: 'require',
            targetQueryValue: '1',
            query: workersQuery(queue),
          },
          authenticationRef: { name: authentication, kind: 'TriggerAuthentication' },
        },
      ],
    },
  });
}
