// Every single pod of Airflow fits into what the general node pool may hold.
import { excess } from './kit/pools.ts';
import { environmentRule } from './kit/rule.ts';

export const podLargerThanPool = environmentRule({
  id: 'environment/pod-larger-than-pool',
  reads: [
    'airflow.apiServer',
    'airflow.scheduler',
    'airflow.dagProcessor',
    'airflow.triggerer',
    'airflow.queues',
    'nodes.general',
  ],
  why: 'Karpenter would start no node for it, so not one of these pods could ever exist.',
  check: ({ airflow, nodes }) => {
    const pods = [
      ...(['apiServer', 'scheduler', 'dagProcessor', 'triggerer'] as const).map((component) => {
        return { path: `airflow.${component}`, resources: airflow[component].resources };
      }),
      ...airflow.queues.map(({ resources }, index) => ({ path: `airflow.queues[${index}]`, resources })),
    ];
    return pods.flatMap(({ path, resources }) =>
      excess(resources, nodes.general).map(({ field, asked, available }) => {
        return {
          path: `${path}.resources.${field}`,
          what: `One pod asks for ${asked}; nodes.general may have ${available} in all.`,
          fix: 'Lower the request, or raise the limit of nodes.general.',
        };
      }),
    );
  },
});
