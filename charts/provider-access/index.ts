// The folder `provider-access`: IAM for Crossplane's own providers. It must be there before they run, so no
// application of this cluster reads it: a hub cluster's Crossplane does, or a person with the AWS CLI.
import { providerAccess as objects, providerNamespace } from '../../crossplane/provider-access/index.ts';
import { manifest } from '../kit/manifest.ts';
import type { Workload } from '../kit/workload.ts';

/** Not in the list of workloads, which are delivered. */
export const providerAccess: Workload = {
  name: 'provider-access',
  namespace: providerNamespace,
  wave: 0,
  build(chart, environment) {
    for (const object of objects(environment)) manifest(chart, object, 'crossplane/provider-access/index.ts');
  },
};
