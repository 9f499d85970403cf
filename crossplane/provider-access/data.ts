// Rights of the families that store data: buckets, databases, caches, file systems, keys and secrets.
import { allow } from '../shared/iam-policy.ts';
import { type FamilyAccess, look, make, passRole, useKeys } from './family-access.ts';

const s3: FamilyAccess = {
  kinds: [
    'Bucket',
    'BucketLifecycleConfiguration',
    'BucketLogging',
    'BucketObjectLockConfiguration',
    'BucketOwnershipControls',
    'BucketPolicy',
    'BucketPublicAccessBlock',
    'BucketServerSideEncryptionConfiguration',
    'BucketVersioning',
  ],
  // Buckets only: no right to read, write or delete an object.
  statements: ({ bucketPrefix }) => [
    allow(
      'ManageBuckets',
      [
        's3:CreateBucket',
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:GetAccelerateConfiguration',
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLocation',
        's3:GetBucketLogging',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketOwnershipControls',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketRequestPayment',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:PutBucketLogging',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPolicy',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketTagging',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
      ],
      [`arn:aws:s3:::${bucketPrefix}-*`],
    ),
  ],
};

const rds: FamilyAccess = {
  kinds: ['Instance', 'ParameterGroup', 'SubnetGroup'],
  statements: (names) => {
    const own = `helical-${names.environment}-*`;
    const ours = ['db', 'subgrp', 'pg', 'snapshot'].map((type) => names.arn('rds', `${type}:${own}`));
    return [
      allow(
        'ManageDatabases',
        [
          'rds:AddTagsToResource',
          'rds:CreateDBInstance',
          'rds:CreateDBInstanceReadReplica',
          'rds:CreateDBParameterGroup',
          'rds:CreateDBSnapshot',
          'rds:CreateDBSubnetGroup',
          'rds:DeleteDBInstance',
          'rds:DeleteDBParameterGroup',
          'rds:DeleteDBSubnetGroup',
          'rds:DescribeDBParameters',
          'rds:DescribeDBSubnetGroups',
          'rds:ListTagsForResource',
          'rds:ModifyDBInstance',
          'rds:ModifyDBParameterGroup',
          'rds:ModifyDBSubnetGroup',
          'rds:RebootDBInstance',
          'rds:RemoveTagsFromResource',
          'rds:ResetDBParameterGroup',
        ],
        ours,
      ),
      look(names, [
        'rds:DescribeDBEngineVersions',
        'rds:DescribeDBInstances',
        'rds:DescribeDBParameterGroups',
      ]),
      // RDS makes the master secret in the name of who asks for the database (RDS: password management).
      allow(
        'MakeMasterSecret',
        [
          'secretsmanager:CreateSecret',
          'secretsmanager:DescribeSecret',
          'secretsmanager:RotateSecret',
          'secretsmanager:TagResource',
        ],
        [names.arn('secretsmanager', 'secret:rds!db-*')],
      ),
      useKeys(names, ['rds', 'secretsmanager']),
      passRole(names, [`helical-${names.environment}-database-monitoring`], 'monitoring.rds.amazonaws.com'),
    ];
  },
};

const elasticache: FamilyAccess = {
  kinds: ['ParameterGroup', 'ReplicationGroup', 'SubnetGroup'],
  statements: (names) => {
    const own = `helical-${names.environment}-*`;
    const types = ['replicationgroup', 'cluster', 'parametergroup', 'subnetgroup', 'snapshot'];
    return [
      allow(
        'ManageCaches',
        [
          'elasticache:AddTagsToResource',
          'elasticache:CreateCacheParameterGroup',
          'elasticache:CreateCacheSubnetGroup',
          'elasticache:CreateReplicationGroup',
          'elasticache:DecreaseReplicaCount',
          'elasticache:DeleteCacheParameterGroup',
          'elasticache:DeleteCacheSubnetGroup',
          'elasticache:DeleteReplicationGroup',
          'elasticache:DescribeCacheClusters',
          'elasticache:DescribeCacheParameterGroups',
          'elasticache:DescribeCacheParameters',
          'elasticache:DescribeCacheSubnetGroups',
          'elasticache:DescribeReplicationGroups',
          'elasticache:IncreaseReplicaCount',
          'elasticache:ListTagsForResource',
          'elasticache:ModifyCacheParameterGroup',
          'elasticache:ModifyCacheSubnetGroup',
          'elasticache:ModifyReplicationGroup',
          'elasticache:RemoveTagsFromResource',
          'elasticache:ResetCacheParameterGroup',
        ],
        types.map((type) => names.arn('elasticache', `${type}:${own}`)),
      ),
      useKeys(names, ['elasticache']),
    ];
  },
};

