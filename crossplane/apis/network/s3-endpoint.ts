// The gateway endpoint of S3: datasets, logs and image layers take no NAT gateway.
import type {
  IVPC,
  IVPCEndpoint,
  IVPCEndpointRouteTableAssociation,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import { format } from '../../engine/combinators.ts';
import type { Symbolic } from '../../engine/ref.ts';
import { namedTags } from '../../shared/named-tags.ts';
import { keeper, type NamesByZone, type NetworkContext } from './context.ts';
import { s3Policy } from './endpoint-policies.ts';

const apiVersion = 'ec2.aws.m.upbound.io/v1beta1';

/** Adds the gateway endpoint of S3, which costs nothing, to the private route tables. */
export function composeS3Endpoint(
  context: NetworkContext,
  vpc: Symbolic<IVPC>,
  routeTables: NamesByZone,
): void {
  const { spec, resource } = context;
  const { region } = spec;
  const keep = keeper(context);
  const endpoint = resource<IVPCEndpoint>(
    'network-endpoint-s3',
    keep({
      apiVersion,
      kind: 'VPCEndpoint',
      spec: {
        forProvider: {
          region,
          vpcIdRef: { name: vpc.metadata.name },
          vpcEndpointType: 'Gateway',
          serviceName: format`com.amazonaws.${region}.s3`,
          policy: s3Policy(spec.accountId),
          tags: namedTags(spec.tags, format`${spec.networkName}-s3`),
        },
      },
    }),
  );
  for (const [key, name] of routeTables) {
    resource<IVPCEndpointRouteTableAssociation>(
      `network-endpoint-s3-${key}`,
      keep({
        apiVersion,
        kind: 'VPCEndpointRouteTableAssociation',
        spec: {
          forProvider: {
            region,
            vpcEndpointIdRef: { name: endpoint.metadata.name },
            routeTableIdRef: { name },
          },
        },
      }),
    );
  }
}
