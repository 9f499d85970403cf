// Airflow’s configuration: options that Airflow knows, values that follow from the environment, ini that it reads.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflowConfiguration } from '../../../charts/airflow/airflow-configuration.ts';
import { configurationChecksum, configurationFiles, toIni } from '../../../charts/airflow/configuration.ts';
import { airflowOptions } from '../../../envs/airflow-option-names.ts';
import { FindingsError } from '../../../envs/finding.ts';
import { environmentWith, shapes } from './built.ts';

test('every option is one of Airflow 3.3.2', () => {
  const known = new Map<string, readonly string[]>(Object.entries(airflowOptions));
  for (const { environment } of shapes)
    for (const [section, options] of Object.entries(airflowConfiguration(environment)))
      for (const option of Object.keys(options))
        assert.ok(known.get(section)?.includes(option), `[${section}] ${option}`);
});

test('no option holds a secret, and none is left without a value', () => {
  const secret = /sql_alchemy_conn|fernet|jwt_secret|secret_key|broker_url|result_backend/;
  for (const { environment } of shapes)
    for (const options of Object.values(airflowConfiguration(environment)))
      for (const [option, value] of Object.entries(options)) {
        assert.not.match(option, secret);
        assert.is.not(value, undefined, option);
      }
});

test('a message to a worker is not delivered twice, and not given up, while the longest task runs', () => {
  for (const { environment } of shapes) {
    const longest = Math.max(...environment.airflow.queues.map((queue) => queue.longestTaskMinutes * 60));
    const { celery_broker_transport_options: broker, scheduler } = airflowConfiguration(environment);
    assert.ok(Number(broker?.visibility_timeout) > longest);
    assert.ok(Number(scheduler?.task_queued_timeout) > longest);
  }
});

test('task logs go to the logs bucket under DAG, task and run', () => {
  const { logging } = airflowConfiguration(environmentWith('prod'));
  assert.is(logging?.remote_base_log_folder, 's3://helical-workflows-logs');
  assert.match(
    String(logging?.log_filename_template),
    /^\{\{ ti.dag_id \}\}\/\{\{ ti.task_id \}\}\/\{\{ ti.run_id \}\}\//,
  );
});

test('the execution API is asked at its own pods where there are some', () => {
  const url = (name: 'dev' | 'prod') =>
    String(airflowConfiguration(environmentWith(name)).core?.execution_api_server_url);
  assert.is(url('dev'), 'http://airflow-api-server.airflow.svc.cluster.local:8080/execution/');
  assert.is(url('prod'), 'http://airflow-execution-api.airflow.svc.cluster.local:8080/execution/');
});

const values: [value: string | number | boolean, ini: string][] = [
  [true, 'True'],
  [false, 'False'],
  [32, '32'],
  ['{% if x %}', '{%% if x %%}'],
];

for (const [value, ini] of values) {
  test(`${JSON.stringify(value)} is written as ${ini}`, () => {
    assert.is(toIni({ core: { parallelism: value } }), `[core]\nparallelism = ${ini}\n`);
  });
}

test('extra options are added, also in sections that the platform leaves alone', () => {
  const options = [
    { section: 'core', option: 'default_task_retries', value: '2' },
    { section: 'sentry', option: 'sentry_on', value: 'False' },
  ];
  const ini =
    configurationFiles(environmentWith('prod', { 'airflow.options': options }))['airflow.cfg'] ?? '';
  assert.match(ini, /^default_task_retries = 2$/m);
  assert.match(ini, /^\[sentry\]\nsentry_on = False$/m);
});

test('an option that the platform sets is refused, with both places', () => {
  const options = [{ section: 'core', option: 'parallelism', value: '2' }];
  try {
    airflowConfiguration(environmentWith('prod', { 'airflow.options': options }));
    assert.unreachable();
  } catch (error) {
    assert.instance(error, FindingsError);
    assert.is(
      error instanceof Error && error.message,
      [
        'error envs/prod.ts: airflow.options[0] [airflow/option-of-the-platform]',
        '  [core] parallelism is 256 already, and "2" here.',
        '  why: The rest of the manifests is made for the value of the platform.',
        '  fix: Leave the option out, or change the field that it follows from.',
        '  from: charts/airflow/airflow-configuration.ts',
      ].join('\n'),
    );
  }
});

test('a changed option changes the checksum that pods carry', () => {
  const checksum = (parallelism: number) =>
    configurationChecksum(environmentWith('prod', { 'airflow.parallelism': parallelism }));
  assert.is.not(checksum(256), checksum(257));
  assert.is(checksum(256), configurationChecksum(environmentWith('prod')));
});

test.run();
