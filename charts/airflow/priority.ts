// Who stays when a node is full: what keeps Airflow going first, then the workers, then what runs now and then.
import type { Chart } from 'cdk8s';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { type Component, namespace } from './names.ts';

const classes = {
  'airflow-control': { value: 100_000, description: 'Airflow’s own components. Without them nothing runs.' },
  'airflow-worker': { value: 50_000, description: 'Celery workers, which run tasks.' },
  'airflow-housekeeping': { value: 5000, description: 'Clean-up jobs, which can wait.' },
} as const;

const special: Partial<Record<Component, keyof typeof classes>> = {
  worker: 'airflow-worker',
  history: 'airflow-housekeeping',
  reaper: 'airflow-housekeeping',
  flower: 'airflow-housekeeping',
};

/** Priority class of the pods of a component. */
export const priorityOf = (component: Component): string => special[component] ?? 'airflow-control';

export function addPriorityClasses(chart: Chart, environment: Environment): void {
  for (const [name, { value, description }] of Object.entries(classes)) {
    manifest<IPriorityClass>(chart, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: {
        name,
        labels: objectLabels(environment, namespace),
        annotations: inWave(objectWaves.settings),
      },
      value,
      globalDefault: false,
      preemptionPolicy: 'PreemptLowerPriority',
      description,
    });
  }
}
