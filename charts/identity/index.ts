// Workload `identity`: the IAM roles of the operators, which are Helm charts and so have no folder of their own.
import { allow, type PolicyStatement, policy } from '../../crossplane/shared/iam-policy.ts';
import { dagsVolume, type Environment } from '../../envs/index.ts';
import { cloudNamespace } from '../kit/namespace.ts';
import { arnPrefix } from '../kit/permissions.ts';
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addIdentityFor } from '../kit/workload-identity.ts';
import { karpenterPolicy } from './karpenter.ts';
import { loadBalancerControllerPolicy } from './load-balancer-controller.ts';

const namespace = 'identity';

export const identity: Workload = {
  name: 'identity',
  namespace,
  wave: applicationWaves.identity,
  build(chart, environment) {
    cloudNamespace(chart, namespace);
    addIdentityFor(chart, environment, {
      role: 'karpenter',
      namespace,
      serviceAccountNamespace: 'kube-system',
      serviceAccount: 'karpenter',
      policy: karpenterPolicy(environment),
    });
    addIdentityFor(chart, environment, {
      role: 'load-balancer-controller',
      namespace,
      serviceAccountNamespace: 'kube-system',
      serviceAccount: 'aws-load-balancer-controller',
      policy: loadBalancerControllerPolicy(environment),
    });
    const logs = arnPrefix(environment, 'logs');
    addIdentityFor(chart, environment, {
      role: 'fluent-bit',
      namespace,
      serviceAccountNamespace: 'logging',
      serviceAccount: 'aws-for-fluent-bit',
      // The log groups are made beforehand, with retention and key; making one is not in its power.
      policy: policy(
        allow(
          'Write',
          ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          [`${logs}log-group:/helical/${environment.name}/*`],
        ),
      ),
    });
    // With a provisioned cluster the driver is an EKS add-on with a role of its own.
    if (environment.airflow.dags.source === 'efs' && environment.cluster.source === 'existing') {
      addIdentityFor(chart, environment, {
        role: 'efs-csi',
        namespace,
        serviceAccountNamespace: 'kube-system',
        serviceAccount: 'efs-csi-node-sa',
        policy: policy(findMountTargets(environment)),
      });
    }
  },
};

/** Of the one file system; of one that Crossplane makes, and whose id nobody recorded yet, by its tag. */
function findMountTargets(environment: Environment): PolicyStatement {
  const fileSystemId = dagsVolume(environment)?.fileSystemId;
  const resource = `${arnPrefix(environment, 'elasticfilesystem')}file-system/${fileSystemId ?? '*'}`;
  const condition = { StringEquals: { 'aws:ResourceTag/environment': [environment.name] } };
  const actions = ['elasticfilesystem:DescribeMountTargets'];
  return fileSystemId === undefined
    ? allow('FindMountTargets', actions, [resource], condition)
    : allow('FindMountTargets', actions, [resource]);
}
