// Every query of every dashboard and alert reads metrics that our own pipeline stores, by labels that they have.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { alertRulesOf } from '../../../charts/observability/alert-rules.ts';
import { dashboardsOf } from '../../../charts/observability/dashboards/index.ts';
import { scrapeJobsOf } from '../../../charts/observability/scrape-jobs.ts';
import type { Environment } from '../../../envs/index.ts';
import { metricsOf } from '../../../scripts/check/kit/promql.ts';
import { environmentWith } from '../airflow/built.ts';
import { airflowMetrics } from './kit/airflow-metrics.ts';
import { groupingsIn, problemsOf, resultLabels, selectedIn } from './kit/expressions.ts';
import { mappedName } from './kit/mapping.ts';
import { storedMetrics } from './kit/stored-metrics.ts';

interface Asked {
  place: string;
  expression: string;
  /** Labels that the reader sees: in a legend or as columns. */
  shown: string[];
}

function queriesOf(environment: Environment): Asked[] {
  const panels = dashboardsOf(environment).flatMap(({ name, sections }) =>
    sections.flatMap((section) =>
      section.panels.flatMap((panel) =>
        panel.queries.map(({ expr, legend }) => ({
          place: `${name}: ${panel.title}`,
          expression: expr,
          shown: [
            ...(panel.kind === 'table' ? panel.labels : []),
            ...[...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
          ],
        })),
      ),
    ),
  );
  const choices = dashboardsOf(environment).flatMap(({ name, variables = [] }) =>
    variables.map(({ metric, values }) => ({
      place: `${name}: variable`,
      expression: metric,
      shown: [values],
    })),
  );
  const alerts = Object.values(alertRulesOf(environment)).flatMap(({ groups }) =>
    groups.flatMap(({ rules }) =>
      rules.map(({ alert, expr }) => ({ place: `alert ${alert}`, expression: expr, shown: [] })),
    ),
  );
  return [...panels, ...choices, ...alerts];
}

const grafana = {
  adminGroupIds: ['a1b2c3d4-0000-4000-8000-000000000001'],
  viewerGroupIds: ['a1b2c3d4-0000-4000-8000-000000000002'],
  prefixListIds: ['pl-0123456789abcdef0'],
};

/** All environments as they would be with Grafana. */
const environments = {
  'dev with PgBouncer': environmentWith('dev', {
    'database.instanceClass': 'db.t4g.micro',
    'observability.grafana': grafana,
    'observability.metricsWorkspaceId': 'ws-0162d594-ee09-45e4-a5f3-6fc267ca4bee',
  }),
  staging: environmentWith('staging', { 'observability.grafana': grafana }),
  prod: environmentWith('prod'),
};

test('one of the environments has PgBouncer, and all have GPUs', () => {
  const jobs = (environment: Environment) => scrapeJobsOf(environment).map(({ job_name }) => job_name);
  assert.ok(jobs(environments['dev with PgBouncer']).includes('pgbouncer'));
  for (const environment of Object.values(environments))
    assert.ok(jobs(environment).includes('dcgm-exporter'));
});

for (const [name, environment] of Object.entries(environments)) {
  const stored = storedMetrics(scrapeJobsOf(environment));
  const queries = queriesOf(environment);

  test(`${name}: every metric of a query is stored and has the labels that it is asked by`, () => {
    assert.ok(queries.length > 40, `only ${queries.length} queries`);
    const problems = queries.flatMap(({ place, expression }) =>
      problemsOf(expression, stored).map((problem) => `${place}: ${problem}`),
    );
    assert.equal(problems, []);
  });

  test(`${name}: every label that a legend or a table shows is one of the result`, () => {
    const problems = queries.flatMap(({ place, expression, shown }) => {
      const labels = resultLabels(expression, stored);
      return shown.filter((label) => !labels.has(label)).map((label) => `${place}: ${label}`);
    });
    assert.equal(problems, []);
  });

  test(`${name}: the check of the tree reads the same metrics`, () => {
    for (const { place, expression } of queries) {
      const ours = selectedIn(expression).map(({ metric }) => metric);
      assert.equal([...new Set(ours)].sort(), metricsOf(expression).sort(), place);
    }
  });
}

test('no two alerts have the same name and labels, or they would be one alert', () => {
  const identities = Object.values(alertRulesOf(environments.prod)).flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.map(({ alert, labels }) => JSON.stringify([alert, labels]))),
  );
  assert.equal([...new Set(identities)], identities);
});

const stored = storedMetrics(scrapeJobsOf(environments.prod));

const wrong: [expression: string, problem: string][] = [
  ['sum(rate(airflow_ti_finished_total[5m]))', 'nobody stores airflow_ti_finished_total'],
  // Collected by nobody although kube-state-metrics has it.
  ['kube_pod_created', 'nobody stores kube_pod_created'],
  // In the histogram, not by itself.
  ['airflow_task_duration_seconds', 'nobody stores airflow_task_duration_seconds'],
  ['airflow_ti_start_total{dag="x"}', 'airflow_ti_start_total has no label dag'],
  ['sum by (queue) (rate(airflow_ti_start_total[5m]))', 'by (queue): none of airflow_ti_start_total has it'],
  ['up * on (nodepool) group_left () kube_node_info', 'on (nodepool): none of up, kube_node_info has it'],
];

for (const [expression, problem] of wrong) {
  test(`refused: ${expression}`, () => assert.equal(problemsOf(expression, stored), [problem]));
}

test('metrics and labels are read where PromQL has them', () => {
  const expression =
    'histogram_quantile(0.95, sum by (le, dag_id) (rate(a_bucket{dag_id=~"$dag", x!="sum(b)"}[5m]))) / on (dag_id) group_left (y) c offset 5m or vector(0)';
  assert.equal(selectedIn(expression), [
    { metric: 'a_bucket', labels: ['dag_id', 'x'] },
    { metric: 'c', labels: [] },
  ]);
  assert.equal(
    groupingsIn(expression).map(({ word, labels, metrics }) => [word, ...labels, ...metrics]),
    [
      ['by', 'le', 'dag_id', 'a_bucket'],
      ['on', 'dag_id', 'a_bucket', 'c'],
      ['group_left', 'y', 'a_bucket', 'c'],
    ],
  );
});

test('every metric of Airflow in the list is mapped, each to a name of its own', () => {
  const names = airflowMetrics.map(({ name }) => mappedName(name));
  assert.not.ok(names.includes(undefined));
  assert.is(new Set(names).size, names.length);
});

test.run();
