// The triggerers can watch every helical-runner job that may run.
import { triggererCapacity as capacity } from '../concurrency.ts';
import { environmentRule } from './kit/rule.ts';

export const triggererCapacity = environmentRule({
  id: 'environment/triggerer-capacity',
  reads: ['airflow.triggerer', 'airflow.runnerSlots'],
  why: 'A finished job that nobody watches keeps its task waiting, and its slot taken.',
  check: ({ airflow }) => {
    const watched = airflow.triggerer.replicas * capacity;
    if (airflow.runnerSlots <= watched) return [];
    return [
      {
        path: 'airflow.triggerer.replicas',
        what: `${airflow.triggerer.replicas} triggerers × ${capacity} triggers = ${watched}; airflow.runnerSlots is ${airflow.runnerSlots}.`,
        fix: `Use ${Math.ceil(airflow.runnerSlots / capacity)} triggerers or more, or lower airflow.runnerSlots.`,
      },
    ];
  },
});
