// A pull request that lets production start more workers.
import type { ReviewExample } from '../example.ts';

export const workerMaximum: ReviewExample = {
  name: 'worker-maximum',
  title: 'More workers',
  shows: 'What the scaler may start from now on, and what all of it requests together.',
  edit(sources) {
    sources.replace('envs/prod.ts', '        maxWorkers: 20,', '        maxWorkers: 30,');
    // More tasks send more heartbeats: the rules of environments ask for one pod more.
    sources.replace('envs/prod.ts', 'executionApi: { replicas: 3,', 'executionApi: { replicas: 4,');
  },
};
