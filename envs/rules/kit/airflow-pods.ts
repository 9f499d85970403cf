// Lists the pods of Airflow that run on general nodes, for the rules that add them up.
import type { ContainerResources } from '../../environment.ts';
import type { Reading } from './rule.ts';

/** What a rule must read to know every pod of Airflow. */
export const airflowPodFields = [
  'airflow.apiServer',
  'airflow.executionApi',
  'airflow.scheduler',
  'airflow.dagProcessor',
  'airflow.triggerer',
  'airflow.flower',
  'airflow.queues',
] as const;

/** Pods of one kind. */
export interface AirflowPods {
  /** Field that describes them, for example `airflow.queues[0]`. */
  path: string;
  /** How many always run. */
  always: number;
  resources: ContainerResources;
}

/** Every kind of pod: components, then workers queue by queue. */
export function airflowPods(airflow: Reading<(typeof airflowPodFields)[number]>['airflow']): AirflowPods[] {
  const components = (
    ['apiServer', 'executionApi', 'scheduler', 'dagProcessor', 'triggerer'] as const
  ).flatMap((name) => {
    const component = airflow[name];
    if (!component) return [];
    return [{ path: `airflow.${name}`, always: component.replicas, resources: component.resources }];
  });
  const flower = airflow.flower
    ? [{ path: 'airflow.flower', always: 1, resources: airflow.flower.resources }]
    : [];
  const workers = airflow.queues.map(({ minWorkers, resources }, index) => {
    return { path: `airflow.queues[${index}]`, always: minWorkers, resources };
  });
  return [...components, ...flower, ...workers];
}
