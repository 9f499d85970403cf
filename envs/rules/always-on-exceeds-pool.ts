// What always runs fits together into what the general node pool may hold.
import { airflowPodFields, airflowPods } from './kit/airflow-pods.ts';
import { excess } from './kit/pools.ts';
import { environmentRule } from './kit/rule.ts';

export const alwaysOnExceedsPool = environmentRule({
  id: 'environment/always-on-exceeds-pool',
  reads: [...airflowPodFields, 'nodes.general'],
  why: 'Some of these pods would stay pending for ever, and which ones is chance.',
  check: ({ airflow, nodes }) => {
    const pods = airflowPods(airflow);
    // One pod that is larger than the pool is reported by the rule pod-larger-than-pool.
    if (pods.some(({ resources }) => excess(resources, nodes.general).length > 0)) return [];
    const total = {
      cpuMillis: sum(pods.map(({ always, resources }) => always * resources.cpuMillis)),
      memoryMiB: sum(pods.map(({ always, resources }) => always * resources.memoryMiB)),
    };
    return excess(total, nodes.general).map(({ field, asked, available }) => {
      return {
        path: field === 'cpuMillis' ? 'nodes.general.cpuLimit' : 'nodes.general.memoryLimitGiB',
        what: `Airflow’s components and minWorkers ask for ${asked}; the pool may have ${available}.`,
        fix: 'Raise the limit, or lower replicas, minWorkers or the requests under airflow.',
      };
    });
  },
});

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
