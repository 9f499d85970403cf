// The Database API: watched, replicated on request, and never made what RDS can't make of it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type DatabaseSpec, database } from '../../../crossplane/apis/database/index.ts';
import { changeFindings } from '../../../crossplane/change-findings.ts';
import { composed, composite, refusedFields } from '../kit/composed.ts';

const spec: DatabaseSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  identifier: 'helical-dev-airflow',
  databaseName: 'airflow',
  masterUsername: 'postgres',
  engineVersion: '17.7',
  instanceClass: 'db.t4g.medium',
  storageGiB: 100,
  maxStorageGiB: 200,
  multiAz: true,
  backupRetentionDays: 7,
  backupWindow: '02:00-03:00',
  maintenanceWindow: 'sun:04:00-sun:05:00',
  performanceInsightsDays: 7,
  monitoringSeconds: 60,
  monitoringRoleName: 'helical-dev-database-monitoring',
  permissionsBoundary: 'helical-boundary',
  logRetentionDays: 30,
  deletionProtection: true,
  vpcId: 'vpc-474180637ae33a794',
  subnetIds: ['subnet-56cbf80e475db5ff4', 'subnet-9fdecfeebfe046e89'],
  clusterSecurityGroupId: 'sg-2b5addca6d835ffd5',
  encryptionKeyAlias: 'helical-dev-database',
  secretsKeyAlias: 'helical-dev-secrets',
  logsKeyAlias: 'helical-dev-logs',
  tags: { environment: 'dev' },
};
const made = composed(database, 'default', spec);
const replicated = composed(database, 'with-replica', spec);

test('RDS writes the metrics of the operating system with a role of ours, to the one group it knows', () => {
  assert.is(made.field('database-instance', 'monitoringInterval'), 60);
  assert.equal(made.field('database-instance', 'monitoringRoleArnRef'), {
    name: 'sample-database-monitoring',
  });
  const trust = made.statements('database-monitoring', 'assumeRolePolicy').get('Monitor');
  assert.equal(trust?.Principal, { Service: 'monitoring.rds.amazonaws.com' });
  assert.equal(trust?.Condition?.StringEquals, { 'aws:SourceAccount': '111122223333' });
  const write = made.statements('database-monitoring-policy', 'policy').get('WriteOsMetrics');
  assert.equal(write?.Resource, [
    'arn:aws:logs:eu-west-1:111122223333:log-group:RDSOSMetrics',
    'arn:aws:logs:eu-west-1:111122223333:log-group:RDSOSMetrics:log-stream:*',
  ]);
});

test('a replica is as private and as encrypted as its source, and has the parameters of its source', () => {
  assert.not.ok(made.ids.includes('database-replica'));
  const field = (name: string) => replicated.field('database-replica', name);
  assert.equal(field('replicateSourceDbRef'), { name: 'sample-database-instance' });
  assert.is(field('publiclyAccessible'), false);
  assert.is(field('storageEncrypted'), true);
  for (const same of [
    'kmsKeyId',
    'parameterGroupNameRef',
    'vpcSecurityGroupIdRefs',
    'performanceInsightsKmsKeyId',
  ])
    assert.equal(field(same), replicated.field('database-instance', same), same);
  assert.equal(replicated.actions('database-replica'), ['Observe', 'Create', 'Update']);
});

test('windows meet across midnight and the end of the week too', () => {
  const cases: [backupWindow: string, maintenanceWindow: string, refused: boolean][] = [
    ['02:00-03:00', 'sun:03:00-sun:04:00', false],
    ['02:00-03:00', 'sun:02:59-sun:03:59', true],
    ['23:30-00:30', 'mon:00:00-mon:01:00', true],
    ['00:15-01:00', 'sun:23:45-mon:00:30', true],
    ['02:00-03:00', 'sat:04:00-sun:04:00', true],
  ];
  for (const [backupWindow, maintenanceWindow, refused] of cases)
    assert.equal(
      refusedFields(database, 'default', spec, { backupWindow, maintenanceWindow }),
      refused ? ['maintenanceWindow'] : [],
      `${backupWindow} ${maintenanceWindow}`,
    );
});

test('what RDS can’t change is refused, and the rest is not', () => {
  const changed = (changes: Partial<DatabaseSpec>) =>
    changeFindings(
      composite(database, 'default', spec),
      composite(database, 'default', { ...spec, ...changes }),
      'test',
    ).map(({ what }) => what);
  assert.equal(changed({ storageGiB: 150, maxStorageGiB: 500, instanceClass: 'db.m7g.large' }), []);
  assert.equal(changed({ storageGiB: 50 }), ['can’t shrink: RDS has no way to take storage away']);
  assert.equal(changed({ engineVersion: '16.11' }), [
    'can’t go back or leave its parameter group family: restore a snapshot into a new database of the other major version',
  ]);
  assert.equal(changed({ identifier: 'other' }), ['can’t be changed: RDS knows the instance by it']);
});

test.run();
