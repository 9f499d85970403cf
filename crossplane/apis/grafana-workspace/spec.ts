// Spec and status of a GrafanaWorkspace.
import { type Static, Type } from 'typebox';
import { choice, immutable, integerChoice, object, region, tags } from '../../engine/spec.ts';
import { accountId, permissionsBoundary } from '../../shared/spec-fields.ts';

/** Seconds that an API key lives, by days. AWS allows 30 days at most. */
export const keySeconds = { '1': 86_400, '7': 604_800, '14': 1_209_600, '30': 2_592_000 } as const;

const groupIds = (description: string) =>
  Type.Array(Type.String({ pattern: '^[0-9a-f-]{1,47}$', maxLength: 47 }), {
    minItems: 1,
    maxItems: 20,
    description,
  });

export const spec = object(
  {
    accountId,
    region,
    workspaceName: Type.String({
      pattern: '^[a-z][a-z0-9-]{1,60}[a-z0-9]$',
      maxLength: 62,
      description: 'Name of the workspace, for people.',
    }),
    workspaceId: Type.Optional(
      immutable(
        Type.String({
          pattern: '^g-[0-9a-f]{10}$',
          maxLength: 12,
          description:
            'Id of a workspace that exists already. It is taken over; without it a new one is made.',
        }),
        'another id is another workspace',
        { addable: true },
      ),
    ),
    metricsWorkspaceId: Type.String({
      pattern: '^ws-[0-9a-f-]{8,64}$',
      maxLength: 67,
      description: 'Managed Prometheus workspace that Grafana may query. It may query nothing else.',
    }),
    roleName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,63}$',
        maxLength: 64,
        description: 'IAM role that Grafana queries with.',
      }),
      'IAM knows the role by it',
    ),
    permissionsBoundary,
    adminGroupIds: groupIds('Groups of IAM Identity Center that administer Grafana.'),
    viewerGroupIds: groupIds('Groups of IAM Identity Center that look at dashboards.'),
    prefixListIds: Type.Array(Type.String({ pattern: '^pl-[0-9a-f]{8,17}$', maxLength: 20 }), {
      minItems: 1,
      maxItems: 5,
      description:
        'Managed prefix lists of the addresses that reach Grafana: those of people, and those that the cluster leaves from. Nobody else reaches its login page.',
    }),
    vpcEndpointIds: Type.Array(Type.String({ pattern: '^vpce-[0-9a-f]{8,17}$', maxLength: 22 }), {
      maxItems: 5,
      description: 'Interface endpoints for Grafana workspaces that reach Grafana from inside a VPC.',
    }),
    apiKeyRole: choice(
      ['VIEWER', 'EDITOR', 'ADMIN'],
      'What the API key may do. Data sources need ADMIN, dashboards EDITOR.',
    ),
    apiKeyDays: integerChoice(
      [1, 7, 14, 30],
      'Days that the API key is valid. Delete the WorkspaceAPIKey object before they are over: Crossplane makes a new key in the same Secret.',
    ),
    deletionProtection: Type.Boolean({
      description: 'Keep the workspace and its dashboards in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'A workspace of Managed Grafana.' },
);

export const status = object(
  {
    workspaceId: Type.String({ description: 'Id of the workspace. Record it in the environment.' }),
    workspaceArn: Type.String({ description: 'ARN of the workspace.' }),
    endpoint: Type.String({ description: 'Host name of Grafana.' }),
    roleArn: Type.String({ description: 'Role that Grafana queries with.' }),
  },
  { description: 'Facts of the workspace once AWS has made it.' },
);

/** Spec of a GrafanaWorkspace. */
export type GrafanaWorkspaceSpec = Static<typeof spec>;
