// What Crossplane may do in AWS for file systems.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, make, useKeys } from '../family-access.ts';

/** Rights of provider-aws-efs. */
export const efs: FamilyAccess = {
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
