// Trust policies: who may assume the role of a ServiceAccount.
import { document, format, NamedFields } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

interface TrustFacts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly oidcIssuer: Ref<string>;
  readonly clusterName: Ref<string>;
  readonly serviceAccountNamespace: Ref<string>;
  readonly serviceAccount: Ref<string>;
}

/** IRSA: the token must be of this ServiceAccount (`sub`) and meant for AWS (`aud`). */
export function irsaTrust(facts: TrustFacts): Ref<string> {
  const { accountId, oidcIssuer, serviceAccountNamespace: namespace, serviceAccount } = facts;
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServiceAccount',
        Effect: 'Allow',
        Principal: { Federated: format`arn:aws:iam::${accountId}:oidc-provider/${oidcIssuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: new NamedFields([
            [format`${oidcIssuer}:sub`, format`system:serviceaccount:${namespace}:${serviceAccount}`],
            [format`${oidcIssuer}:aud`, 'sts.amazonaws.com'],
          ]),
        },
      },
    ],
  });
}

/** Pod Identity: EKS vouches for the pod; the session tags must say this cluster, namespace and ServiceAccount. */
export function podIdentityTrust(facts: TrustFacts): Ref<string> {
  const { accountId, region, clusterName, serviceAccountNamespace: namespace, serviceAccount } = facts;
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServiceAccount',
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:SourceAccount': accountId,
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
          ArnEquals: { 'aws:SourceArn': format`arn:aws:eks:${region}:${accountId}:cluster/${clusterName}` },
        },
      },
    ],
  });
}
