// Cache: Valkey or Redis on ElastiCache, private, encrypted on disk and on the wire, with a password.
import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type {
  ISecurityGroup,
  ISecurityGroupIngressRule,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type {
  IParameterGroup,
  IReplicationGroup,
  ISubnetGroup,
} from '@crossplane-models/provider-upjet-aws/elasticache.aws.m.upbound.io/v1beta1';
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type { IConfigMap } from 'kubernetes-models/v1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format, map, text } from '../../engine/combinators.ts';
import { endpointConfigMap } from '../../shared/endpoint.ts';
import { logGroup } from '../../shared/log-group.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { ingressFromCluster, securityGroup } from '../../shared/private-access.ts';
import { protectedBy } from '../../shared/protection.ts';
import { families, rules, spec, status } from './spec.ts';

export type { CacheSpec } from './spec.ts';

export const cache = cloudApi({
  kind: 'Cache',
  plural: 'caches',
  description: 'A Valkey or Redis cache on ElastiCache: private, encrypted, with a password.',
  stateful: true,
  spec,
  status,
  rules,
  variants: ['default'],
  compose({ spec, status, resource, publish }) {
    const { region, tags, replicationGroupId: id } = spec;
    const key = resource<IAlias>('cache-storage-key', observedKey(region, spec.encryptionKeyAlias));
    const logsKey = resource<IAlias>('cache-logs-key', observedKey(region, spec.logsKeyAlias));

    const subnets = resource<ISubnetGroup>('cache-subnets', {
      apiVersion: 'elasticache.aws.m.upbound.io/v1beta1',
      kind: 'SubnetGroup',
      metadata: { annotations: { 'crossplane.io/external-name': id } },
      spec: {
        forProvider: { region, subnetIds: spec.subnetIds, description: 'Private subnets of the cache', tags },
      },
    });
    const group = resource<ISecurityGroup>(
      'cache-access',
      securityGroup({
        region,
        vpcId: spec.vpcId,
        groupName: format`${id}-cache`,
        description: 'Redis protocol for the pods of the cluster',
        tags,
      }),
    );
    resource<ISecurityGroupIngressRule>(
      'cache-access-from-cluster',
      ingressFromCluster(region, group.metadata.name, spec.clusterSecurityGroupId, 6379, tags),
    );
    resource<IParameterGroup>('cache-parameters', {
      apiVersion: 'elasticache.aws.m.upbound.io/v1beta1',
      kind: 'ParameterGroup',
      metadata: { annotations: { 'crossplane.io/external-name': id } },
      spec: {
        forProvider: {
          region,
          name: id,
          family: map(spec.engineVersion, families),
          description: 'Queue settings',
          // Celery's messages must never be evicted: a lost message is a task that never runs.
          parameter: [{ name: 'maxmemory-policy', value: 'noeviction' }],
          tags,
        },
      },
    });
    for (const log of ['slow-log', 'engine-log']) {
      resource<IGroup>(
        `cache-${log}`,
        logGroup({
          name: format`/aws/elasticache/${id}/${log}`,
          region,
          retentionDays: spec.logRetentionDays,
          keyArn: status.logsKeyArn,
          tags,
          deletionProtection: spec.deletionProtection,
        }),
      );
    }
    const replication = resource<IReplicationGroup>('cache-group', {
      apiVersion: 'elasticache.aws.m.upbound.io/v1beta1',
      kind: 'ReplicationGroup',
      metadata: { annotations: { 'crossplane.io/external-name': id } },
      spec: {
        managementPolicies: protectedBy(spec.deletionProtection),
        forProvider: {
          region,
          description: spec.description,
          engine: spec.engine,
          engineVersion: spec.engineVersion,
          // ElastiCache's API types these two as strings.
          autoMinorVersionUpgrade: 'false',
          atRestEncryptionEnabled: 'true',
          kmsKeyId: status.encryptionKeyArn,
          transitEncryptionEnabled: true,
          transitEncryptionMode: 'required',
          authTokenSecretRef: { name: spec.authTokenSecret, key: 'token' },
          authTokenUpdateStrategy: 'ROTATE',
          nodeType: spec.nodeType,
          numCacheClusters: spec.nodes,
          multiAzEnabled: spec.highlyAvailable,
          automaticFailoverEnabled: spec.highlyAvailable,
          port: 6379,
          parameterGroupName: id,
          subnetGroupNameRef: { name: subnets.metadata.name },
          securityGroupIdRefs: [{ name: group.metadata.name }],
          snapshotRetentionLimit: spec.snapshotRetentionDays,
          snapshotWindow: spec.snapshotWindow,
          maintenanceWindow: spec.maintenanceWindow,
          applyImmediately: false,
          logDeliveryConfiguration: [
            {
              logType: 'slow-log',
              logFormat: 'json',
              destinationType: 'cloudwatch-logs',
              destination: format`/aws/elasticache/${id}/slow-log`,
            },
            {
              logType: 'engine-log',
              logFormat: 'json',
              destinationType: 'cloudwatch-logs',
              destination: format`/aws/elasticache/${id}/engine-log`,
            },
          ],
          tags,
        },
      },
    });
    resource<IConfigMap>('cache', endpointConfigMap({ host: status.host, port: text(status.port) }), {
      readiness: 'exists',
    });
    publish({
      host: replication.status.atProvider.primaryEndpointAddress,
      port: replication.status.atProvider.port,
      arn: replication.status.atProvider.arn,
      encryptionKeyArn: key.status.atProvider.targetKeyArn,
      logsKeyArn: logsKey.status.atProvider.targetKeyArn,
    });
  },
});
