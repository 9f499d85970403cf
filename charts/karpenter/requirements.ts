// Small words for NodePool requirements, and the instance sizes that a pool needs.
import type { INodeSelectorRequirementWithMinValues } from '@kubernetes-models/karpenter/karpenter.sh/v1/NodeSelectorRequirementWithMinValues';

type Requirement = INodeSelectorRequirementWithMinValues;

/** The label's value must be one of `values`. */
export function isOneOf(key: string, values: readonly string[]): Requirement {
  return { key, operator: 'In', values: [...values] };
}

/** The label's number must be above `value`. */
export function isAbove(key: string, value: number): Requirement {
  return { key, operator: 'Gt', values: [String(value)] };
}

/** What both pools ask for: Linux on x86, and the environment's purchase options. */
export function commonRequirements(capacityTypes: readonly string[]): Requirement[] {
  return [
    isOneOf('kubernetes.io/os', ['linux']),
    // Airflow’s and helical-runner’s images are tested on this architecture only.
    isOneOf('kubernetes.io/arch', ['amd64']),
    isOneOf('karpenter.sh/capacity-type', capacityTypes),
  ];
}

/** vCPU counts of the EC2 c, m and r families from the sixth generation on (AWS: instance type tables). */
const ec2CpuCounts = [4, 8, 16, 32, 48, 64, 96, 128, 192] as const;

/** GiB of memory for each vCPU of a category. */
const gibPerCpu: Record<string, number> = { c: 2, m: 4, r: 8 };

/** What one pod asks for. */
interface PodRequest {
  cpuMillis: number;
  memoryMiB: number;
}

/** Share of a node that is left for pods after the system and the DaemonSets. */
const usableShare = 0.85;

/**
 * vCPU counts of general nodes: 4 to 16, and larger ones only as far as the largest pod needs.
 * Small nodes keep the loss of one small; a pod that fits no node would wait for ever.
 */
export function nodeCpuCounts(pods: readonly PodRequest[], categories: readonly string[]): string[] {
  const gib = Math.max(...categories.map((category) => gibPerCpu[category] ?? 0));
  const fits = (cpus: number, pod: PodRequest) =>
    cpus * 1000 * usableShare >= pod.cpuMillis && cpus * gib * 1024 * usableShare >= pod.memoryMiB;
  const needed = pods.map((pod) => ec2CpuCounts.find((cpus) => fits(cpus, pod)) ?? ec2CpuCounts.at(-1) ?? 0);
  const largest = Math.max(16, ...needed);
  return ec2CpuCounts.filter((cpus) => cpus <= largest).map(String);
}

/** GPU counts of the instance types of g5, g6 and g6e (AWS: instance type tables). */
const ec2GpuCounts = [1, 4, 8] as const;

/** GPU counts of nodes: for each kind of job, the smallest node that holds it. */
export function nodeGpuCounts(gpusOfJobs: readonly number[]): string[] {
  const needed = gpusOfJobs
    .filter((gpus) => gpus > 0)
    .map((gpus) => ec2GpuCounts.find((count) => count >= gpus) ?? 8);
  const counts = needed.length > 0 ? needed : [1];
  return ec2GpuCounts.filter((count) => counts.includes(count)).map(String);
}
