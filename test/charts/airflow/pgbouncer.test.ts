// PgBouncer appears where connections are short, stays within what the database accepts, and holds no password in a ConfigMap.
import type { IConfigMap } from 'kubernetes-models/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflow } from '../../../charts/airflow/index.ts';
import { connectionPlan, pgbouncerReplicas } from '../../../envs/concurrency.ts';
import { environmentWith, Objects } from './built.ts';

const small = environmentWith('dev', { 'database.instanceClass': 'db.t4g.micro' });

test('there is none where the database accepts all connections', () => {
  const objects = new Objects(airflow, environmentWith('dev'));
  assert.equal(
    objects.all.filter(({ metadata }) => metadata.name.includes('pgbouncer')),
    [],
  );
});

test('its pods together open no more connections than the database accepts', () => {
  const plan = connectionPlan(small);
  const ini = new Objects(airflow, small).one<IConfigMap>('ConfigMap', 'airflow-pgbouncer').data?.[
    'pgbouncer.ini.template'
  ];
  const pool = Number(/^max_db_connections = (\d+)$/m.exec(ini ?? '')?.[1]);
  assert.ok(pool > 0 && pool * pgbouncerReplicas <= (plan?.available ?? 0));
  assert.match(ini ?? '', /^pool_mode = transaction$/m);
  assert.match(ini ?? '', /^server_tls_sslmode = require$/m);
});

test('components connect through it; migration and clean-up go straight to the database', () => {
  const urls = new Map(
    new Objects(airflow, small)
      .containers()
      .map(({ name, container }) => [
        name.replace(/-[0-9a-f]{10}\//, '/'),
        container.env?.find((variable) => variable.name === 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN')?.value,
      ]),
  );
  for (const name of [
    'airflow-scheduler/scheduler',
    'airflow-api-server/api-server',
    'airflow-reaper/reaper',
  ])
    assert.match(urls.get(name) ?? '', /@airflow-pgbouncer\.airflow\.svc\.cluster\.local:6543\//, name);
  for (const name of ['airflow-migration/migration', 'airflow-history/export'])
    assert.match(urls.get(name) ?? '', /@\$\(DATABASE_HOST\):\$\(DATABASE_PORT\)\/.*sslmode=require$/, name);
});

test.run();
