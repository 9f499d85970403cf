// The list of workloads. Adding one: a folder beside this file, and one line here.
import { karpenter } from './karpenter/index.ts';
import type { Workload } from './kit/workload.ts';
import { observability } from './observability/index.ts';

export const workloads: readonly Workload[] = [karpenter, observability];