const efs: FamilyAccess = {
  kinds: ['AccessPoint', 'BackupPolicy', 'FileSystem', 'FileSystemPolicy', 'MountTarget'],
  statements: (names) => {
    const files = [names.arn('elasticfilesystem', 'file-system/*')];
    const both = [...files, names.arn('elasticfilesystem', 'access-point/*')];
    return [
      make(names, ['elasticfilesystem:CreateFileSystem']),
      allow('TagNew', ['elasticfilesystem:TagResource'], both, names.tagging),
      allow(
        'Manage',
        [
          'elasticfilesystem:CreateAccessPoint',
          'elasticfilesystem:CreateMountTarget',
          'elasticfilesystem:DeleteAccessPoint',
          'elasticfilesystem:DeleteFileSystem',
          'elasticfilesystem:DeleteFileSystemPolicy',
          'elasticfilesystem:DeleteMountTarget',
          'elasticfilesystem:DescribeBackupPolicy',
          'elasticfilesystem:DescribeFileSystemPolicy',
          'elasticfilesystem:DescribeLifecycleConfiguration',
          'elasticfilesystem:DescribeMountTargetSecurityGroups',
          'elasticfilesystem:DescribeMountTargets',
          'elasticfilesystem:ListTagsForResource',
          'elasticfilesystem:ModifyMountTargetSecurityGroups',
          'elasticfilesystem:PutBackupPolicy',
          'elasticfilesystem:PutFileSystemPolicy',
          'elasticfilesystem:PutLifecycleConfiguration',
          'elasticfilesystem:TagResource',
          'elasticfilesystem:UntagResource',
          'elasticfilesystem:UpdateFileSystem',
        ],
        both,
        names.tagged,
      ),
      look(names, ['elasticfilesystem:DescribeAccessPoints', 'elasticfilesystem:DescribeFileSystems']),
      useKeys(names, ['elasticfilesystem']),
    ];
  },
};

const kms: FamilyAccess = {
  kinds: ['Alias', 'Key'],
  // Administration only: the policies of our keys let nobody use them through these rights.
  statements: (names) => {
    const keys = [names.arn('kms', 'key/*')];
    return [
      allow('MakeKeys', ['kms:CreateKey', 'kms:TagResource'], ['*'], names.tagging),
      allow(
        'ManageKeys',
        [
          'kms:CreateAlias',
          'kms:DeleteAlias',
          'kms:DescribeKey',
          'kms:EnableKeyRotation',
          'kms:GetKeyPolicy',
          'kms:GetKeyRotationStatus',
          'kms:ListResourceTags',
          'kms:PutKeyPolicy',
          'kms:ScheduleKeyDeletion',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:UpdateAlias',
          'kms:UpdateKeyDescription',
        ],
        keys,
        names.tagged,
      ),
      allow(
        'ManageAliases',
        ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
        [names.arn('kms', `alias/helical-${names.environment}-*`)],
      ),
      look(names, ['kms:ListAliases']),
    ];
  },
};

const secretsmanager: FamilyAccess = {
  kinds: ['Secret', 'SecretPolicy', 'SecretRotation'],
  // Neither GetSecretValue nor PutSecretValue: Crossplane makes entries and never sees what is in them.
  statements: (names) => [
    allow(
      'ManageSecrets',
      [
        'secretsmanager:CancelRotateSecret',
        'secretsmanager:CreateSecret',
        'secretsmanager:DeleteResourcePolicy',
        'secretsmanager:DeleteSecret',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:PutResourcePolicy',
        'secretsmanager:RotateSecret',
        'secretsmanager:TagResource',
        'secretsmanager:UntagResource',
        'secretsmanager:UpdateSecret',
        'secretsmanager:ValidateResourcePolicy',
      ],
      [names.arn('secretsmanager', `secret:helical/${names.environment}/*`)],
    ),
    useKeys(names, ['secretsmanager']),
  ],
};

/** Families that store data. */
export const dataFamilies = { s3, rds, elasticache, efs, kms, secretsmanager };
