// The order of a sync: nothing waits for what comes after it.
import type { IJob } from 'kubernetes-models/batch/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflow } from '../../../charts/airflow/index.ts';
import { Objects, shapes } from './built.ts';

const waveOf = ({ metadata }: { metadata: { annotations?: Record<string, string> } }) =>
  Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);

for (const { name, environment } of shapes) {
  const objects = new Objects(airflow, environment);
  const waves = (kind: string, named?: RegExp) =>
    objects.all
      .filter((object) => object.kind === kind && (named?.test(object.metadata.name) ?? true))
      .map(waveOf);
  const before = (earlier: number[], later: number[]) => {
    assert.ok(earlier.length > 0 && later.length > 0);
    assert.ok(Math.max(...earlier) < Math.min(...later), `${earlier} before ${later}`);
  };

  test(`${name}: role of the reader, then stored secrets, then read ones, then the cache made with one`, () => {
    before(waves('WorkloadIdentity', /external-secrets/), waves('PushSecret'));
    before(waves('PushSecret'), waves('ExternalSecret'));
    before(waves('ExternalSecret'), waves('Cache'));
  });

  test(`${name}: cloud, then database role, then migration, then components`, () => {
    before(waves('Database'), waves('Job', /database-role/));
    before(waves('Job', /database-role/), waves('Job', /migration/));
    before(waves('Job', /migration/), waves('Deployment'));
    before(waves('ConfigMap'), waves('Job'));
  });

  test(`${name}: jobs of the sync are hooks that leave no orphan and have no time to live`, () => {
    for (const { metadata, spec } of objects.of<IJob>('Job')) {
      assert.is(metadata?.annotations?.['argocd.argoproj.io/hook'], 'Sync');
      assert.is(metadata?.annotations?.['argocd.argoproj.io/hook-delete-policy'], 'BeforeHookCreation');
      assert.is(spec?.ttlSecondsAfterFinished, undefined);
    }
  });
}

test('what is encrypted with the new Fernet key is so only when every pod knows it', () => {
  for (const { environment } of shapes) {
    const jobs = new Objects(airflow, environment).all.filter(
      ({ kind, metadata }) => kind === 'Job' && metadata.name.includes('fernet'),
    );
    assert.is(jobs.length, environment.airflow.secretVersions.fernet > 1 ? 1 : 0);
    for (const job of jobs) assert.ok(waveOf(job) > 0);
  }
});

test.run();
