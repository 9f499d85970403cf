// Every single pod of Airflow fits into what the general node pool may hold.
import { airflowPodFields, airflowPods } from './kit/airflow-pods.ts';
import { excess } from './kit/pools.ts';
import { environmentRule } from './kit/rule.ts';

export const podLargerThanPool = environmentRule({
  id: 'environment/pod-larger-than-pool',
  reads: [...airflowPodFields, 'nodes.general'],
  why: 'Karpenter would start no node for it, so not one of these pods could ever exist.',
  check: ({ airflow, nodes }) =>
    airflowPods(airflow).flatMap(({ path, resources }) =>
      excess(resources, nodes.general).map(({ field, asked, available }) => {
        return {
          path: `${path}.resources.${field}`,
          what: `One pod asks for ${asked}; nodes.general may have ${available} in all.`,
          fix: 'Lower the request, or raise the limit of nodes.general.',
        };
      }),
    ),
});
