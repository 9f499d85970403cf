// The workload `helical-runner`: the namespace in which model jobs run, and what they may do there.
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addAdmissionPolicy } from './admission-policy.ts';
import { addBuckets } from './buckets.ts';
import { addCloudAccess } from './cloud-access.ts';
import { addIdentity, addRoles } from './identity.ts';
import { addJobTemplates } from './job-templates.ts';
import { addLimits } from './limits.ts';
import { namespace } from './names.ts';
import { addNetworkPolicies } from './network-policies.ts';
import { addPriorityClass } from './priority.ts';

export const helicalRunner: Workload = {
  name: 'helical-runner',
  namespace,
  wave: applicationWaves.workloads,
  build(chart, environment) {
    addIdentity(chart, environment);
    addRoles(chart, environment);
    addCloudAccess(chart, environment);
    addBuckets(chart, environment);
    addPriorityClass(chart, environment);
    addLimits(chart, environment);
    addNetworkPolicies(chart, environment);
    addAdmissionPolicy(chart, environment);
    addJobTemplates(chart, environment);
  },
};
