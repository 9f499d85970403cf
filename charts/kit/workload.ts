// What a workload is: one folder of charts/, one namespace, one Argo CD application.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';

/**
 * One workload. `charts/index.ts` lists them all; Argo CD gets one application for each.
 * `E` is what it reads: an environment, mostly.
 */
export interface Workload<E = Environment> {
  /** Name of the folder under `generated/<env>/`, of the Argo CD application and of the chart. */
  name: string;
  /** Name of the application and of its project, where one Argo CD has several from folders of one name. */
  application?: string;
  /** Namespace that the application deploys to. */
  namespace: string;
  /** Sync wave of the application; lower waves must be healthy first. See `argocd/waves.ts`. */
  wave: number;
  /** Environments that don't need the workload get no application for it; it then builds nothing. Default: all need it. */
  neededBy?(environment: E): boolean;
  /** Adds the workload's objects to its chart. Pure: same environment, same objects. */
  build(chart: Chart, environment: E): void;
}
