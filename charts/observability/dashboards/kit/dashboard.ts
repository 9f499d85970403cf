// What a dashboard is: sections of panels, and variables that a reader chooses.
import type { Panel } from './panel.ts';

/** A part of a dashboard with a heading; its panels flow from left to right. */
export interface Section {
  title: string;
  panels: readonly Panel[];
}

/** A choice at the top of the dashboard: values of a label of a metric. `$name` stands for the chosen ones. */
export interface Variable {
  name: string;
  label: string;
  metric: string;
  /** The label whose values can be chosen; several at once, and all by default. Use it with `=~`. */
  values: string;
}

export interface Dashboard {
  /** Part of its address in Grafana, so it never changes: lower-case letters and dashes. */
  name: string;
  title: string;
  description: string;
  variables?: readonly Variable[];
  /** What is shown at first, back from now, for example `6h`. */
  span?: string;
  sections: readonly Section[];
}
