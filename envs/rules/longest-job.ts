// Some queue lets a task live as long as the longest job that it may wait for.
import { environmentRule } from './kit/rule.ts';

export const longestJob = environmentRule({
  id: 'environment/longest-job',
  reads: ['airflow.queues', 'runner.jobClasses'],
  why: 'The task that waits for a job lives in a worker; a worker that stops first takes the running job with it.',
  check: ({ airflow, runner }) => {
    // An empty list of queues is refused by the schema.
    if (airflow.queues.length === 0) return [];
    const longest = Math.max(...airflow.queues.map(({ longestTaskMinutes }) => longestTaskMinutes));
    return runner.jobClasses.flatMap(({ name, deadlineMinutes }, index) => {
      if (deadlineMinutes <= longest) return [];
      return [
        {
          path: `runner.jobClasses[${index}].deadlineMinutes`,
          what: `A job "${name}" may take ${deadlineMinutes} minutes; no queue has a longestTaskMinutes above ${longest}.`,
          fix: `Use 1 to ${longest}, or raise longestTaskMinutes of the queue that starts these jobs.`,
        },
      ];
    });
  },
});
