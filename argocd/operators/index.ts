// The list of third-party operators. Adding one: a file beside this one, and one line here.
import type { Environment } from '../../envs/index.ts';
import type { Operator } from '../operator.ts';
import { argoCd } from './argo-cd.ts';
import { awsEfsCsiDriver } from './aws-efs-csi-driver.ts';
import { awsForFluentBit } from './aws-for-fluent-bit.ts';
import { awsLoadBalancerController } from './aws-load-balancer-controller.ts';
import { crossplane } from './crossplane.ts';
import { externalSecrets } from './external-secrets.ts';
import { grafanaOperator } from './grafana-operator.ts';
import { karpenter } from './karpenter.ts';
import { keda } from './keda.ts';
import { kubeStateMetrics } from './kube-state-metrics.ts';
import { metricsServer } from './metrics-server.ts';
import { nvidiaDevicePlugin } from './nvidia-device-plugin.ts';

export const operators: readonly Operator[] = [
  argoCd,
  crossplane,
  awsEfsCsiDriver,
  awsForFluentBit,
  awsLoadBalancerController,
  externalSecrets,
  grafanaOperator,
  karpenter,
  keda,
  kubeStateMetrics,
  metricsServer,
  nvidiaDevicePlugin,
];

/** The operators that the environment needs. */
export function operatorsOf(environment: Environment): Operator[] {
  return operators.filter((operator) => operator.neededBy?.(environment) ?? true);
}
