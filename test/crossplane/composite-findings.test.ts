// A composite resource outside its bounds is refused before anything is written, with the field and the reason.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compositeFindings } from '../../crossplane/composite-findings.ts';
import { formatFinding } from '../../envs/finding.ts';

const good = {
  region: 'eu-west-1',
  bucketName: 'helical-workflows-dev-logs',
  accessLogsBucketName: 'helical-workflows-dev-access-logs',
  glacierAfterDays: 60,
  expireAfterDays: 365,
  encryptionKeyAlias: 'helical-dev-storage',
  deletionProtection: true,
  tags: { environment: 'dev' },
};

function messages(spec: Record<string, unknown>, kind = 'Bucket'): string[] {
  const metadata = { name: 'logs', namespace: 'airflow' };
  const crossplane = { compositionRef: { name: 'buckets-logs' } };
  const composite = { apiVersion: 'aws.helical.dev/v1', kind, metadata, spec: { crossplane, ...spec } };
  return compositeFindings(composite, 'charts/airflow/cloud.ts').map(formatFinding);
}

test('a good spec has no findings', () => {
  assert.equal(messages(good), []);
});

test('every violation is reported at once, each with its object and field', () => {
  const found = messages({ ...good, glacierAfterDays: 0, bucketName: 'Not_A_Bucket', acl: 'public-read' });
  assert.equal(found.length, 3);
  assert.ok(
    found.some((text) => text.includes('Bucket airflow/logs spec.glacierAfterDays [cloud-api/out-of-range]')),
  );
  assert.ok(
    found.some((text) => text.includes('Bucket airflow/logs spec.bucketName [cloud-api/wrong-form]')),
  );
  assert.ok(found.some((text) => text.includes('Bucket airflow/logs spec.acl [cloud-api/unknown-field]')));
});

test('a missing field says what it is for', () => {
  const { bucketName: _, ...rest } = good;
  const [found = ''] = messages(rest);
  assert.match(found, /spec\.bucketName \[cloud-api\/missing-field\]/);
  assert.match(found, /Name of the bucket, unique in all of AWS/);
});

test('an unknown kind names the known ones', () => {
  const [found = ''] = messages(good, 'Buket');
  assert.match(found, /There is no cloud API Buket/);
  assert.match(found, /Bucket, Cache, /);
});

test.run();
