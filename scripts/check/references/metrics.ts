// Alerts, dashboards and autoscalers read metrics that the collector stores.
import { show } from '../../../envs/validate/show.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { expressionsOf, metricFilter } from '../kit/metrics.ts';
import { metricsOf } from '../kit/promql.ts';

export const metric = environmentRule({
  id: 'references/metric',
  title: 'Queries read metrics that the collector keeps',
  why: 'The query is empty for ever: the alert never fires and the panel shows no data.',
  fix: 'Correct the name, add a mapping to the StatsD exporter, or keep the metric in the scrape job.',
  *check(environment) {
    const isStored = metricFilter(environment);
    if (!isStored) return; // Metrics are collected elsewhere.
    for (const { object, path, name, expression } of expressionsOf(environment)) {
      for (const found of metricsOf(expression)) {
        if (!isStored(found))
          yield {
            object,
            path,
            what: `In ${name}, no scrape job and no StatsD mapping gives the metric ${show(found)}.`,
          };
      }
    }
  },
});
