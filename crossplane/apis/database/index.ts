// Database: PostgreSQL on RDS, private, encrypted, backed up, with a master password that nobody sees.

import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type {
  ISecurityGroup,
  ISecurityGroupIngressRule,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type {
  IInstance,
  IParameterGroup,
  ISubnetGroup,
} from '@crossplane-models/provider-upjet-aws/rds.aws.m.upbound.io/v1beta1';
import type { IConfigMap } from 'kubernetes-models/v1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format, map, text } from '../../engine/combinators.ts';
import { endpointConfigMap } from '../../shared/endpoint.ts';
import { logGroup } from '../../shared/log-group.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { ingressFromCluster, securityGroup } from '../../shared/private-access.ts';
import { protectedBy } from '../../shared/protection.ts';
import { monitoringPolicy, monitoringRole } from './monitoring.ts';
import { parameters } from './parameters.ts';
import { replica } from './replica.ts';
import { families, rules, spec, status } from './spec.ts';

export type { DatabaseSpec } from './spec.ts';

export const database = cloudApi({
  kind: 'Database',
  plural: 'databases',
  description: 'A PostgreSQL database on RDS: private, encrypted, backed up, highly available on request.',
  stateful: true,
  spec,
  status,
  rules,
  variants: ['default', 'with-replica'],
  compose({ spec, status, variant, resource, publish }) {
    const { region, tags } = spec;
    const key = resource<IAlias>('database-storage-key', observedKey(region, spec.encryptionKeyAlias));
    const secretsKey = resource<IAlias>('database-secrets-key', observedKey(region, spec.secretsKeyAlias));
    const logsKey = resource<IAlias>('database-logs-key', observedKey(region, spec.logsKeyAlias));

    const subnets = resource<ISubnetGroup>('database-subnets', {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1',
      kind: 'SubnetGroup',
      metadata: { annotations: { 'crossplane.io/external-name': spec.identifier } },
      spec: {
        forProvider: {
          region,
          subnetIds: spec.subnetIds,
          description: 'Private subnets of the database',
          tags,
        },
      },
    });
    const group = resource<ISecurityGroup>(
      'database-access',
      securityGroup({
        region,
        vpcId: spec.vpcId,
        groupName: format`${spec.identifier}-database`,
        description: 'PostgreSQL for the pods of the cluster',
        tags,
      }),
    );
    resource<ISecurityGroupIngressRule>(
      'database-access-from-cluster',
      ingressFromCluster(region, group.metadata.name, spec.clusterSecurityGroupId, 5432, tags),
    );
    const parameterGroup = resource<IParameterGroup>('database-parameters', {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1',
      kind: 'ParameterGroup',
      metadata: { annotations: { 'crossplane.io/external-name': spec.identifier } },
      spec: {
        forProvider: {
          region,
          family: map(spec.engineVersion, families),
          description: 'Forced TLS and logging',
          parameter: parameters,
          tags,
        },
      },
    });
    const logged = ['postgresql', 'upgrade'].map((log) => ({
      id: `database-log-${log}`,
      name: format`/aws/rds/instance/${spec.identifier}/${log}`,
    }));
    const replicaLogs = ['postgresql', 'upgrade'].map((log) => ({
      id: `database-replica-log-${log}`,
      name: format`/aws/rds/instance/${spec.identifier}-replica/${log}`,
    }));
    for (const { id, name } of variant === 'with-replica' ? [...logged, ...replicaLogs] : logged) {
      resource<IGroup>(
        id,
        logGroup({
          name,
          region,
          retentionDays: spec.logRetentionDays,
          keyArn: status.logsKeyArn,
          tags,
          deletionProtection: spec.deletionProtection,
        }),
      );
    }
    const monitoring = resource<IRole>('database-monitoring', monitoringRole(spec));
    resource<IRolePolicy>('database-monitoring-policy', monitoringPolicy(spec, monitoring.metadata.name));
    const instance = resource<IInstance>('database-instance', {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1',
      kind: 'Instance',
      spec: {
        managementPolicies: protectedBy(spec.deletionProtection),
        forProvider: {
          region,
          identifier: spec.identifier,
          engine: 'postgres',
          engineVersion: spec.engineVersion,
          // Minor versions are a change in git, so that a reviewer sees them.
          autoMinorVersionUpgrade: false,
          allowMajorVersionUpgrade: false,
          instanceClass: spec.instanceClass,
          storageType: 'gp3',
          allocatedStorage: spec.storageGiB,
          maxAllocatedStorage: spec.maxStorageGiB,
          storageEncrypted: true,
          kmsKeyId: status.encryptionKeyArn,
          multiAz: spec.multiAz,
          dbName: spec.databaseName,
          port: 5432,
          username: spec.masterUsername,
          manageMasterUserPassword: true,
          masterUserSecretKmsKeyId: status.secretsKeyArn,
          iamDatabaseAuthenticationEnabled: true,
          publiclyAccessible: false,
          dbSubnetGroupNameRef: { name: subnets.metadata.name },
          vpcSecurityGroupIdRefs: [{ name: group.metadata.name }],
          parameterGroupNameRef: { name: parameterGroup.metadata.name },
          caCertIdentifier: 'rds-ca-rsa2048-g1',
          backupRetentionPeriod: spec.backupRetentionDays,
          backupWindow: spec.backupWindow,
          maintenanceWindow: spec.maintenanceWindow,
          copyTagsToSnapshot: true,
          deleteAutomatedBackups: false,
          skipFinalSnapshot: false,
          finalSnapshotIdentifier: format`${spec.identifier}-final`,
          deletionProtection: spec.deletionProtection,
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: status.encryptionKeyArn,
          performanceInsightsRetentionPeriod: spec.performanceInsightsDays,
          monitoringInterval: spec.monitoringSeconds,
          monitoringRoleArnRef: { name: monitoring.metadata.name },
          enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
          applyImmediately: false,
          tags,
        },
      },
    });
    const reader =
      variant === 'with-replica'
        ? resource<IInstance>(
            'database-replica',
            replica(spec, status, {
              source: instance.metadata.name,
              parameterGroup: parameterGroup.metadata.name,
              securityGroup: group.metadata.name,
              monitoringRole: monitoring.metadata.name,
            }),
          )
        : undefined;
    resource<IConfigMap>(
      'database',
      endpointConfigMap({
        host: status.host,
        port: text(status.port),
        database: spec.databaseName,
        masterSecretArn: status.masterSecretArn,
      }),
      { readiness: 'exists' },
    );
    publish({
      host: instance.status.atProvider.address,
      ...(reader ? { replicaHost: reader.status.atProvider.address } : {}),
      port: instance.status.atProvider.port,
      arn: instance.status.atProvider.arn,
      masterSecretArn: instance.status.atProvider.masterUserSecret[0].secretArn,
      encryptionKeyArn: key.status.atProvider.targetKeyArn,
      secretsKeyArn: secretsKey.status.atProvider.targetKeyArn,
      logsKeyArn: logsKey.status.atProvider.targetKeyArn,
    });
  },
});
