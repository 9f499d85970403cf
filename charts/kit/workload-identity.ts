// Gives a ServiceAccount its IAM role: one composite resource, and the annotation that binds the account to it.
import type { Chart } from 'cdk8s';
import { workloadIdentity } from '../../crossplane/apis/workload-identity/index.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import { roleName } from '../../crossplane/roles.ts';
import type { PolicyDocument } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from './composite-resource.ts';

/** Who gets which rights. */
export interface IdentityOptions {
  /** Short name of the role, for example `airflow-worker`. */
  role: string;
  /** Namespace of the composite resource. */
  namespace: string;
  serviceAccount: string;
  /** Namespace of the ServiceAccount, when it is another one. */
  serviceAccountNamespace?: string;
  policy: PolicyDocument;
  /** Sync wave inside the application, when something early needs the role. */
  wave?: number;
}

/** Adds the role that `roleArn(environment, role)` names. */
export function addIdentityFor(chart: Chart, environment: Environment, options: IdentityOptions): void {
  const { role, namespace, serviceAccount, policy } = options;
  const { account, cluster } = environment;
  compositeResource(chart, environment, workloadIdentity, {
    name: role,
    namespace,
    variant: 'irsa',
    wave: options.wave,
    spec: {
      accountId: account.accountId,
      region: account.region,
      roleName: roleName(environment, role),
      permissionsBoundary: account.permissionsBoundary,
      serviceAccountNamespace: options.serviceAccountNamespace ?? namespace,
      serviceAccount,
      oidcIssuer: cluster.oidcIssuer,
      clusterName: cluster.name,
      policy,
      tags: environmentTags(environment),
    },
  });
}
