// The hub: makes the networks and clusters of environments that ask for it, and runs nothing else.
import type { HubInput } from './environment.ts';

export const hub: HubInput = {
  name: 'hub',
  description: 'Makes the networks and clusters of environments that ask for it.',
  ownership: {
    owner: 'ml-platform',
    costCenter: 'workflows-hub',
  },
  account: {
    accountId: '222233334444',
    region: 'eu-west-1',
  },
  delivery: {
    repository: 'https://github.com/helical/helical-gitops.git',
    targetRevision: 'main',
    syncPolicy: 'manual',
  },
};
