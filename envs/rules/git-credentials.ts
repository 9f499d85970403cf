// git-sync signs in with a key that fits the address of the repository.
import { environmentRule } from './kit/rule.ts';

export const gitCredentials = environmentRule({
  id: 'environment/git-credentials',
  reads: ['airflow.dags'],
  why: 'git-sync would be refused, and no pod that needs DAGs would ever start.',
  check: ({ airflow: { dags } }) => {
    if (dags.source !== 'git-sync') return [];
    const ssh = !dags.repository.startsWith('https://');
    const path = 'airflow.dags.credentials';
    if (ssh && dags.credentials !== 'ssh-key') {
      return [
        {
          path,
          what: `"${dags.credentials}" does not fit the SSH address ${dags.repository}.`,
          fix: 'Use "ssh-key", or an https address.',
        },
      ];
    }
    if (!ssh && dags.credentials === 'ssh-key') {
      return [
        {
          path,
          what: `"ssh-key" does not fit the https address ${dags.repository}.`,
          fix: 'Use "none" or "github-app", or an SSH address.',
        },
      ];
    }
    return [];
  },
});
