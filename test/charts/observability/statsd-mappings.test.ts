// The StatsD mappings: an allow-list whose names say what they count.
import { load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { statsdMappingFile, statsdMappings } from '../../../charts/observability/statsd-mappings.ts';
import { ruleFor } from './kit/mapping.ts';

const rules = statsdMappings.mappings;
const kept = rules.filter((rule) => rule.action !== 'drop');

const cases: [string, string][] = [
  ['airflow.scheduler_heartbeat', 'airflow_scheduler_heartbeat_total'],
  ['airflow.dag_processor_heartbeat', 'airflow_dag_processor_heartbeat_total'],
  ['airflow.triggerer_heartbeat', 'airflow_triggerer_heartbeat_total'],
  ['airflow.ti.finish', 'airflow_ti_finish_total'],
  ['airflow.ti_failures', 'airflow_ti_failures_total'],
  ['airflow.task.duration', 'airflow_task_duration_seconds'],
  ['airflow.dagrun.duration.failed', 'airflow_dagrun_failed_seconds'],
  ['airflow.executor.open_slots', 'airflow_executor_$1'],
  ['airflow.pool.starving_tasks', 'airflow_pool_$1'],
  // The form of Airflow without tags: one metric for each DAG and task.
  ['airflow.ti.finish.embed.run.success', 'dropped'],
  ['airflow.dag_processing.last_duration', 'dropped'],
  ['other.metric', 'dropped'],
];

for (const [metric, name] of cases) {
  test(`${metric} becomes ${name}`, () => assert.is(ruleFor(metric)?.name, name));
}

test('the last rule drops what no other takes', () => {
  assert.equal(rules.at(-1), { match: '.*', match_type: 'regex', action: 'drop', name: 'dropped' });
  assert.is(kept.length, rules.length - 1);
});

test('no two rules give the same name', () => {
  assert.is(new Set(rules.map((rule) => rule.name)).size, rules.length);
});

test('gauges whose label values come and go are forgotten', () => {
  for (const rule of kept.filter(({ match }) => /^airflow\.(executor|pool)\./.test(match))) {
    assert.is(rule.ttl, '5m', rule.match);
  }
});

test('the file says what the rules say', () => assert.equal(load(statsdMappingFile()), statsdMappings));

test.run();
