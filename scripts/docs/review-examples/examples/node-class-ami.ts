// A pull request that moves the nodes of staging to a newer image.
import type { ReviewExample } from '../example.ts';

export const nodeClassAmi: ReviewExample = {
  name: 'node-class-ami',
  title: 'A newer AMI for the nodes',
  shows: 'Karpenter replaces every node of the pools that use the class, within their budgets.',
  edit(sources) {
    sources.replace('envs/staging.ts', "amiAlias: 'al2023@v20251112'", "amiAlias: 'al2023@v20251120'");
  },
};
