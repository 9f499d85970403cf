// The CompositeResourceDefinition of an API, derived from the same schema as its TypeScript type.
import type { TSchema } from 'typebox';
import type { Json, Manifest } from '../manifest.ts';
import { type AnyCloudApi, apiGroup, apiVersionName } from './cloud-api.ts';
import { compositionName } from './composition.ts';
import type { ChangeRule, SpecRule } from './spec.ts';

interface SchemaNode {
  type?: string;
  description?: string;
  enum?: readonly Json[];
  default?: Json;
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  items?: SchemaNode;
  additionalProperties?: SchemaNode | boolean;
  immutable?: string;
  addable?: true;
  changes?: ChangeRule;
  rules?: readonly SpecRule[];
}

/** A rule in CEL, as CustomResourceDefinitions hold it. */
interface Validation {
  rule: string;
  message: string;
  /** The field that the API server names; without it the object that holds the rule. */
  fieldPath?: string;
}

/** JSON Schema keywords that OpenAPI v3 as Kubernetes reads it has too. */
const shared = [
  'type',
  'description',
  'enum',
  'default',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

/** The XRD (v2, namespaced) of an API. */
export function definition(api: AnyCloudApi): Manifest {
  const { kind, plural } = api;
  const [first, ...others] = api.variants;
  const schema = {
    type: 'object',
    description: api.description,
    required: ['spec'],
    properties: {
      spec: openApi({ ...api.spec, rules: api.rules }),
      // Facts come one by one. The API server would refuse a status that lacks a required one, and with it the
      // facts that other resources wait for.
      status: openApi({ ...api.status, required: [] }),
    },
  };
  return {
    apiVersion: 'apiextensions.crossplane.io/v2',
    kind: 'CompositeResourceDefinition',
    metadata: { name: `${plural}.${apiGroup}` },
    spec: {
      scope: 'Namespaced',
      group: apiGroup,
      names: { kind, plural, singular: kind.toLowerCase(), categories: ['helical'] },
      // With several compositions the composite resource itself says which one it means.
      ...(first && others.length === 0
        ? { defaultCompositionRef: { name: compositionName(api, first) } }
        : {}),
      versions: [
        { name: apiVersionName, served: true, referenceable: true, schema: { openAPIV3Schema: schema } },
      ],
    },
  };
}

/** A schema as Kubernetes stores it: structural, with defaults, and with CEL rules for what can't change. */
export function openApi(schema: TSchema & SchemaNode): Record<string, unknown> {
  const node: Record<string, unknown> = {};
  for (const keyword of shared) {
    const value: unknown = Reflect.get(schema, keyword);
    // The API server refuses uniqueItems: true on lists; the rule is checked at generate time.
    if (value !== undefined && keyword !== 'uniqueItems') node[keyword] = value;
  }
  if (schema.properties) {
    node.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, openApi(property)]),
    );
    const required = (schema.required ?? []).filter(
      (name) => schema.properties?.[name]?.default === undefined,
    );
    if (required.length > 0) node.required = required;
  }
  if (schema.items) node.items = openApi(schema.items);
  if (typeof schema.additionalProperties === 'object')
    node.additionalProperties = openApi(schema.additionalProperties);
  const validations = validationsOf(schema);
  if (validations.length > 0) node['x-kubernetes-validations'] = validations;
  return node;
}

function validationsOf(schema: SchemaNode): Validation[] {
  return [
    ...(schema.immutable ? [{ rule: 'self == oldSelf', message: cantChange(schema.immutable) }] : []),
    ...(schema.changes ? [{ rule: schema.changes.cel, message: schema.changes.message }] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      presenceRule(schema, name, property),
    ),
    ...(schema.rules ?? []).map(({ field, cel, message }) => ({
      rule: cel,
      message,
      fieldPath: `.${field}`,
    })),
  ];
}

/** The API server asks the rule of a field only when the field was there before and still is. */
function presenceRule(parent: SchemaNode, name: string, property: SchemaNode): Validation[] {
  if (!property.immutable || property.default !== undefined || parent.required?.includes(name)) return [];
  const rule = property.addable
    ? `!has(oldSelf.${name}) || has(self.${name})`
    : `has(self.${name}) == has(oldSelf.${name})`;
  return [{ rule, message: cantChange(property.immutable), fieldPath: `.${name}` }];
}

function cantChange(reason: string): string {
  return `can’t be changed: ${reason}`;
}
