// What the collector may do: its IAM role, and the reading rights that scraping needs.
import type { Chart } from 'cdk8s';
import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole';
import type { IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding';
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { roleArn } from '../../crossplane/roles.ts';
import { allow, type PolicyStatement, policy } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { arnPrefix } from '../kit/permissions.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { addIdentityFor } from '../kit/workload-identity.ts';
import { namespace } from './namespace.ts';

/** Name of the collector's ServiceAccount, Deployment and roles. */
export const collectorName = 'adot-collector';

/** Short name of the collector's IAM role. */
const role = 'adot';

const rbacGroup = 'rbac.authorization.k8s.io';
const subjects = [{ kind: 'ServiceAccount', name: collectorName, namespace }];

export function collectorAccess(chart: Chart, environment: Environment): void {
  const labels = objectLabels(environment, 'observability', collectorName);
  const annotations = inWave(objectWaves.settings);
  const clusterWide = { name: collectorName, labels, annotations };
  const namespaced = { ...clusterWide, namespace };

  addIdentityFor(chart, environment, {
    role,
    namespace,
    serviceAccount: collectorName,
    policy: policy(writeMetrics(environment)),
  });
  manifest<IServiceAccount>(chart, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      ...namespaced,
      annotations: {
        ...annotations,
        'eks.amazonaws.com/role-arn': roleArn(environment, role),
        'eks.amazonaws.com/sts-regional-endpoints': 'true',
      },
    },
    automountServiceAccountToken: false,
  });
  manifest<IClusterRole>(chart, {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'ClusterRole',
    metadata: clusterWide,
    // `nodes/metrics` and not `nodes/proxy`, which also runs commands in pods (CIS EKS 4.1.10).
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
    ],
  });
  manifest<IClusterRoleBinding>(chart, {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: clusterWide,
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: collectorName },
    subjects,
  });
  // Pods of this namespace only. Other namespaces that want to be scraped grant it themselves.
  manifest<IRole>(chart, {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'Role',
    metadata: namespaced,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
  });
  manifest<IRoleBinding>(chart, {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'RoleBinding',
    metadata: namespaced,
    roleRef: { apiGroup: rbacGroup, kind: 'Role', name: collectorName },
    subjects,
  });
}

/** Writing to the one workspace; to one that Crossplane makes, and whose id nobody knows, by its tag. */
function writeMetrics(environment: Environment): PolicyStatement {
  const { name, observability } = environment;
  const workspace = `${arnPrefix(environment, 'aps')}workspace/${observability.metricsWorkspaceId ?? '*'}`;
  const condition = { StringEquals: { 'aws:ResourceTag/environment': [name] } };
  return observability.metricsWorkspaceId === undefined
    ? allow('WriteMetrics', ['aps:RemoteWrite'], [workspace], condition)
    : allow('WriteMetrics', ['aps:RemoteWrite'], [workspace]);
}
