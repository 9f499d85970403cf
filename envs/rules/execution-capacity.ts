// The execution API, and the database behind it, can serve every task that the workers may run.
import { tasksPerExecutionApi, workerCapacity } from '../concurrency.ts';
import { environmentRule } from './kit/rule.ts';

export const executionCapacity = environmentRule({
  id: 'environment/execution-capacity',
  reads: ['airflow.apiServer', 'airflow.executionApi', 'airflow.queues'],
  why: 'Heartbeats that get no answer in time make Airflow kill tasks that were doing well.',
  check: ({ airflow }) => {
    const tasks = workerCapacity({ airflow });
    const section = airflow.executionApi ? 'executionApi' : 'apiServer';
    const replicas = airflow.executionApi?.replicas ?? airflow.apiServer.replicas;
    const served = replicas * tasksPerExecutionApi;
    if (tasks <= served) return [];
    const sum = airflow.queues.map(({ concurrency, maxWorkers }) => `${concurrency} × ${maxWorkers}`);
    return [
      {
        path: `airflow.${section}.replicas`,
        what: `${replicas} pods × ${tasksPerExecutionApi} tasks = ${served}; the queues may run ${sum.join(' + ')} = ${tasks}.`,
        fix: `Use ${Math.ceil(tasks / tasksPerExecutionApi)} pods or more, or lower maxWorkers or concurrency under airflow.queues.`,
      },
    ];
  },
});
