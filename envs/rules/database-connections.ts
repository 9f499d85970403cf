// The database accepts the connections of all components.
import { connectionPlan, demandInWords, tasksPerExecutionApi, workerCapacity } from '../concurrency.ts';
import { environmentRule } from './kit/rule.ts';

export const databaseConnections = environmentRule({
  id: 'environment/database-connections',
  reads: [
    'airflow.apiServer',
    'airflow.executionApi',
    'airflow.scheduler',
    'airflow.dagProcessor',
    'airflow.triggerer',
    'airflow.queues',
    'database.instanceClass',
  ],
  why: 'PostgreSQL refuses connections above its limit, and the component that comes last stops working.',
  check: ({ airflow, database }) => {
    const path = 'database.instanceClass';
    const plan = connectionPlan({ airflow, database });
    if (!plan) {
      return [
        {
          path,
          what: `The memory of ${database.instanceClass} is not known, so neither is its number of connections.`,
          fix: 'Use a class of the series t, m or r, such as db.t4g.medium, db.m7g.large or db.r7g.xlarge.',
        },
      ];
    }
    if (plan.least <= plan.available) return [];
    const tasks = workerCapacity({ airflow });
    const pods = Math.ceil(tasks / tasksPerExecutionApi);
    return [
      {
        path,
        what: `Airflow wants ${demandInWords(plan.demand)} connections, and ${plan.least} at the least; ${database.instanceClass} accepts ${plan.available}.`,
        fix: `Use a larger instance class, fewer replicas under airflow, or fewer workers: the ${tasks} tasks of airflow.queues take ${pods} pods of the execution API.`,
      },
    ];
  },
});
