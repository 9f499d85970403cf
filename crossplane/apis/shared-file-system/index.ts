// SharedFileSystem: EFS in every zone, encrypted, backed up, reachable by the cluster's pods over TLS only.
import type {
  ISecurityGroup,
  ISecurityGroupIngressRule,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type {
  IAccessPoint,
  IBackupPolicy,
  IFileSystem,
  IFileSystemPolicy,
  IMountTarget,
} from '@crossplane-models/provider-upjet-aws/efs.aws.m.upbound.io/v1beta1';
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document, format, required } from '../../engine/combinators.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { ingressFromCluster, securityGroup } from '../../shared/private-access.ts';
import { protectedBy } from '../../shared/protection.ts';
import { rules, spec, status } from './spec.ts';

export type { SharedFileSystemSpec } from './spec.ts';

const apiVersion = 'efs.aws.m.upbound.io/v1beta1';
const zones = { 'two-zones': [0, 1], 'three-zones': [0, 1, 2] } as const;

export const sharedFileSystem = cloudApi({
  kind: 'SharedFileSystem',
  plural: 'sharedfilesystems',
  description: 'An EFS file system with one access point: encrypted, backed up, TLS only.',
  stateful: true,
  spec,
  status,
  rules,
  variants: ['two-zones', 'three-zones'],
  compose({ spec, status, variant, resource, publish }) {
    const { region, tags, accessPoint: point } = spec;
    const managementPolicies = protectedBy(spec.deletionProtection);
    const key = resource<IAlias>('files-key', observedKey(region, spec.encryptionKeyAlias));
    const files = resource<IFileSystem>('files', {
      apiVersion,
      kind: 'FileSystem',
      spec: {
        managementPolicies,
        forProvider: {
          region,
          creationToken: spec.fileSystemName,
          encrypted: true,
          kmsKeyId: status.encryptionKeyArn,
          performanceMode: 'generalPurpose',
          throughputMode: 'elastic',
          lifecyclePolicy: [
            { transitionToIa: 'AFTER_30_DAYS' },
            { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' },
          ],
          tags,
        },
      },
    });
    const fileSystemIdRef = { name: files.metadata.name };
    const group = resource<ISecurityGroup>(
      'files-access',
      securityGroup({
        region,
        vpcId: spec.vpcId,
        groupName: format`${spec.fileSystemName}-files`,
        description: 'NFS for the pods of the cluster',
        tags,
      }),
    );
    resource<ISecurityGroupIngressRule>(
      'files-access-from-cluster',
      ingressFromCluster(region, group.metadata.name, spec.clusterSecurityGroupId, 2049, tags),
    );
    for (const zone of zones[variant]) {
      resource<IMountTarget>(`files-mount-${zone}`, {
        apiVersion,
        kind: 'MountTarget',
        spec: {
          forProvider: {
            region,
            fileSystemIdRef,
            subnetId: required(spec.subnetIds[zone]),
            securityGroupsRefs: [{ name: group.metadata.name }],
          },
        },
      });
    }
    const access = resource<IAccessPoint>('files-access-point', {
      apiVersion,
      kind: 'AccessPoint',
      spec: {
        forProvider: {
          region,
          fileSystemIdRef,
          posixUser: { uid: point.uid, gid: point.gid },
          rootDirectory: {
            path: point.path,
            creationInfo: { ownerUid: point.uid, ownerGid: point.gid, permissions: point.permissions },
          },
          tags,
        },
      },
    });
    resource<IBackupPolicy>('files-backup', {
      apiVersion,
      kind: 'BackupPolicy',
      spec: { forProvider: { region, fileSystemIdRef, backupPolicy: { status: 'ENABLED' } } },
    });
    resource<IFileSystemPolicy>('files-policy', {
      apiVersion,
      kind: 'FileSystemPolicy',
      spec: {
        forProvider: {
          region,
          fileSystemIdRef,
          bypassPolicyLockoutSafetyCheck: false,
          policy: document({
            Version: '2012-10-17',
            Statement: [
              {
                // Pods mount with the credentials of the driver (mount option `iam`), so the account is known.
                Sid: 'MountThroughMountTargets',
                Effect: 'Allow',
                Principal: { AWS: '*' },
                Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
                Resource: status.fileSystemArn,
                Condition: {
                  StringEquals: { 'aws:PrincipalAccount': spec.accountId },
                  Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
                },
              },
              {
                Sid: 'DenyPlainNfs',
                Effect: 'Deny',
                Principal: { AWS: '*' },
                Action: '*',
                Resource: status.fileSystemArn,
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          }),
        },
      },
    });
    publish({
      fileSystemId: files.status.atProvider.id,
      fileSystemArn: files.status.atProvider.arn,
      accessPointId: access.status.atProvider.id,
      encryptionKeyArn: key.status.atProvider.targetKeyArn,
    });
  },
});
