// AWS Load Balancer Controller: makes the load balancer of Airflow's Ingress.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import { definitionsAndRoles, type Operator, webhooks } from '../operator.ts';
import { irsaAnnotations } from '../roles.ts';

/** https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/helm/aws-load-balancer-controller/values.yaml */
interface LoadBalancerControllerValues {
  clusterName: string;
  region: string;
  vpcId: string;
  replicaCount: number;
  serviceAccount: { name: string; annotations: Record<string, string> };
  enableServiceMutatorWebhook: boolean;
  enableShield: boolean;
  enableWaf: boolean;
  enableWafv2: boolean;
  defaultTags: Record<string, string>;
  podDisruptionBudget: { maxUnavailable: number };
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

export const awsLoadBalancerController: Operator = {
  name: 'aws-load-balancer-controller',
  namespace: 'kube-system',
  wave: applicationWaves.operators,
  chart: helmCharts.awsLoadBalancerController,
  clusterKinds: [
    ...definitionsAndRoles,
    ...webhooks,
    { group: 'networking.k8s.io', kind: 'IngressClass' },
    { group: 'elbv2.k8s.aws', kind: 'IngressClassParams' },
  ],
  // The chart makes a new certificate at every rendering, as it can't look up the one in use:
  // https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1828
  ignoreDifferences: [
    { group: '', kind: 'Secret', name: 'aws-load-balancer-tls', jsonPointers: ['/data'] },
    ...webhooks.map(({ group, kind }) => ({
      group,
      kind,
      name: 'aws-load-balancer-webhook',
      jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'],
    })),
  ],
  values: (environment): LoadBalancerControllerValues => ({
    // Both could be read from the instance metadata, which pods don't reach (hop limit 1).
    region: environment.account.region,
    vpcId: environment.network.vpcId,
    clusterName: environment.cluster.name,
    replicaCount: 2,
    serviceAccount: {
      name: 'aws-load-balancer-controller',
      annotations: irsaAnnotations(environment, 'load-balancer-controller'),
    },
    // This webhook answers for every Service: with the controller down, no Service could be made.
    enableServiceMutatorWebhook: false,
    // Not used, so their rights are not in the role.
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    defaultTags: {
      owner: environment.ownership.owner,
      'cost-center': environment.ownership.costCenter,
      environment: environment.name,
    },
    podDisruptionBudget: { maxUnavailable: 1 },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
  }),
};
