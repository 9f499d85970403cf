// When Karpenter may replace a node: freeze windows, and how long a drain waits for what runs.
import type { IBudget } from '@kubernetes-models/karpenter/karpenter.sh/v1/Budget';
import type { Environment } from '../../envs/index.ts';

type Reason = NonNullable<IBudget['reasons']>[number];

/**
 * A budget that allows no disruption for `reasons` during the environment's freeze (cron in UTC, hours).
 * Budgets don't hold back expiration or a spot interruption; the grace period below is for those.
 */
export function freezeBudget(environment: Environment, reasons: Reason[]): IBudget {
  const { schedule, hours } = environment.nodes.disruptionFreeze;
  return { nodes: '0', reasons, schedule, duration: `${hours}h` };
}

/** Minutes that a pod needs after its work, to upload logs and be removed. */
const windDownMinutes = 15;

/**
 * Grace period of a node that may run work of these lengths (minutes), at least an hour:
 * a drain that started when the longest work had just begun still lets it end.
 */
export function terminationGracePeriod(longestWorkMinutes: readonly number[]): string {
  return `${Math.max(60, ...longestWorkMinutes.map((minutes) => minutes + windDownMinutes))}m`;
}
