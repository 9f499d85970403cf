// The application folder `argocd` of the hub: its own Crossplane, and one application for each environment's foundation.
import { foundationOf, hubCrossplane } from '../charts/index.ts';
import type { Workload } from '../charts/kit/workload.ts';
import type { EnvironmentDescription, Installation } from '../envs/index.ts';
import { workloadApplication } from './applications.ts';
import { objectsOf } from './built-objects.ts';
import { argoNamespace } from './common.ts';
import { type Operator, operatorApplication } from './operator.ts';
import { argoCd } from './operators/argo-cd.ts';
import { crossplane } from './operators/crossplane.ts';
import { lockedDefaultProject, operatorProject, rootProject, workloadProject } from './projects.ts';
import { rootApplication } from './root.ts';

/** All that the hub runs beside the foundations. */
export const hubOperators: readonly Operator<Installation>[] = [argoCd, crossplane];

/**
 * The delivery at the hub. Each foundation comes from its environment's folder, at the environment's own revision and
 * by its sync policy, bound to a project that reaches no namespace but that environment's.
 */
export function hubDeliveryOf(descriptions: readonly EnvironmentDescription[]): Workload<Installation> {
  return {
    name: 'argocd',
    namespace: argoNamespace,
    wave: 0,
    build(chart, hub) {
      lockedDefaultProject(chart, hub);
      rootProject(chart, hub);
      rootApplication(chart, hub);

      operatorProject(chart, hub, hubOperators);
      for (const operator of hubOperators) operatorApplication(chart, hub, operator);

      const packages = objectsOf(hubCrossplane, hub, chart);
      workloadProject(chart, hub, hubCrossplane, packages);
      workloadApplication(chart, hub, hubCrossplane, packages);

      for (const description of descriptions) {
        const foundation = foundationOf(description);
        if (!foundation) continue;
        const objects = objectsOf(foundation, description, chart);
        workloadProject(chart, description, foundation, objects);
        workloadApplication(chart, description, foundation, objects);
      }
    },
  };
}
