// The dashboards: JSON that Grafana takes, ids and places that stay, and the objects that bring them to Grafana.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { operatorsOf } from '../../../argocd/operators/index.ts';
import { grafana } from '../../../charts/grafana/index.ts';
import { workloadsOf } from '../../../charts/index.ts';
import { dashboardsOf } from '../../../charts/observability/dashboards/index.ts';
import type { Dashboard } from '../../../charts/observability/dashboards/kit/dashboard.ts';
import { dashboardJson } from '../../../charts/observability/dashboards/kit/dashboard-json.ts';
import { stat, table, timeSeries } from '../../../charts/observability/dashboards/kit/panel.ts';
import { environmentNamed, environmentNames, list, Objects, read, text } from '../../argocd/build.ts';
import { environmentWith } from '../airflow/built.ts';

const prod = environmentNamed('prod');
/** The smallest database, before which a pooler is needed. */
const withPgbouncer = environmentWith('dev', { 'database.instanceClass': 'db.t4g.micro' });
const up = [{ expr: 'up', legend: 'up' }];

function dashboardWith(...panels: Dashboard['sections'][number]['panels']): Dashboard {
  return {
    name: 'sample',
    title: 'Sample',
    description: 'For tests.',
    sections: [{ title: 'Part', panels }],
  };
}

const panelsOf = (dashboard: Dashboard): unknown[] => list(JSON.parse(dashboardJson(dashboard)), 'panels');
const placeOf = (panel: unknown) => ['x', 'y', 'w', 'h'].map((key) => Number(read(panel, 'gridPos', key)));

test('panels flow from left to right, and into a new line when there is no room', () => {
  const panels = panelsOf(
    dashboardWith(stat('a', up), stat('b', up), timeSeries('c', up), timeSeries('d', up)),
  );
  assert.equal(panels.map(placeOf), [
    [0, 0, 24, 1],
    [0, 1, 4, 4],
    [4, 1, 4, 4],
    [8, 1, 12, 8],
    [0, 9, 12, 8],
  ]);
});

test('a panel keeps its id when others come before it', () => {
  const idOf = (panels: unknown[], title: string) =>
    read(
      panels.find((panel) => read(panel, 'title') === title),
      'id',
    );
  const before = panelsOf(dashboardWith(stat('b', up)));
  const after = panelsOf(dashboardWith(stat('a', up), stat('b', up)));
  assert.is(idOf(before, 'b'), idOf(after, 'b'));
});

test('two panels of one title are refused', () => {
  assert.throws(
    () => dashboardJson(dashboardWith(stat('a', up), timeSeries('a', up))),
    'The panels "a" and "a" would have one id in Grafana. Give one of them another title.',
  );
});

test('a table has its labels first, then a column for each query', () => {
  const [, panel] = panelsOf(
    dashboardWith(
      table(
        't',
        ['pod'],
        [
          { expr: 'up', legend: 'one' },
          { expr: 'down', legend: 'two' },
        ],
      ),
    ),
  );
  const organize = read(list(panel, 'transformations')[1], 'options');
  assert.equal(read(organize, 'indexByName'), { pod: 0, 'Value #A': 1, 'Value #B': 2 });
  assert.equal(read(organize, 'renameByName'), { 'Value #A': 'one', 'Value #B': 'two' });
});

test('small values are the bad ones where the threshold says so', () => {
  const stepsOf = (thresholds: { red: number; yellow?: number; below?: boolean }) =>
    list(
      panelsOf(dashboardWith(stat('s', up, { thresholds })))[1],
      'fieldConfig',
      'defaults',
      'thresholds',
      'steps',
    ).map((step) => [read(step, 'color'), read(step, 'value')]);
  assert.equal(stepsOf({ red: 10, yellow: 1 }), [
    ['green', null],
    ['yellow', 1],
    ['red', 10],
  ]);
  assert.equal(stepsOf({ red: 1, yellow: 2, below: true }), [
    ['red', null],
    ['yellow', 1],
    ['green', 2],
  ]);
  assert.equal(stepsOf({ red: 1, below: true }), [
    ['red', null],
    ['green', 1],
  ]);
});

