// A schema in the form in which values are checked fast: read once, and only where a value leads to.
import { objectFields } from './metadata.ts';
import { compilePattern } from './pattern.ts';
import type { CelRule, Definitions, KindSchema, StructuralSchema } from './structural.ts';

/** What all shapes of one kind share. */
interface Family {
  readonly definitions: Definitions;
  readonly native: boolean;
  readonly shared: Map<string, Shape>;
}

/** One node of a schema. */
export class Shape {
  readonly schema: StructuralSchema;
  /** `integer`, `object` and so on; absent where any type is accepted. */
  readonly type: string | undefined;
  readonly intOrString: boolean;
  readonly nullable: boolean;
  readonly native: boolean;
  /** True when fields that the schema does not name are kept. */
  readonly keepsUnknown: boolean;
  readonly isEmbedded: boolean;
  readonly required: readonly string[];
  /** Fields that have a default. */
  readonly defaulted: readonly string[];
  readonly rules: readonly CelRule[];
  readonly enumSet: ReadonlySet<unknown> | undefined;
  /** Undefined where there is none; null where JavaScript can't run it. */
  readonly pattern: RegExp | null | undefined;
  /** True when there is something to check of a value besides its type and its members. */
  readonly hasLimits: boolean;
  readonly hasLogic: boolean;
  readonly #family: Family;
  readonly #children = new Map<string, Shape | undefined>();
  readonly #branches = new Map<StructuralSchema, Shape>();
  #rest: Shape | undefined;
  #items: Shape | undefined;

  constructor(schema: StructuralSchema, family: Family) {
    this.schema = schema;
    this.#family = family;
    this.native = family.native;
    this.type = schema.type;
    this.intOrString = schema['x-kubernetes-int-or-string'] === true;
    this.nullable = schema.nullable === true;
    this.isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
    this.keepsUnknown =
      schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
    this.required = [...(schema.required ?? []), ...(this.isEmbedded ? ['apiVersion', 'kind'] : [])];
    this.defaulted = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
      field.default === undefined ? [] : [name],
    );
    this.rules = schema['x-kubernetes-validations'] ?? [];
    this.enumSet = schema.enum?.every((value) => typeof value !== 'object' || value === null)
      ? new Set(schema.enum)
      : undefined;
    this.pattern = schema.pattern === undefined ? undefined : compilePattern(schema.pattern);
    this.hasLimits =
      (family.native && this.intOrString) || limitKeywords.some((keyword) => schema[keyword] !== undefined);
    // `x-kubernetes-int-or-string` comes with alternatives that say the same once more.
    this.hasLogic = Boolean(
      schema.allOf || (schema.anyOf && !this.intOrString) || schema.oneOf || schema.not,
    );
  }

  /** Names of the fields that the schema knows. */
  get fieldNames(): string[] {
    const names = Object.keys(this.schema.properties ?? {});
    return this.isEmbedded ? [...new Set([...Object.keys(objectFields), ...names])] : names;
  }

  /** The shape of a field; undefined where the schema does not name it. */
  field(name: string): Shape | undefined {
    if (this.#children.has(name)) return this.#children.get(name);
    const schema = this.#schemaOf(name);
    const shape = schema && shapeIn(schema, this.#family);
    // What nobody knows is not remembered: a hostile file could fill the memory with names.
    if (shape) this.#children.set(name, shape);
    return shape;
  }

  #schemaOf(name: string): StructuralSchema | undefined {
    const { properties } = this.schema;
    const named = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!this.isEmbedded || !Object.hasOwn(objectFields, name)) return named;
    // What a CRD says of `metadata` can only limit the name; the fields are those of every object.
    const limits = name === 'metadata' && named?.properties ? { allOf: [named] } : {};
    return { ...objectFields[name], ...limits };
  }

  /** The shape of the values of a map; undefined where the object is none. */
  get rest(): Shape | undefined {
    const { additionalProperties } = this.schema;
    if (typeof additionalProperties !== 'object') return undefined;
    this.#rest ??= shapeIn(additionalProperties, this.#family);
    return this.#rest;
  }

  /** The shape of the items of a list. */
  get items(): Shape | undefined {
    if (!this.schema.items) return undefined;
    this.#items ??= shapeIn(this.schema.items, this.#family);
    return this.#items;
  }

  /** The shape of one of the schemas in `allOf`, `anyOf`, `oneOf` or `not`: limits on values, never on fields. */
  branch(schema: StructuralSchema): Shape {
    const known = this.#branches.get(schema);
    if (known) return known;
    const shape = new Shape(openBranch(schema), this.#family);
    this.#branches.set(schema, shape);
    return shape;
  }
}

const limitKeywords = [
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'x-kubernetes-list-type',
] as const;

/** The shape of a kind's root. */
export function shapeOf({ schema, definitions, native }: KindSchema): Shape {
  return shapeIn(schema, { definitions, native, shared: new Map() });
}

function shapeIn(schema: StructuralSchema, family: Family): Shape {
  if (schema.$ref === undefined) return new Shape(schema, family);
  const known = family.shared.get(schema.$ref);
  if (known) return known;
  const shape = new Shape(
    family.definitions[schema.$ref] ?? { 'x-kubernetes-preserve-unknown-fields': true },
    family,
  );
  family.shared.set(schema.$ref, shape);
  return shape;
}

function openBranch(schema: StructuralSchema): StructuralSchema {
  return { ...schema, 'x-kubernetes-preserve-unknown-fields': true, nullable: true };
}
