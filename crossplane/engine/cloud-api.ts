// Defines a cloud API: a typed spec and one function from that spec to its managed resources.
import type { Static, TObject } from 'typebox';
import { readTemplate } from './read-template.ts';
import type { Expression, Ref, Symbolic, Templated } from './ref.ts';
import type { SpecRule } from './spec.ts';

/** Group and version of all our composite resources. */
export const apiGroup = 'aws.helical.dev';
export const apiVersionName = 'v1';
export const apiVersion = `${apiGroup}/${apiVersionName}`;

/** The least that a model of a composed kind has. */
export interface ComposedObject {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string; annotations?: Record<string, string>; labels?: Record<string, string> };
  status?: unknown;
}

/** What the author writes of a composed resource: everything but its name and namespace, which follow from the XR. */
export type ComposedTemplate<T extends ComposedObject> = {
  // An `as` clause keeps optional fields optional, which Exclude would not.
  [K in keyof T as K extends 'status' | 'metadata' | 'apiVersion' | 'kind' ? never : K]: Templated<T[K]>;
} & Pick<T, 'apiVersion' | 'kind'> & {
    metadata?: {
      annotations?: Record<string, Templated<string>>;
      labels?: Record<string, Templated<string>>;
    };
  };

/** How Crossplane knows that a composed resource is ready. */
export type Readiness = 'ready-condition' | 'exists';

/** What a compose function works with. */
export interface ComposeContext<Spec, Status, Variant extends string> {
  /** Spec of the composite resource, symbolically. */
  spec: Symbolic<Spec>;
  /** Name of the composite resource. */
  name: Ref<string>;
  /** Namespace of the composite resource and so of everything that it composes. */
  namespace: Ref<string>;
  /** Status of the composite resource, for other composed resources to read: they wait until it is there. */
  status: Symbolic<Status>;
  /**
   * Says where every status field comes from. A field that is left out does not compile, unless it is optional:
   * then only the compositions that have a source for it publish it.
   */
  publish(fields: { readonly [K in keyof Status]: Ref<Status[K] | undefined> }): void;
  /** Which of the API's compositions is being written. */
  variant: Variant;
  /**
   * Composes one resource. `id` is permanent: Crossplane knows the resource by it, and it becomes
   * part of the object's name (`<composite>-<id>`).
   */
  resource<T extends ComposedObject>(
    id: string,
    template: ComposedTemplate<T>,
    options?: { readiness?: Readiness },
  ): Symbolic<T>;
}

/** One composed resource of a read template. */
export interface ResourceTemplate {
  id: string;
  /** JSON with references at any depth. */
  body: { apiVersion: string; kind: string; [field: string]: unknown };
  readiness: Readiness;
}

/** Where a status field comes from. */
export interface StatusTemplate {
  field: string;
  resource: string;
  /** Path in the observed resource. */
  path: readonly string[];
  expression: Expression;
}

/** A compose function, read once. Composition and preview are both made from this. */
export interface Template {
  resources: readonly ResourceTemplate[];
  statuses: readonly StatusTemplate[];
}

/** A cloud API without its type parameters, as lists of APIs hold it. */
export interface AnyCloudApi {
  readonly kind: string;
  /** Lower-case plural, as the XRD wants it. */
  readonly plural: string;
  readonly description: string;
  readonly spec: TObject;
  readonly status: TObject;
  /** What the schema of the spec can't say: rules over several fields. */
  readonly rules: readonly SpecRule[];
  /** Whether losing an instance loses data. */
  readonly stateful: boolean;
  /** Names of the API's compositions. */
  readonly variants: readonly string[];
  template(variant: string): Template;
}

/** A cloud API whose composite resources are typed by `Spec` and `Variant`. */
export interface CloudApi<Spec, Variant extends string> extends AnyCloudApi {
  readonly variants: readonly Variant[];
  /** Carries the spec's type; there is no such field at run time. */
  readonly specType?: Spec;
}

interface Definition<S extends TObject, U extends TObject, Variant extends string> {
  kind: string;
  plural: string;
  description: string;
  spec: S;
  status: U;
  rules?: readonly SpecRule<Static<S>>[];
  stateful: boolean;
  /**
   * Where the set of resources depends on a choice, one composition for each: function-patch-and-transform
   * can't leave a resource out without keeping the composite unready for ever.
   */
  variants: readonly Variant[];
  compose(context: ComposeContext<Static<S>, Static<U>, Variant>): void;
}

/** Defines an API. The compose function runs once for each variant, with references instead of values. */
export function cloudApi<S extends TObject, U extends TObject, const Variant extends string>(
  definition: Definition<S, U, Variant>,
): CloudApi<Static<S>, Variant> {
  const { kind, plural, description, spec, status, rules = [], stateful, variants, compose } = definition;
  const read = new Map<string, Template>();
  return {
    kind,
    plural,
    description,
    spec,
    status,
    rules,
    stateful,
    variants,
    template(name) {
      const known = read.get(name);
      if (known) return known;
      const variant = variants.find((candidate) => candidate === name);
      if (variant === undefined)
        throw new Error(`${kind} has no composition "${name}", only ${variants.join(', ')}`);
      const template = readTemplate<Static<S>, Static<U>, Variant>(kind, variant, compose);
      read.set(name, template);
      return template;
    },
  };
}
