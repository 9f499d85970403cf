// The workers of a queue can all be kept busy by the schedulers.
import { queueCapacity, schedulerCapacity } from '../concurrency.ts';
import { environmentRule } from './kit/rule.ts';

export const workerCapacity = environmentRule({
  id: 'environment/worker-capacity',
  reads: ['airflow.parallelism', 'airflow.scheduler', 'airflow.queues'],
  why: 'The schedulers never start that many tasks, so the last workers would never be asked for.',
  check: ({ airflow }) => {
    const started = schedulerCapacity({ airflow });
    return airflow.queues.flatMap((queue, index) => {
      const capacity = queueCapacity(queue);
      if (capacity <= started) return [];
      const { concurrency, maxWorkers } = queue;
      return [
        {
          path: `airflow.queues[${index}].maxWorkers`,
          what: `concurrency ${concurrency} × maxWorkers ${maxWorkers} = ${capacity} tasks; parallelism ${airflow.parallelism} × ${airflow.scheduler.replicas} schedulers = ${started}.`,
          fix: `Use at most ${Math.max(1, Math.floor(started / concurrency))} workers, or raise airflow.parallelism.`,
        },
      ];
    });
  },
});
