// Compares what pods ask for with what a node pool may hold.
import type { ContainerResources } from '../../environment.ts';
import { inWords } from '../../schema/accepted.ts';

/** The limits of a Karpenter node pool that pods run into. */
export interface PoolLimits {
  cpuLimit: number;
  memoryLimitGiB: number;
}

/** A resource of which more is asked than the pool may ever have. */
export interface Excess {
  field: keyof ContainerResources;
  /** For example `20,000 millicores`. */
  asked: string;
  /** For example `16,000 millicores (cpuLimit 16)`. */
  available: string;
}

/** What pods with these resources, taken together, ask for beyond the limits of the pool. */
export function excess(resources: ContainerResources, limits: PoolLimits): Excess[] {
  const cpuMillis = limits.cpuLimit * 1000;
  const memoryMiB = limits.memoryLimitGiB * 1024;
  const found: Excess[] = [];
  if (resources.cpuMillis > cpuMillis) {
    found.push({
      field: 'cpuMillis',
      asked: `${inWords(resources.cpuMillis)} millicores`,
      available: `${inWords(cpuMillis)} millicores (cpuLimit ${inWords(limits.cpuLimit)})`,
    });
  }
  if (resources.memoryMiB > memoryMiB) {
    found.push({
      field: 'memoryMiB',
      asked: `${inWords(resources.memoryMiB)} MiB`,
      available: `${inWords(memoryMiB)} MiB (memoryLimitGiB ${inWords(limits.memoryLimitGiB)})`,
    });
  }
  return found;
}
