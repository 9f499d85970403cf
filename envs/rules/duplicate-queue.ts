// Queue names are unique.
import { duplicates } from './kit/duplicates.ts';
import { environmentRule } from './kit/rule.ts';

export const duplicateQueue = environmentRule({
  id: 'environment/duplicate-queue',
  reads: ['airflow.queues'],
  why: 'Both would become one Deployment of that name, and one set of workers would be lost.',
  check: ({ airflow }) =>
    duplicates(airflow.queues.map(({ name }) => name)).map(({ name, index, first }) => {
      return {
        path: `airflow.queues[${index}].name`,
        what: `"${name}" is already the name of airflow.queues[${first}].`,
        fix: 'Give each queue its own name.',
      };
    }),
});
