// The panels of a dashboard: a number, a course over time, a table.

/** Units as Grafana names them: https://github.com/grafana/grafana/blob/v10.4.0/packages/grafana-data/src/valueFormats/categories.ts */
export type Unit = 'short' | 's' | 'ms' | 'bytes' | 'Bps' | 'percentunit' | 'percent' | 'celsius' | 'watt';

/** One PromQL query of a panel. */
export interface Query {
  expr: string;
  /** Name of its series; `{{label}}` stands for the value of a label. In a table: heading of the column. */
  legend: string;
}

/** From which value on a number is yellow or red. With `below` set, small values are the bad ones. */
export interface Thresholds {
  yellow?: number;
  red: number;
  below?: boolean;
}

interface PanelBase {
  /** Unique in its dashboard: the panel's id is made from it, so links survive when other panels come and go. */
  title: string;
  /** What a reader should know; shown behind the "i" of the panel. */
  description?: string;
  unit: Unit;
  queries: readonly Query[];
  /** Columns of 24. */
  width: number;
  /** Rows of 30 pixels. */
  height: number;
}

/** The newest value of each query as a number. */
export interface StatPanel extends PanelBase {
  kind: 'stat';
  thresholds?: Thresholds;
}

/** Values over time. */
export interface TimeSeriesPanel extends PanelBase {
  kind: 'timeseries';
  /** Whether the series lie on top of each other, so that their sum can be read. */
  stacked: boolean;
}

/** The newest values, one row for each set of labels and one column for each query. */
export interface TablePanel extends PanelBase {
  kind: 'table';
  /** Labels that are columns, in their order; the queries must give exactly these. */
  labels: readonly string[];
}

export type Panel = StatPanel | TimeSeriesPanel | TablePanel;

type Options<P extends PanelBase> = Partial<Omit<P, 'kind' | 'title' | 'queries'>>;

/** A number for each query; by default 4 columns wide and 4 rows high. */
export function stat(title: string, queries: readonly Query[], options: Options<StatPanel> = {}): StatPanel {
  return { kind: 'stat', title, queries, unit: 'short', width: 4, height: 4, ...options };
}

/** A course over time; by default half as wide as the dashboard. */
export function timeSeries(
  title: string,
  queries: readonly Query[],
  options: Options<TimeSeriesPanel> = {},
): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    title,
    queries,
    unit: 'short',
    stacked: false,
    width: 12,
    height: 8,
    ...options,
  };
}

/** A table; by default as wide as the dashboard. */
export function table(
  title: string,
  labels: readonly string[],
  queries: readonly Query[],
  options: Options<TablePanel> = {},
): TablePanel {
  return { kind: 'table', title, labels, queries, unit: 'short', width: 24, height: 8, ...options };
}
