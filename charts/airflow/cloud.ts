// What Airflow needs of AWS: its metadata database, its queue and the bucket of its logs.
import type { Chart } from 'cdk8s';
import { bucket } from '../../crossplane/apis/bucket/index.ts';
import { cache } from '../../crossplane/apis/cache/index.ts';
import { database } from '../../crossplane/apis/database/index.ts';
import { osMetricsLogGroup } from '../../crossplane/apis/database/monitoring.ts';
import { logGroupApi } from '../../crossplane/apis/log-group/index.ts';
import { accessLogsBucketName, lockOf } from '../../crossplane/buckets.ts';
import { environmentTags, keyAlias } from '../../crossplane/keys.ts';
import { roleName } from '../../crossplane/roles.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { addFileSystem } from './file-system.ts';
import { bucketNames, cacheAuthSecret, namespace } from './names.ts';

/** Adds the Database, the Cache, the logs Bucket and the file system of the DAGs, in Airflow's own namespace. */
export function addCloud(chart: Chart, environment: Environment): void {
  const { account, network, cluster, database: db, cache: queue, storage } = environment;
  const tags = environmentTags(environment);
  const { region } = account;
  compositeResource(chart, environment, logGroupApi, {
    name: 'database-os-metrics',
    namespace,
    spec: {
      region,
      logGroupName: osMetricsLogGroup,
      logRetentionDays: db.logRetentionDays,
      encryptionKeyAlias: keyAlias(environment, 'logs'),
      deletionProtection: db.deletionProtection,
      tags,
    },
  });
  const placement = {
    region,
    vpcId: network.vpcId,
    subnetIds: network.privateSubnets.map(({ id }) => id),
    clusterSecurityGroupId: cluster.securityGroupId,
    logsKeyAlias: keyAlias(environment, 'logs'),
    tags,
  };
  compositeResource(chart, environment, database, {
    name: 'airflow',
    namespace,
    variant: db.readReplica ? 'with-replica' : 'default',
    spec: {
      ...placement,
      accountId: account.accountId,
      identifier: `helical-${environment.name}-airflow`,
      databaseName: 'airflow',
      masterUsername: 'postgres',
      engineVersion: db.engineVersion,
      instanceClass: db.instanceClass,
      storageGiB: db.storageGiB,
      maxStorageGiB: db.maxStorageGiB,
      multiAz: db.multiAz,
      backupRetentionDays: db.backupRetentionDays,
      backupWindow: db.backupWindow,
      maintenanceWindow: db.maintenanceWindow,
      // Seven days cost nothing (RDS: Performance Insights pricing).
      performanceInsightsDays: 7,
      // A minute is enough to explain an incident, and costs the least.
      monitoringSeconds: 60,
      monitoringRoleName: roleName(environment, 'database-monitoring'),
      permissionsBoundary: account.permissionsBoundary,
      logRetentionDays: db.logRetentionDays,
      deletionProtection: db.deletionProtection,
      encryptionKeyAlias: keyAlias(environment, 'database'),
      secretsKeyAlias: keyAlias(environment, 'secrets'),
    },
  });
  compositeResource(chart, environment, cache, {
    name: 'airflow',
    namespace,
    spec: {
      ...placement,
      replicationGroupId: `helical-${environment.name}-airflow`,
      description: `Celery queue of Airflow (${environment.name})`,
      engine: queue.engine,
      engineVersion: queue.engineVersion,
      nodeType: queue.nodeType,
      nodes: queue.replicas + 1,
      highlyAvailable: queue.replicas > 0,
      snapshotRetentionDays: queue.snapshotRetentionDays,
      snapshotWindow: queue.snapshotWindow,
      maintenanceWindow: queue.maintenanceWindow,
      logRetentionDays: queue.logRetentionDays,
      deletionProtection: db.deletionProtection,
      authTokenSecret: cacheAuthSecret,
      encryptionKeyAlias: keyAlias(environment, 'cache'),
    },
  });
  const logsLock = lockOf(environment, 'logs');
  compositeResource(chart, environment, bucket, {
    name: 'logs',
    namespace,
    variant: logsLock ? 'logs-locked' : 'logs',
    spec: {
      region,
      ...logsLock,
      bucketName: bucketNames(environment).logs,
      accessLogsBucketName: accessLogsBucketName(environment),
      glacierAfterDays: storage.logsGlacierDays,
      expireAfterDays: storage.logsExpireDays,
      encryptionKeyAlias: keyAlias(environment, 'storage'),
      deletionProtection: storage.deletionProtection,
      tags,
    },
  });
  addFileSystem(chart, environment);
}
