// Writes a dashboard as the JSON of Grafana 10.4, with sorted keys, so that a diff shows only what changed.
import { dataSourceUid } from '../../../../crossplane/apis/grafana-workspace/kinds.ts';
import type { Dashboard, Variable } from './dashboard.ts';
import { placed } from './layout.ts';
import { panelJson } from './panel-json.ts';

const datasource = { type: 'prometheus', uid: dataSourceUid } as const;

/** Format of dashboards that Grafana 10.4 writes; it migrates older ones when it loads them. */
const schemaVersion = 39;

/** The dashboard as indented text. Throws when two panels have one title. */
export function dashboardJson(dashboard: Dashboard): string {
  return `${JSON.stringify(sorted(model(dashboard)), undefined, 2)}\n`;
}

function model({ name, title, description, variables = [], span = '6h', sections }: Dashboard): object {
  return {
    uid: `helical-${name}`,
    title,
    description,
    tags: ['helical'],
    schemaVersion,
    // What is changed by hand in Grafana is gone with the next sync, so Grafana does not offer it.
    editable: false,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: `now-${span}`, to: 'now' },
    timezone: 'utc',
    templating: { list: variables.map(variable) },
    annotations: { list: [] },
    links: [
      {
        type: 'dashboards',
        title: 'Other dashboards',
        icon: 'external link',
        tooltip: '',
        tags: ['helical'],
        asDropdown: true,
        includeVars: false,
        keepTime: true,
        targetBlank: false,
      },
    ],
    panels: placed(sections).map(panelJson),
  };
}

function variable({ name, label, metric, values }: Variable): object {
  return {
    name,
    label,
    type: 'query',
    datasource,
    query: { query: `label_values(${metric}, ${values})`, refId: 'StandardVariableQuery' },
    // Asks again when the time range changes.
    refresh: 2,
    sort: 1,
    includeAll: true,
    multi: true,
    allValue: '.+',
    current: { selected: true, text: ['All'], value: ['$__all'] },
  };
}

/** The value with the keys of all objects in order, whatever order the code has. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, below]) => [key, sorted(below)]),
  );
}
