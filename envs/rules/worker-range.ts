// A queue's minimum of workers is not above its maximum.
import { environmentRule } from './kit/rule.ts';

export const workerRange = environmentRule({
  id: 'environment/worker-range',
  reads: ['airflow.queues'],
  why: 'The autoscaler refuses a minimum above the maximum, and the queue would have no workers.',
  check: ({ airflow }) =>
    airflow.queues.flatMap(({ minWorkers, maxWorkers }, index) => {
      if (minWorkers <= maxWorkers) return [];
      return [
        {
          path: `airflow.queues[${index}].minWorkers`,
          what: `${minWorkers} is above maxWorkers, ${maxWorkers}.`,
          fix: `Use 0 to ${maxWorkers}, or raise maxWorkers.`,
        },
      ];
    }),
});
