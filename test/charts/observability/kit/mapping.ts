// Does what the StatsD exporter does with the mapping file: takes a metric of Airflow, gives the one of Prometheus.
import { statsdMappings } from '../../../../charts/observability/statsd-mappings.ts';

const rules = statsdMappings.mappings;

const glob = (match: string) => new RegExp(`^${match.replaceAll('.', '\\.').replaceAll('*', '([^.]+)')}$`);

/** The rule that the exporter takes: the globs first, in their order, then the regular expressions. */
export function ruleFor(metric: string) {
  return (
    rules.find((rule) => rule.match_type !== 'regex' && glob(rule.match).test(metric)) ??
    rules.find((rule) => rule.match_type === 'regex' && new RegExp(`^${rule.match}$`).test(metric))
  );
}

/** Name of the metric in Prometheus; undefined when it is dropped. */
export function mappedName(metric: string): string | undefined {
  const rule = ruleFor(metric);
  if (!rule || rule.action === 'drop') return undefined;
  const words = glob(rule.match).exec(metric) ?? [];
  return rule.name.replace(/\$(\d)/g, (_, index) => words[Number(index)] ?? '');
}
