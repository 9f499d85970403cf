// Job class names are unique.
import { duplicates } from './kit/duplicates.ts';
import { environmentRule } from './kit/rule.ts';

export const duplicateJobClass = environmentRule({
  id: 'environment/duplicate-job-class',
  reads: ['runner.jobClasses'],
  why: 'A DAG asks for a class by its name, so one of the two could not be asked for.',
  check: ({ runner }) =>
    duplicates(runner.jobClasses.map(({ name }) => name)).map(({ name, index, first }) => {
      return {
        path: `runner.jobClasses[${index}].name`,
        what: `"${name}" is already the name of runner.jobClasses[${first}].`,
        fix: 'Give each job class its own name.',
      };
    }),
});
