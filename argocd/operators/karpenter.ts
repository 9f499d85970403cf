// Karpenter's controller: starts and stops EC2 nodes. What it may start is the workload `karpenter`.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import { definitionsAndRoles, type Operator } from '../operator.ts';
import { irsaAnnotations } from '../roles.ts';

/** https://github.com/aws/karpenter-provider-aws/blob/v1.14.1/charts/karpenter/values.yaml */
interface KarpenterValues {
  replicas: number;
  serviceAccount: { annotations: Record<string, string> };
  settings: {
    clusterName: string;
    clusterEndpoint: string;
    interruptionQueue: string;
    isolatedVPC: boolean;
  };
  controller: {
    env: { name: string; value: string }[];
    resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
  };
}

export const karpenter: Operator = {
  // `karpenter` is the application of the node pools.
  name: 'karpenter-controller',
  // Requests from kube-system have their own priority at the API server:
  // https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
  namespace: 'kube-system',
  wave: applicationWaves.operators,
  chart: helmCharts.karpenter,
  clusterKinds: definitionsAndRoles,
  values: (environment): KarpenterValues => ({
    // The chart's affinity keeps both replicas off nodes that Karpenter itself made.
    replicas: 2,
    serviceAccount: { annotations: irsaAnnotations(environment, 'karpenter') },
    settings: {
      clusterName: environment.cluster.name,
      clusterEndpoint: environment.cluster.endpoint,
      interruptionQueue: `helical-${environment.name}-karpenter`,
      // Prices come from a table in the image: the pricing API has no VPC endpoint.
      isolatedVPC: true,
    },
    controller: {
      // The instance metadata would tell the region, but pods don't reach it.
      env: [{ name: 'AWS_REGION', value: environment.account.region }],
      resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } },
    },
  }),
};
