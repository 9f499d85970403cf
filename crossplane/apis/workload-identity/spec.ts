// Spec and status of a WorkloadIdentity.
import { type Static, Type } from 'typebox';
import { immutable, object, region, tags } from '../../engine/spec.ts';
import { policyDocument } from '../../shared/iam-policy.ts';
import { accountId } from '../../shared/spec-fields.ts';

const oneServiceAccount = 'a Pod Identity association belongs to one ServiceAccount of one cluster';

export const spec = object(
  {
    accountId,
    region,
    roleName: immutable(
      Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', maxLength: 64, description: 'Name of the IAM role.' }),
      'IAM knows the role by it',
    ),
    permissionsBoundary: Type.String({
      pattern: '^[a-z][a-z0-9-]*$',
      maxLength: 64,
      description: 'Name of the IAM policy that bounds the role, whatever its own policy says.',
    }),
    serviceAccountNamespace: immutable(
      Type.String({
        pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        maxLength: 63,
        description: 'Namespace of the ServiceAccount.',
      }),
      oneServiceAccount,
    ),
    serviceAccount: immutable(
      Type.String({
        pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        maxLength: 253,
        description: 'ServiceAccount that may assume the role. Nobody else may.',
      }),
      oneServiceAccount,
    ),
    oidcIssuer: Type.String({
      pattern: '^oidc\\.eks\\.[a-z0-9-]+\\.amazonaws\\.com/id/[A-Z0-9]{16,40}$',
      maxLength: 120,
      description: 'OpenID Connect issuer of the cluster, without https://.',
    }),
    clusterName: immutable(
      Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$',
        maxLength: 100,
        description: 'EKS cluster.',
      }),
      oneServiceAccount,
    ),
    policy: policyDocument,
    tags,
  },
  { description: 'An IAM role for one ServiceAccount.' },
);

export const status = object(
  { roleArn: Type.String({ description: 'ARN of the role.' }) },
  { description: 'Facts of the role once AWS has made it.' },
);

/** Spec of a WorkloadIdentity. */
export type WorkloadIdentitySpec = Static<typeof spec>;
