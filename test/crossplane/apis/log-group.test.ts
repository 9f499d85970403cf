// The LogGroup API: our key, a stated retention, and nothing outside 7 to 180 days.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type LogGroupSpec, logGroupApi } from '../../../crossplane/apis/log-group/index.ts';
import { composed, problems, refusedFields } from '../kit/composed.ts';

const spec: LogGroupSpec = {
  region: 'eu-central-1',
  logGroupName: '/helical/prod/airflow',
  logRetentionDays: 90,
  encryptionKeyAlias: 'helical-prod-logs',
  deletionProtection: true,
  tags: { environment: 'prod' },
};

test('a log group is found by its name, encrypted with our key and kept for the stated days', () => {
  const { externalName, field } = composed(logGroupApi, 'default', spec);
  assert.is(externalName('log-group'), '/helical/prod/airflow');
  assert.is(field('log-group', 'retentionInDays'), 90);
  assert.is(
    field('log-group', 'kmsKeyId'),
    '<known after apply: Alias sample-log-key, status.atProvider.targetKeyArn>',
  );
  assert.is(externalName('log-key'), 'helical-prod-logs');
});

test('a protected log group is never deleted, an unprotected one is', () => {
  const actions = (deletionProtection: boolean) =>
    composed(logGroupApi, 'default', { ...spec, deletionProtection }).actions('log-group');
  assert.equal(actions(true), ['Observe', 'Create', 'Update']);
  assert.equal(actions(false), ['Observe', 'Create', 'Update', 'Delete']);
});

test('only the retentions between 7 and 180 days that CloudWatch knows are accepted', () => {
  for (const logRetentionDays of [7, 14, 30, 60, 90, 120, 150, 180]) {
    assert.equal(problems(logGroupApi, 'default', spec, { logRetentionDays }), []);
  }
  for (const logRetentionDays of [0, 1, 5, 8, 45, 181, 365, '30', null]) {
    const refused = refusedFields(logGroupApi, 'default', spec, { logRetentionDays });
    assert.equal(refused, ['logRetentionDays'], String(logRetentionDays));
  }
});

test('other names are refused', () => {
  for (const logGroupName of ['helical', '/helical/', '//helical', '/helical prod', '']) {
    assert.equal(refusedFields(logGroupApi, 'default', spec, { logGroupName }), ['logGroupName']);
  }
});

test.run();
