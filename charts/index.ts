// The list of workloads. Adding one: a folder beside this file, and one line here.
import type { Workload } from './kit/workload.ts';

export const workloads: readonly Workload[] = [];
