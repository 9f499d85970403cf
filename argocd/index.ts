// The application folder `argocd`: what Argo CD reads first, and from which everything else follows.
import type { Chart } from 'cdk8s';
import { workloads, workloadsOf } from '../charts/index.ts';
import type { Workload } from '../charts/kit/workload.ts';
import type { Environment } from '../envs/index.ts';
import { workloadApplication } from './applications.ts';
import { objectsOf } from './built-objects.ts';
import { argoNamespace, operatorProjectName, rootName } from './common.ts';
import { operatorApplication } from './operator.ts';
import { operators, operatorsOf } from './operators/index.ts';
import { lockedDefaultProject, operatorProject, rootProject, workloadProject } from './projects.ts';
import { rootApplication } from './root.ts';

/** Folders of generated/<env>/ that no workload may have. This cluster syncs neither previews nor its own rights. */
const reservedFolders: readonly string[] = ['argocd', 'preview', 'provider-access'];

/**
 * The delivery of `delivered`: projects, the root application, one application for each workload
 * and one for each operator that the environment needs.
 */
export function deliveryOf(delivered: readonly Workload[]): Workload {
  assertNamesFree(delivered);
  return {
    name: 'argocd',
    namespace: argoNamespace,
    wave: 0,
    build(chart: Chart, environment: Environment) {
      lockedDefaultProject(chart, environment);
      rootProject(chart, environment);
      rootApplication(chart, environment);

      const needed = operatorsOf(environment);
      operatorProject(chart, environment, needed);
      for (const operator of needed) operatorApplication(chart, environment, operator);

      for (const workload of workloadsOf(environment, delivered)) {
        const objects = objectsOf(workload, environment, chart);
        workloadProject(chart, environment, workload, objects);
        workloadApplication(chart, environment, workload, objects);
      }
    },
  };
}

/** The delivery of every workload of charts/index.ts. */
export const deliveryWorkload: Workload = deliveryOf(workloads);

/** Two applications of one name would be one object; the second would silently replace the first. */
function assertNamesFree(delivered: readonly Workload[]): void {
  const taken = [
    ...reservedFolders,
    rootName,
    'default',
    operatorProjectName,
    ...operators.map(({ name }) => name),
  ];
  const problems = delivered
    .map((workload) => workload.name)
    .filter((name, index, names) => taken.includes(name) || names.indexOf(name) !== index)
    .map((name) => `charts/index.ts: the workload name "${name}" is taken.`);
  if (problems.length === 0) return;
  throw new Error(
    `${problems.join('\n')}\nEvery workload is an Argo CD application and project of its own. ` +
      `Accepted: a name that no other workload has, and none of ${taken.join(', ')}.`,
  );
}
