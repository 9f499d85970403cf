// Databases and caches that AWS would refuse, or that lose what they hold.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'storage limit below 110 %',
    changes: { 'database.maxStorageGiB': 109 },
    message: [
      'error envs/prod.ts: database.maxStorageGiB [environment/max-storage]',
      '  109 is less than 110 % of storageGiB, 100.',
      '  why: RDS refuses a storage limit that is less than 10 % above the initial storage.',
      '  fix: Use 110 or more.',
    ],
  },
  {
    name: 'version of the other engine',
    changes: { 'cache.engine': 'redis' },
    message: [
      'error envs/prod.ts: cache.engineVersion [environment/cache-version]',
      '  "8.0" is no version of redis.',
      '  why: ElastiCache refuses the version of another engine.',
      '  fix: Use "7.1" with redis.',
    ],
  },
  {
    name: 'Multi-AZ database, cache without replica',
    changes: { 'cache.replicas': 0 },
    message: [
      'error envs/prod.ts: cache.replicas [environment/cache-failover]',
      '  The database is Multi-AZ, and the cache has no replica.',
      '  why: Without a replica there is no failover: losing one zone would stop every task, though the database goes on.',
      '  fix: Use 1 or more, or set database.multiAz to false.',
    ],
  },
  {
    name: 'Grafana without a metrics workspace',
    changes: { 'observability.metricsWorkspaceId': undefined },
    message: [
      'error envs/prod.ts: observability.metricsWorkspaceId [environment/grafana-metrics]',
      '  There is a Grafana, and no metrics workspace for it.',
      '  why: The role and the data source of Grafana name the one workspace that it may query.',
      '  fix: Sync once without grafana, then record the id that the MetricsWorkspace shows in its status.',
    ],
  },
  {
    name: 'maintenance during the backup',
    changes: { 'database.backupWindow': '04:30-05:30' },
    message: [
      'error envs/prod.ts: database.maintenanceWindow [environment/window-overlap]',
      '  "sun:04:00-sun:05:00" meets backupWindow, "04:30-05:30".',
      '  why: AWS refuses windows that meet: a restart in the middle would break the backup.',
      '  fix: Move one of the two, so that maintenance begins after backupWindow has ended.',
    ],
  },
  {
    name: 'maintenance during the snapshot, past midnight',
    changes: {
      'cache.snapshotWindow': '23:30-00:30',
      'cache.maintenanceWindow': 'sun:23:00-mon:00:00',
    },
    message: [
      'error envs/prod.ts: cache.maintenanceWindow [environment/window-overlap]',
      '  "sun:23:00-mon:00:00" meets snapshotWindow, "23:30-00:30".',
      '  why: AWS refuses windows that meet: a restart in the middle would break the backup.',
      '  fix: Move one of the two, so that maintenance begins after snapshotWindow has ended.',
    ],
  },
  {
    name: 'backup window that is too short',
    changes: { 'database.backupWindow': '02:00-02:10' },
    message: [
      'error envs/prod.ts: database.backupWindow [environment/window-length]',
      '  "02:00-02:10" is 10 minutes long.',
      '  why: RDS wants windows of 30 minutes or more, ElastiCache of 60; more than a day is a mistyped day.',
      '  fix: Use a window of 30 minutes to 24 hours.',
    ],
  },
  {
    name: 'maintenance window that is too long',
    changes: {
      'cache.maintenanceWindow': 'mon:05:00-tue:06:00',
      'cache.snapshotWindow': '06:00-07:00',
    },
    message: [
      'error envs/prod.ts: cache.maintenanceWindow [environment/window-length]',
      '  "mon:05:00-tue:06:00" is 1500 minutes long.',
      '  why: RDS wants windows of 30 minutes or more, ElastiCache of 60; more than a day is a mistyped day.',
      '  fix: Use a window of 60 minutes to 24 hours.',
      'error envs/prod.ts: cache.maintenanceWindow [environment/window-overlap]',
      '  "mon:05:00-tue:06:00" meets snapshotWindow, "06:00-07:00".',
      '  why: AWS refuses windows that meet: a restart in the middle would break the backup.',
      '  fix: Move one of the two, so that maintenance begins after snapshotWindow has ended.',
    ],
  },
  {
    name: 'object lock that nobody can take back, without a reason',
    changes: { 'storage.objectLock': { outputs: { mode: 'COMPLIANCE', days: 30 } } },
    message: [
      'error envs/prod.ts: storage.objectLock.outputs.mode [environment/object-lock]',
      '  "COMPLIANCE" is chosen without a reason.',
      '  why: What is locked can’t be deleted before its days are over, by a lifecycle rule as little as by a person.',
      '  fix: Use "GOVERNANCE", or say in complianceReason why nobody may delete.',
    ],
  },
  {
    name: 'reason for a mode that is not chosen, and a lock beyond the expiry',
    changes: {
      'storage.objectLock': {
        audit: { days: 3000, complianceReason: 'The auditors want it for ten years.' },
      },
    },
    message: [
      'error envs/prod.ts: storage.objectLock.audit.complianceReason [environment/object-lock]',
      '  There is a reason for COMPLIANCE, and mode is "GOVERNANCE".',
      '  why: What is locked can’t be deleted before its days are over, by a lifecycle rule as little as by a person.',
      '  fix: Remove the reason, or the next reader takes the bucket for one that nobody can clear.',
      'error envs/prod.ts: storage.objectLock.audit.days [environment/object-lock]',
      '  3000 days is longer than storage.logsExpireDays, 2555.',
      '  why: What is locked can’t be deleted before its days are over, by a lifecycle rule as little as by a person.',
      '  fix: Use 2555 or less, or raise storage.logsExpireDays.',
    ],
  },
  {
    name: 'file system of DAGs with one id',
    changes: { 'airflow.dags': { source: 'efs', fileSystemId: 'fs-0123456789abcdef0' } },
    message: [
      'error envs/prod.ts: airflow.dags.accessPointId [environment/efs-file-system]',
      '  fileSystemId is given and accessPointId is not.',
      '  why: A volume names a file system and one of its access points; with one id alone no pod could mount it.',
      '  fix: Give both, or none and let Crossplane make the file system.',
    ],
  },
  {
    name: 'file system of DAGs that exists and is made',
    changes: {
      'airflow.dags': {
        source: 'efs',
        fileSystemId: 'fs-0123456789abcdef0',
        accessPointId: 'fsap-0123456789abcdef0',
        facts: { fileSystemId: 'fs-0123456789abcdef0', accessPointId: 'fsap-0123456789abcdef0' },
      },
    },
    message: [
      'error envs/prod.ts: airflow.dags.facts [environment/efs-file-system]',
      '  There are facts of a file system that Crossplane makes, and an id of one that exists.',
      '  why: A volume names a file system and one of its access points; with one id alone no pod could mount it.',
      '  fix: Keep facts, or fileSystemId and accessPointId.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`bad data stores: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
