// What always runs fits together into what the general node pool may hold.
import { excess } from './kit/pools.ts';
import { environmentRule } from './kit/rule.ts';

export const alwaysOnExceedsPool = environmentRule({
  id: 'environment/always-on-exceeds-pool',
  reads: [
    'airflow.apiServer',
    'airflow.scheduler',
    'airflow.dagProcessor',
    'airflow.triggerer',
    'airflow.queues',
    'nodes.general',
  ],
  why: 'Some of these pods would stay pending for ever, and which ones is chance.',
  check: ({ airflow, nodes }) => {
    const always = [
      ...[airflow.apiServer, airflow.scheduler, airflow.dagProcessor, airflow.triggerer].map(
        ({ replicas, resources }) => ({ count: replicas, resources }),
      ),
      ...airflow.queues.map(({ minWorkers, resources }) => ({ count: minWorkers, resources })),
    ];
    // One pod that is larger than the pool is reported by the rule pod-larger-than-pool.
    if (always.some(({ resources }) => excess(resources, nodes.general).length > 0)) return [];
    const total = {
      cpuMillis: sum(always.map(({ count, resources }) => count * resources.cpuMillis)),
      memoryMiB: sum(always.map(({ count, resources }) => count * resources.memoryMiB)),
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
