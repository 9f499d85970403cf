// Rule groups as Managed Prometheus reads them. The field names are Prometheus' own.
import { type Static, Type } from 'typebox';

const duration = '^\\d{1,4}(s|m|h|d)$';

const texts = (description: string) =>
  Type.Unsafe<Record<string, string>>({
    type: 'object',
    maxProperties: 20,
    additionalProperties: { type: 'string', maxLength: 1000 },
    description,
  });

const rule = Type.Object(
  {
    alert: Type.Optional(
      Type.String({
        pattern: '^[A-Z][A-Za-z0-9]*$',
        maxLength: 80,
        description: 'Name of the alert. A rule is an alert or a recording, never both.',
      }),
    ),
    record: Type.Optional(
      Type.String({
        pattern: '^[a-zA-Z_:][a-zA-Z0-9_:]*$',
        maxLength: 120,
        description: 'Name of the metric that the rule records.',
      }),
    ),
    expr: Type.String({ minLength: 1, maxLength: 2000, description: 'PromQL.' }),
    for: Type.Optional(
      Type.String({
        pattern: duration,
        maxLength: 5,
        description: 'How long the expression must hold before the alert fires.',
      }),
    ),
    labels: Type.Optional(texts('Labels of the alert or the recorded metric, for example severity.')),
    annotations: Type.Optional(texts('Texts of the alert, for people.')),
  },
  { additionalProperties: false, description: 'One rule.' },
);

const group = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 80, description: 'Name of the group.' }),
    interval: Type.Optional(
      Type.String({ pattern: duration, maxLength: 5, description: 'Time between two evaluations.' }),
    ),
    rules: Type.Array(rule, {
      minItems: 1,
      // The quota of a group (Managed Prometheus: service quotas).
      maxItems: 20,
      description: 'Rules, evaluated one after the other.',
    }),
  },
  { additionalProperties: false, description: 'Rules that are evaluated together.' },
);

const namespace = Type.Object({
  groups: Type.Array(group, { minItems: 1, maxItems: 20, description: 'Rule groups.' }),
});

/** Rule groups of one namespace. */
export type RuleGroups = Static<typeof namespace>;

/** Rule groups of one namespace, as the document that Managed Prometheus takes. */
export const ruleGroups = (description: string) =>
  Type.Object(namespace.properties, { additionalProperties: false, description });

/** Whether every rule is an alert or a recording, and none is both. */
export function areAlertsOrRecordings({ groups }: RuleGroups): boolean {
  return groups.every(({ rules }) =>
    rules.every(({ alert, record }) => (alert === undefined) !== (record === undefined)),
  );
}
