// What a workload is: one folder of charts/, one namespace, one Argo CD application.
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';

/** One workload. `charts/index.ts` lists them all; Argo CD gets one application for each. */
export interface Workload {
  /** Name of the folder under `generated/<env>/`, of the Argo CD application and of the chart. */
  name: string;
  /** Namespace that the application deploys to. */
  namespace: string;
  /** Sync wave of the application; lower waves must be healthy first. See `argocd/waves.ts`. */
  wave: number;
  /** Adds the workload's objects to its chart. Pure: same environment, same objects. */
  build(chart: Chart, environment: Environment): void;
}
