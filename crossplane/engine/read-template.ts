// Runs a compose function with references instead of values and records what it asks for.
import type {
  ComposeContext,
  ComposedObject,
  ComposedTemplate,
  Readiness,
  ResourceTemplate,
  StatusTemplate,
  Template,
} from './cloud-api.ts';
import { type Expression, expressionOf, type Ref, type Root, reference } from './ref.ts';

const composite: Root = { of: 'composite' };

/** Reads one composition of the API `kind`. Throws when the function breaks a rule of composition. */
export function readTemplate<Spec, Status, Variant extends string>(
  kind: string,
  variant: Variant,
  compose: (context: ComposeContext<Spec, Status, Variant>) => void,
): Template {
  const resources: ResourceTemplate[] = [];
  const statuses: StatusTemplate[] = [];

  const field = <T>(...path: string[]) => reference<T>({ op: 'field', root: composite, path });

  compose({
    variant,
    spec: field<Spec>('spec'),
    status: field<Status>('status'),
    name: field<string>('metadata', 'name'),
    namespace: field<string>('metadata', 'namespace'),
    resource<T extends ComposedObject>(
      id: string,
      template: ComposedTemplate<T>,
      options: { readiness?: Readiness } = {},
    ) {
      if (resources.some((existing) => existing.id === id)) {
        throw new Error(`${kind} composes two resources named "${id}": Crossplane would keep only one`);
      }
      resources.push({ id, body: template, readiness: options.readiness ?? 'ready-condition' });
      return reference<T>({ op: 'field', root: { of: 'composed', resource: id }, path: [] });
    },
    publish(fields: Record<string, Ref<unknown>>) {
      for (const [name, source] of Object.entries(fields)) statuses.push(statusTemplate(kind, name, source));
    },
  });
  return { resources, statuses };
}

function statusTemplate(kind: string, field: string, source: Ref<unknown>): StatusTemplate {
  const expression = expressionOf(source);
  const observed = expression && originField(expression);
  if (!expression || observed?.root.of !== 'composed') {
    throw new Error(`${kind}: status.${field} must come from one field of a composed resource`);
  }
  return { field, resource: observed.root.resource, path: observed.path, expression };
}

/** The one field that a single-source expression starts from. */
function originField(expression: Expression): Extract<Expression, { op: 'field' }> | undefined {
  if (expression.op === 'field') return expression;
  if (expression.op === 'format') {
    const [only, ...more] = expression.from;
    return only && more.length === 0 ? originField(only) : undefined;
  }
  return originField(expression.from);
}
