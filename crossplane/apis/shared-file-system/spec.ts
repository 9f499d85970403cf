// Spec and status of a SharedFileSystem.
import { type Static, Type } from 'typebox';
import { encryptionKeyAlias, immutable, object, region, type SpecRule, tags } from '../../engine/spec.ts';
import { goesWith, type WithComposition } from '../../shared/composition-rule.ts';
import { accountId } from '../../shared/spec-fields.ts';

export const spec = object(
  {
    accountId,
    region,
    fileSystemName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,62}$',
        maxLength: 63,
        description: 'Name of the file system; AWS makes it only once.',
      }),
      'EFS uses it as creation token',
    ),
    accessPoint: immutable(
      object(
        {
          path: Type.String({
            pattern: '^/[a-z0-9/_-]{1,99}$',
            maxLength: 100,
            description: 'Folder that is the root for the pods.',
          }),
          uid: Type.Integer({ minimum: 1, maximum: 65_535, description: 'User of every access.' }),
          gid: Type.Integer({ minimum: 0, maximum: 65_535, description: 'Group of every access.' }),
          permissions: Type.String({
            pattern: '^0?[0-7]{3}$',
            maxLength: 4,
            description: 'Mode of the folder when it is made.',
          }),
        },
        { description: 'The one way in: a folder with a fixed user and group.' },
      ),
      'an access point can’t change its folder or identity',
    ),
    vpcId: immutable(
      Type.String({
        pattern: '^vpc-[0-9a-f]{8,17}$',
        maxLength: 21,
        description: 'VPC of the security group.',
      }),
      'a security group stays in its VPC',
    ),
    subnetIds: immutable(
      Type.Array(Type.String({ pattern: '^subnet-[0-9a-f]{8,17}$', maxLength: 24 }), {
        minItems: 2,
        maxItems: 3,
        description: 'Private subnets, one a zone: as many as the variant has zones.',
      }),
      'a mount target stays in its subnet',
    ),
    clusterSecurityGroupId: Type.String({
      pattern: '^sg-[0-9a-f]{8,17}$',
      maxLength: 20,
      description: 'Security group of the cluster. It alone may connect on 2049.',
    }),
    encryptionKeyAlias: immutable(
      encryptionKeyAlias,
      'EFS can’t encrypt an existing file system with another key',
    ),
    deletionProtection: Type.Boolean({
      description: 'Keep the file system in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'A shared file system on EFS.' },
);

export const status = object(
  {
    fileSystemId: Type.String({ description: 'Id of the file system, for the environment’s facts.' }),
    accessPointId: Type.String({ description: 'Id of the access point, for the environment’s facts.' }),
    fileSystemArn: Type.String({ description: 'ARN of the file system.' }),
    encryptionKeyArn: Type.String({ description: 'Key of the file system.' }),
  },
  { description: 'Facts of the file system once AWS has made it.' },
);

/** Spec of a SharedFileSystem. */
export type SharedFileSystemSpec = Static<typeof spec>;

/** What must fit together in a spec. */
export const rules: readonly SpecRule<WithComposition<SharedFileSystemSpec>>[] = [
  goesWith({
    field: 'subnetIds',
    compositions: ['sharedfilesystems-three-zones'],
    cel: 'size(self.subnetIds) == 3',
    fits: ({ subnetIds }) => subnetIds.length === 3,
    message:
      'three subnetIds go with the composition sharedfilesystems-three-zones, two with sharedfilesystems-two-zones',
  }),
];
