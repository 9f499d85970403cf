// The read replica of a database: same engine, storage key, network and parameters as its source.
import type { IInstance } from '@crossplane-models/provider-upjet-aws/rds.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { protectedBy } from '../../shared/protection.ts';
import type { DatabaseSpec, DatabaseStatus } from './spec.ts';

/** Names of the composed objects that source and replica share. */
interface Shared {
  source: Ref<string>;
  parameterGroup: Ref<string>;
  securityGroup: Ref<string>;
  monitoringRole: Ref<string>;
}

/** The replica. It takes no backups: those are the source's. */
export function replica(
  spec: Symbolic<DatabaseSpec>,
  status: Symbolic<DatabaseStatus>,
  { source, parameterGroup, securityGroup, monitoringRole }: Shared,
): ComposedTemplate<IInstance> {
  return {
    apiVersion: 'rds.aws.m.upbound.io/v1beta1',
    kind: 'Instance',
    spec: {
      managementPolicies: protectedBy(spec.deletionProtection),
      forProvider: {
        region: spec.region,
        identifier: format`${spec.identifier}-replica`,
        replicateSourceDbRef: { name: source },
        autoMinorVersionUpgrade: false,
        instanceClass: spec.instanceClass,
        storageType: 'gp3',
        maxAllocatedStorage: spec.maxStorageGiB,
        storageEncrypted: true,
        kmsKeyId: status.encryptionKeyArn,
        iamDatabaseAuthenticationEnabled: true,
        publiclyAccessible: false,
        vpcSecurityGroupIdRefs: [{ name: securityGroup }],
        parameterGroupNameRef: { name: parameterGroup },
        caCertIdentifier: 'rds-ca-rsa2048-g1',
        maintenanceWindow: spec.maintenanceWindow,
        copyTagsToSnapshot: true,
        // A replica has nothing that its source has not.
        skipFinalSnapshot: true,
        deletionProtection: spec.deletionProtection,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: status.encryptionKeyArn,
        performanceInsightsRetentionPeriod: spec.performanceInsightsDays,
        monitoringInterval: spec.monitoringSeconds,
        monitoringRoleArnRef: { name: monitoringRole },
        enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
        applyImmediately: false,
        tags: spec.tags,
      },
    },
  };
}
