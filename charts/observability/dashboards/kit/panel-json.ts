// Writes one placed panel as Grafana's JSON.
import { dataSourceUid } from '../../../../crossplane/apis/grafana-workspace/kinds.ts';
import type { Placed } from './layout.ts';
import type { Panel, Query, StatPanel, TablePanel, Thresholds, TimeSeriesPanel } from './panel.ts';

const datasource = { type: 'prometheus', uid: dataSourceUid } as const;

export function panelJson(item: Placed): object {
  const { id, gridPos } = item;
  if ('heading' in item) {
    return { id, gridPos, type: 'row', title: item.heading, collapsed: false, panels: [] };
  }
  const { panel } = item;
  return {
    id,
    gridPos,
    type: panel.kind,
    title: panel.title,
    ...(panel.description ? { description: panel.description } : {}),
    datasource,
    targets: panel.queries.map((query, index) => target(panel, query, index)),
    ...shape(panel),
  };
}

function shape(panel: Panel): object {
  if (panel.kind === 'stat') return statShape(panel);
  return panel.kind === 'timeseries' ? timeSeriesShape(panel) : tableShape(panel);
}

/** Grafana names the queries of a panel A, B, C and so on. */
function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

function target({ kind }: Panel, { expr, legend }: Query, index: number): object {
  const overTime = kind === 'timeseries';
  return {
    refId: refId(index),
    datasource,
    editorMode: 'code',
    expr,
    legendFormat: legend,
    range: overTime,
    instant: !overTime,
    format: kind === 'table' ? 'table' : 'time_series',
  };
}

function statShape({ unit, thresholds }: StatPanel): object {
  return {
    fieldConfig: { defaults: { unit, mappings: [], thresholds: steps(thresholds) }, overrides: [] },
    options: {
      colorMode: thresholds ? 'background' : 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      textMode: 'auto',
    },
  };
}

/** Colors from the smallest value up; the first has no lower end. */
function steps(thresholds: Thresholds | undefined): object {
  const { yellow, red, below } = thresholds ?? {};
  const middle = yellow === undefined ? [] : [{ color: 'yellow', value: below ? red : yellow }];
  const from =
    red === undefined
      ? [{ color: 'green', value: null }]
      : below
        ? [{ color: 'red', value: null }, ...middle, { color: 'green', value: yellow ?? red }]
        : [{ color: 'green', value: null }, ...middle, { color: 'red', value: red }];
  return { mode: 'absolute', steps: from };
}

function timeSeriesShape({ unit, stacked }: TimeSeriesPanel): object {
  return {
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        custom: {
          drawStyle: 'line',
          fillOpacity: stacked ? 30 : 0,
          lineWidth: 1,
          showPoints: 'never',
          spanNulls: false,
          stacking: { group: 'A', mode: stacked ? 'normal' : 'none' },
        },
      },
      overrides: [],
    },
    options: {
      legend: { calcs: ['lastNotNull', 'max'], displayMode: 'table', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

function tableShape({ unit, labels, queries }: TablePanel): object {
  const columns = [...labels, ...queries.map((_, index) => valueColumn(queries, index))];
  return {
    fieldConfig: { defaults: { unit, custom: { align: 'auto', filterable: true } }, overrides: [] },
    options: { cellHeight: 'sm', showHeader: true },
    transformations: [
      // One row for each set of labels, with the values of all queries.
      { id: 'merge', options: {} },
      {
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          indexByName: Object.fromEntries(columns.map((name, index) => [name, index])),
          renameByName: Object.fromEntries(
            queries.map(({ legend }, index) => [valueColumn(queries, index), legend]),
          ),
        },
      },
    ],
  };
}

/** A single query gives the column `Value`, several give `Value #A`, `Value #B` and so on. */
function valueColumn(queries: readonly Query[], index: number): string {
  return queries.length === 1 ? 'Value' : `Value #${refId(index)}`;
}
