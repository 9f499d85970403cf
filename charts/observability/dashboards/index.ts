// The list of dashboards. Adding one: a file beside this one, and one line here.
import type { Environment } from '../../../envs/index.ts';
import { usesPgbouncer } from '../../airflow/components.ts';
import { airflow } from './airflow.ts';
import { collection } from './collection.ts';
import { connections } from './connections.ts';
import type { Dashboard } from './kit/dashboard.ts';
import { nodes } from './nodes.ts';
import { runner } from './runner.ts';
import { workers } from './workers.ts';

/** The dashboards of an environment; those whose metrics it does not have are left out. */
export function dashboardsOf(environment: Environment): Dashboard[] {
  return [
    airflow,
    workers(environment),
    runner(environment),
    nodes,
    ...(usesPgbouncer(environment) ? [connections] : []),
    collection,
  ];
}
