// Cluster: EKS with a private endpoint, encrypted secrets, logs, access entries, system nodes and add-ons.
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { composeSignedIn } from '../../shared/provider-config.ts';
import { composeAccessEntries, composeDiscoveryTag, composeOidcProvider } from './access.ts';
import { composeAddOnRoles } from './add-on-roles.ts';
import { composeAddOns } from './add-ons.ts';
import { composeControlPlane, composeLogGroup } from './control-plane.ts';
import { composeLaunchTemplate, composeNodeGroup, composeNodeRole } from './nodes.ts';
import { clusterRules } from './rules.ts';
import { spec, status } from './spec.ts';

export type { ClusterSpec } from './spec.ts';

export const cluster = cloudApi({
  kind: 'Cluster',
  plural: 'clusters',
  description: 'An EKS cluster: private, encrypted, logged, with system nodes and add-ons.',
  stateful: true,
  spec,
  status,
  rules: clusterRules,
  variants: ['default'],
  compose(given) {
    const { spec, publish } = given;
    const resource = composeSignedIn(given.resource, spec.providerConfigKind);
    const context = { ...given, resource };
    const { region } = spec;
    const secretsKey = resource<IAlias>('cluster-secrets-key', observedKey(region, spec.secretsKeyAlias));
    const nodesKey = resource<IAlias>('cluster-nodes-key', observedKey(region, spec.nodesKeyAlias));
    const logsKey = resource<IAlias>('cluster-logs-key', observedKey(region, spec.logsKeyAlias));

    const logs = composeLogGroup(context);
    const cluster = composeControlPlane(context);
    composeAccessEntries(context, cluster);
    composeDiscoveryTag(context);
    const oidcProvider = composeOidcProvider(context);

    const roles = composeAddOnRoles(context);
    const vpcCni = composeAddOns(context, cluster);
    const nodeRole = composeNodeRole(context);
    const template = composeLaunchTemplate(context);
    composeNodeGroup(context, cluster, nodeRole);

    const { atProvider } = cluster.status;
    publish({
      clusterArn: atProvider.arn,
      endpoint: atProvider.endpoint,
      certificateAuthority: atProvider.certificateAuthority[0].data,
      oidcIssuerUrl: atProvider.identity[0].oidc[0].issuer,
      clusterSecurityGroupId: atProvider.vpcConfig.clusterSecurityGroupId,
      oidcProviderArn: oidcProvider.status.atProvider.arn,
      nodeRoleArn: nodeRole.status.atProvider.arn,
      secretsKeyArn: secretsKey.status.atProvider.targetKeyArn,
      nodesKeyArn: nodesKey.status.atProvider.targetKeyArn,
      logsKeyArn: logsKey.status.atProvider.targetKeyArn,
      logGroupArn: logs.status.atProvider.arn,
      launchTemplateVersion: template.status.atProvider.latestVersion,
      vpcCniArn: vpcCni.status.atProvider.arn,
      vpcCniRoleArn: roles.vpcCni.status.atProvider.arn,
      ebsCsiRoleArn: roles.ebsCsi.status.atProvider.arn,
      efsCsiRoleArn: roles.efsCsi.status.atProvider.arn,
    });
  },
});
