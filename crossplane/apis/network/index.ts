// Network: a VPC with public and private subnets in two or three zones, its ways out, its endpoints and its flow logs.
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { composeSignedIn } from '../../shared/provider-config.ts';
import { zonesOf } from './context.ts';
import { composeInterfaceEndpoints } from './endpoints.ts';
import { composeFlowLogs } from './flow-logs.ts';
import { composeWaysOut } from './nat.ts';
import { composePublicRoutes } from './routes.ts';
import { networkRules } from './rules.ts';
import { composeS3Endpoint } from './s3-endpoint.ts';
import { networkVariants, spec, status } from './spec.ts';
import { composeSubnets, composeVpc } from './subnets.ts';
import { zoneFacts } from './zone-facts.ts';

export type { NetworkSpec, NetworkVariant } from './spec.ts';

export const network = cloudApi({
  kind: 'Network',
  plural: 'networks',
  description: 'A VPC whose nodes and data sit in private subnets, with endpoints and flow logs.',
  stateful: true,
  spec,
  status,
  rules: networkRules,
  variants: networkVariants,
  compose(given) {
    const { spec, variant, publish } = given;
    const resource = composeSignedIn(given.resource, spec.providerConfigKind);
    const context = { ...given, resource };
    const logsKey = resource<IAlias>('network-logs-key', observedKey(spec.region, spec.logsKeyAlias));
    const zones = zonesOf(variant, spec.zones);

    const vpc = composeVpc(context);
    const subnets = new Map(zones.map((zone) => [zone.key, composeSubnets(context, zone, vpc)]));
    const gateway = composePublicRoutes(context, vpc, subnets);
    const { nats, routeTables } = composeWaysOut(context, vpc, subnets);
    composeS3Endpoint(context, vpc, routeTables);
    const privateSubnets = new Map([...subnets].map(([key, pair]) => [key, pair.private.metadata.name]));
    const endpointsGroup = composeInterfaceEndpoints(context, vpc, privateSubnets);
    composeFlowLogs(context, vpc);

    publish({
      vpcId: vpc.status.atProvider.id,
      attachedVpcId: gateway.status.atProvider.vpcId,
      logsKeyArn: logsKey.status.atProvider.targetKeyArn,
      endpointsSecurityGroupId: endpointsGroup.status.atProvider.id,
      ...zoneFacts(subnets, nats),
    });
  },
});
