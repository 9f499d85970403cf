// The workload `helical-runner`: the namespace in which model jobs run, and what they may do there.
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addIdentity } from './identity.ts';
import { addJobTemplates } from './job-templates.ts';
import { addLimits } from './limits.ts';
import { namespace } from './names.ts';
import { addPriorityClass } from './priority.ts';

export const helicalRunner: Workload = {
  name: 'helical-runner',
  namespace,
  wave: applicationWaves.workloads,
  build(chart, environment) {
    addIdentity(chart, environment);
    addPriorityClass(chart, environment);
    addLimits(chart, environment);
    addJobTemplates(chart, environment);
  },
};