for (const dashboard of dashboardsOf(withPgbouncer)) {
  const json = dashboardJson(dashboard);
  const model: unknown = JSON.parse(json);
  const panels = list(model, 'panels');

  test(`${dashboard.name}: keys are sorted, and twice the same bytes come of it`, () => {
    const keysSorted = (value: unknown): boolean => {
      if (typeof value !== 'object' || value === null) return true;
      const keys = Object.keys(value);
      const inOrder = Array.isArray(value) || keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key);
      return inOrder && Object.values(value).every(keysSorted);
    };
    assert.ok(keysSorted(model));
    assert.is(dashboardJson(dashboard), json);
  });

  test(`${dashboard.name}: no two panels overlap, and none leaves the grid`, () => {
    const taken = new Set<string>();
    for (const panel of panels) {
      const [x = 0, y = 0, w = 0, h = 0] = placeOf(panel);
      assert.ok(w > 0 && h > 0 && x + w <= 24, text(panel, 'title'));
      for (let row = y; row < y + h; row += 1)
        for (let column = x; column < x + w; column += 1) {
          const cell = `${column}/${row}`;
          assert.not.ok(taken.has(cell), `${text(panel, 'title')} at ${cell}`);
          taken.add(cell);
        }
    }
  });

  test(`${dashboard.name}: every panel and query asks the one data source`, () => {
    for (const panel of panels.filter((panel) => read(panel, 'type') !== 'row')) {
      assert.is(text(panel, 'datasource', 'uid'), 'managed-prometheus');
      const targets = list(panel, 'targets');
      assert.ok(targets.length > 0, text(panel, 'title'));
      for (const target of targets) assert.is(text(target, 'datasource', 'uid'), 'managed-prometheus');
      assert.is(new Set(targets.map((target) => text(target, 'refId'))).size, targets.length);
    }
  });
}

test('there is a dashboard for each part, and one for GPUs or PgBouncer only where they are', () => {
  const names = (environment: typeof prod) => dashboardsOf(environment).map(({ name }) => name);
  assert.equal(names(prod), ['airflow', 'workers', 'runner', 'nodes', 'collection']);
  assert.equal(names(withPgbouncer), ['airflow', 'workers', 'runner', 'nodes', 'connections', 'collection']);
  const titles = (environment: typeof prod) =>
    dashboardsOf(environment).flatMap(({ sections }) => sections.map(({ title }) => title));
  assert.ok(titles(prod).includes('GPUs'));
  const withoutGpus = environmentWith('dev', {
    'nodes.gpu.gpuLimit': 0,
    'runner.jobClasses': prod.runner.jobClasses.filter(({ gpus }) => gpus === 0),
  });
  assert.not.ok(titles(withoutGpus).includes('GPUs'));
  for (const { name } of prod.airflow.queues) assert.ok(titles(prod).includes(`Queue ${name}`));
});

test('every dashboard is an object of the operator, in the folder and for the Grafana of the environment', () => {
  const objects = new Objects(grafana, prod);
  assert.equal(
    objects.names('GrafanaDashboard'),
    dashboardsOf(prod)
      .map(({ name }) => name)
      .sort(),
  );
  const selector = { matchLabels: { 'helical.dev/grafana': 'platform' } };
  const workspace = objects.one('GrafanaWorkspace', 'platform');
  assert.is(read(workspace, 'metadata', 'namespace'), 'grafana');
  for (const built of [...objects.ofKind('GrafanaDashboard'), ...objects.ofKind('GrafanaFolder')]) {
    assert.equal(read(built, 'spec', 'instanceSelector'), selector);
    assert.is(read(built, 'metadata', 'namespace'), 'grafana');
  }
  for (const built of objects.ofKind('GrafanaDashboard')) {
    assert.ok(objects.one('GrafanaFolder', text(built, 'spec', 'folderRef')));
    assert.is(text(JSON.parse(text(built, 'spec', 'json')), 'uid'), text(built, 'spec', 'uid'));
  }
});

test('the renewal deletes one object, the key, and may do nothing else', () => {
  const objects = new Objects(grafana, prod);
  assert.equal(list(objects.one('Role', 'key-renewal'), 'rules'), [
    {
      apiGroups: ['grafana.aws.m.upbound.io'],
      resources: ['workspaceapikeys'],
      resourceNames: ['platform-grafana-api-key'],
      verbs: ['get', 'delete'],
    },
  ]);
  const pod = read(objects.one('CronJob', 'key-renewal'), 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  assert.is(
    list(list(pod, 'containers')[0], 'args')[1],
    'workspaceapikeys.grafana.aws.m.upbound.io/platform-grafana-api-key',
  );
});

test('an environment without Grafana gets neither operator nor application', () => {
  for (const name of environmentNames) {
    const environment = environmentNamed(name);
    const wanted = environment.observability.grafana !== undefined;
    assert.is(
      operatorsOf(environment).some((operator) => operator.name === 'grafana-operator'),
      wanted,
    );
    assert.is(
      workloadsOf(environment).some((workload) => workload.name === 'grafana'),
      wanted,
    );
    assert.is(new Objects(grafana, environment).all.length > 0, wanted);
  }
});

test('the operator works in one namespace only', () => {
  const operator = operatorsOf(prod).find(({ name }) => name === 'grafana-operator');
  assert.is(operator?.namespace, 'grafana');
  assert.is(read(operator?.values(prod), 'namespaceScope'), true);
});

test.run();
