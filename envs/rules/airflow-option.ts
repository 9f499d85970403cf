// Extra Airflow options exist in the pinned Airflow version.
import { airflowOptions } from '../airflow-option-names.ts';
import { didYouMean } from '../validate/did-you-mean.ts';
import { environmentRule, type Problem } from './kit/rule.ts';

const known = new Map<string, readonly string[]>(Object.entries(airflowOptions));

export const airflowOption = environmentRule({
  id: 'environment/airflow-option',
  reads: ['airflow.options'],
  why: 'Airflow ignores what it does not know, so the setting would have no effect.',
  check: ({ airflow }) =>
    airflow.options.flatMap(({ section, option }, index): Problem[] => {
      const path = `airflow.options[${index}]`;
      const options = known.get(section);
      if (!options) {
        return [
          {
            path: `${path}.section`,
            what: `Airflow 3.3.2 has no section "${section}" (envs/airflow-option-names.ts).`,
            fix: `${didYouMean(section, [...known.keys()])}Use one of its sections.`,
          },
        ];
      }
      if (!options.includes(option)) {
        return [
          {
            path: `${path}.option`,
            what: `Airflow 3.3.2 has no option "${option}" in [${section}] (envs/airflow-option-names.ts).`,
            fix: `${didYouMean(option, options)}Use an option of [${section}].`,
          },
        ];
      }
      return [];
    }),
});
