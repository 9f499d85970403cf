// An Airflow option is set once.
import { duplicates } from './kit/duplicates.ts';
import { environmentRule } from './kit/rule.ts';

export const duplicateOption = environmentRule({
  id: 'environment/duplicate-option',
  reads: ['airflow.options'],
  why: 'Both become one environment variable, so one of the two values would silently not count.',
  check: ({ airflow }) =>
    duplicates(airflow.options.map(({ section, option }) => `[${section}] ${option}`)).map(
      ({ name, index, first }) => {
        return {
          path: `airflow.options[${index}]`,
          what: `${name} is already set by airflow.options[${first}].`,
          fix: 'Set each option once.',
        };
      },
    ),
});
