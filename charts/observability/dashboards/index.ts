// The list of dashboards. Adding one: a file beside this one, and one line here.
import type { Environment } from '../../../envs/index.ts';
import { airflow } from './airflow.ts';
import type { Dashboard } from './kit/dashboard.ts';

/** The dashboards of an environment. */
export function dashboardsOf(_environment: Environment): Dashboard[] {
  return [airflow];
}
