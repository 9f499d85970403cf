// The metrics that the collector of an environment keeps, and the expressions that read metrics.
import { load } from 'js-yaml';
import { fieldPath } from '../../../envs/validate/path.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { indexOf } from './environment-index.ts';
import { ownGroup } from './kinds.ts';
import { namespaceOf } from './metadata.ts';
import { dig, entriesAt, type Fields, fields, isFields, itemsAt, list, text } from './read.ts';

/** One expression with the place that holds it. */
export interface Expression {
  readonly object: CheckedObject;
  readonly path: string;
  /** What it is for, for example `alert SchedulerDown`. */
  readonly name: string;
  readonly expression: string;
}

/** Tells whether a metric is stored; undefined when the environment has no collector that this program can read. */
export function metricFilter(environment: CheckedEnvironment): ((metric: string) => boolean) | undefined {
  const configs = indexOf(environment)
    .ofKind('/ConfigMap')
    .flatMap((object) => documentsOf(object).map((one) => ({ object, ...one })));
  const jobs = configs.flatMap(({ document }) =>
    itemsAt(dig(document, 'receivers', 'prometheus', 'config', 'scrape_configs'), '').map(
      ({ value }) => value,
    ),
  );
  if (jobs.length === 0) return undefined;
  const kept = jobs.map(keptNames);
  const mapped = configs.flatMap(({ document }) => statsdNames(document));
  const recorded = new Set(
    expressionsOf(environment).flatMap(({ name }) =>
      name.startsWith('record ') ? [name.slice('record '.length)] : [],
    ),
  );
  return (metric) => {
    if (recorded.has(metric) || /^(up|ALERTS|ALERTS_FOR_STATE|scrape_\w+)$/.test(metric)) return true;
    if (!kept.some((keep) => keep(metric))) return false;
    const fromStatsd = mapped.length > 0 && metric.startsWith('airflow_');
    return (
      !fromStatsd ||
      mapped.some(
        (pattern) => pattern.test(metric.replace(/_(bucket|sum|count)$/, '')) || pattern.test(metric),
      )
    );
  };
}

/** Parsed YAML documents in the data of a ConfigMap; what is no YAML is left out. */
function documentsOf(object: CheckedObject): { key: string; document: unknown }[] {
  return entriesAt(object.manifest.data, 'data').flatMap(({ key, value }) => {
    if (!/\.(ya?ml)$/.test(key)) return [];
    try {
      return [{ key, document: load(value) as unknown }];
    } catch {
      return [];
    }
  });
}

/** What the `keep` rules of a scrape job let through. */
function keptNames(job: Fields): (metric: string) => boolean {
  const keeps = itemsAt(job.metric_relabel_configs, '').flatMap(({ value }) => {
    const regex = text(value.regex);
    const ofName = list(value.source_labels).includes('__name__') && list(value.source_labels).length === 1;
    return value.action === 'keep' && ofName && regex !== undefined ? [anchored(regex)] : [];
  });
  return (metric) => keeps.every((regex) => regex.test(metric));
}

function anchored(regex: string): RegExp {
  try {
    return new RegExp(`^(?:${regex})$`);
  } catch {
    return /$^/;
  }
}

/** Patterns of the names that a StatsD mapping makes; `$1` stands for any word. */
function statsdNames(document: unknown): RegExp[] {
  return itemsAt(dig(document, 'mappings'), '').flatMap(({ value }) => {
    const name = text(value.name);
    return name === undefined || value.action === 'drop'
      ? []
      : [anchored(name.replace(/\$\{?\d+\}?/g, '[A-Za-z0-9_:]+'))];
  });
}

const cache = new WeakMap<CheckedEnvironment, readonly Expression[]>();

/** Every PromQL expression of an environment: rules, dashboards, autoscalers. */
export function expressionsOf(environment: CheckedEnvironment): readonly Expression[] {
  const known = cache.get(environment);
  if (known) return known;
  const index = indexOf(environment);
  const workspaces = index.ofKind(`${ownGroup}/MetricsWorkspace`);
  const found = [
    ...workspaces.flatMap((object) =>
      Object.entries(fields(dig(object.manifest, 'spec', 'rules'))).flatMap(([name, rules]) =>
        ruleExpressions(object, fieldPath('spec.rules', name), rules),
      ),
    ),
    // What our own workspaces make of their rules would be said twice.
    ...(workspaces.length > 0 ? [] : index.ofKind('amp.aws.m.upbound.io/RuleGroupNamespace')).flatMap(
      (object) => {
        const path = 'spec.forProvider.data';
        return ruleExpressions(object, path, parse(text(dig(object.manifest, ...path.split('.')))));
      },
    ),
    ...index
      .ofKind('monitoring.coreos.com/PrometheusRule')
      .flatMap((object) => ruleExpressions(object, 'spec', object.manifest.spec)),
    ...index
      .ofKind('/ConfigMap')
      .flatMap((object) =>
        entriesAt(object.manifest.data, 'data').flatMap(({ key, path, value }) =>
          key.endsWith('.json') && value.includes('"expr"')
            ? panelExpressions(object, path, parse(value))
            : [],
        ),
      ),
    ...index
      .ofKind('grafana.integreatly.org/GrafanaDashboard')
      .flatMap((object) =>
        panelExpressions(object, 'spec.json', parse(text(dig(object.manifest, 'spec', 'json')))),
      ),
    ...index.ofKind('keda.sh/ScaledObject').flatMap((object) =>
      itemsAt(fields(object.manifest.spec).triggers, 'spec.triggers').flatMap(({ path, value }) => {
        const expression = value.type === 'prometheus' ? text(dig(value, 'metadata', 'query')) : undefined;
        const name = `scaler in ${namespaceOf(object) ?? 'default'}`;
        return expression ? [{ object, path: `${path}.metadata.query`, name, expression }] : [];
      }),
    ),
  ];
  cache.set(environment, found);
  return found;
}

function parse(source: string | undefined): unknown {
  if (source === undefined || source.startsWith('<known after apply')) return undefined;
  try {
    return load(source);
  } catch {
    return undefined;
  }
}

/** The expressions of rule groups below `path`; text in the text of a field has no path of its own. */
function ruleExpressions(object: CheckedObject, path: string, document: unknown): Expression[] {
  const inText = path.endsWith('.data');
  return itemsAt(dig(document, 'groups'), `${path}.groups`).flatMap((group) =>
    itemsAt(group.value.rules, `${group.path}.rules`).flatMap(({ path: at, value: rule }) => {
      const expression = text(rule.expr);
      const name = rule.record === undefined ? `alert ${rule.alert}` : `record ${rule.record}`;
      return expression === undefined
        ? []
        : [{ object, path: inText ? path : `${at}.expr`, name, expression }];
    }),
  );
}

function panelExpressions(object: CheckedObject, path: string, document: unknown): Expression[] {
  const found: Expression[] = [];
  const visit = (value: unknown, title: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, title);
    if (!isFields(value)) return;
    const own = text(value.title) ?? title;
    const expression = text(value.expr);
    if (expression !== undefined) found.push({ object, path, name: `panel ${own}`, expression });
    for (const below of Object.values(value)) if (typeof below === 'object') visit(below, own);
  };
  visit(document, 'without a title');
  return found;
}
