// The form in which all sources give schemas: OpenAPI v3 with the extensions of Kubernetes.

/** One rule in CEL of a custom resource's schema. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  /** CEL that makes the message; used before `message`. */
  readonly messageExpression?: string;
  /** Field that the problem is about, relative to the rule's place, for example `.spec.host`. */
  readonly fieldPath?: string;
  /** With true the rule also runs when there is no old object; `oldSelf` is an optional then. */
  readonly optionalOldSelf?: boolean;
}

/** One node of a schema, as a CustomResourceDefinition or an OpenAPI document writes it. */
export interface StructuralSchema {
  /** Name of a shared schema of the same document; everything else in the node is ignored. */
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly properties?: { readonly [field: string]: StructuralSchema };
  readonly additionalProperties?: boolean | StructuralSchema;
  readonly required?: readonly string[];
  readonly items?: StructuralSchema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly default?: unknown;
  readonly allOf?: readonly StructuralSchema[];
  readonly anyOf?: readonly StructuralSchema[];
  readonly oneOf?: readonly StructuralSchema[];
  readonly not?: StructuralSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
}

/** Schemas that refer to each other by `$ref`. */
export type Definitions = { readonly [name: string]: StructuralSchema };

/** The schema of one kind in one version. */
export interface KindSchema {
  readonly apiVersion: string;
  readonly kind: string;
  readonly schema: StructuralSchema;
  readonly definitions: Definitions;
  /**
   * True for the kinds that the API server knows by itself. It reads them into Go structs: null means
   * "not given" wherever it stands, also in lists.
   */
  readonly native: boolean;
}

/** The name under which a source keeps a kind. */
export function kindKey(apiVersion: string, kind: string): string {
  return `${apiVersion}/${kind}`;
}
