// The list of workloads. Adding one: a folder beside this file, and one line here.
import type { Environment } from '../envs/index.ts';
import { airflow } from './airflow/index.ts';
import { audit } from './audit/index.ts';
import { crossplane } from './crossplane/index.ts';
import { encryption } from './encryption/index.ts';
import { grafana } from './grafana/index.ts';
import { grafanaNamespace } from './grafana-namespace/index.ts';
import { helicalRunner } from './helical-runner/index.ts';
import { identity } from './identity/index.ts';
import { karpenter } from './karpenter/index.ts';
import type { Workload } from './kit/workload.ts';
import { observability } from './observability/index.ts';

export { hubCrossplane } from './crossplane/index.ts';
export { foundationOf } from './foundation/index.ts';
export { providerAccess } from './provider-access/index.ts';

export const workloads: readonly Workload[] = [
  airflow,
  audit,
  crossplane,
  encryption,
  grafana,
  grafanaNamespace,
  helicalRunner,
  identity,
  karpenter,
  observability,
];

/** The workloads that the environment needs, of all or of some. */
export function workloadsOf(environment: Environment, among: readonly Workload[] = workloads): Workload[] {
  return among.filter((workload) => workload.neededBy?.(environment) ?? true);
}
