// Which components an environment has.
import { connectionPlan } from '../../envs/concurrency.ts';
import type { Environment } from '../../envs/index.ts';
import type { Component } from './names.ts';
import { components } from './names.ts';

/** True when the connections of all components need a pooler before the database. */
export const usesPgbouncer = (environment: Environment): boolean =>
  connectionPlan(environment)?.pgbouncer ?? false;

/** Components of this environment, in a fixed order. */
export function componentsOf(environment: Environment): Component[] {
  const optional: Partial<Record<Component, boolean>> = {
    'execution-api': environment.airflow.executionApi !== undefined,
    flower: environment.airflow.flower !== undefined,
    pgbouncer: usesPgbouncer(environment),
  };
  return components.filter((component) => optional[component] ?? true);
}
