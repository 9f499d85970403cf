// Completes schemas by what servers demand, or don't, although the schema says nothing of it.
import { type Addition, nativeAdditions } from './native-types.ts';
import type { Definitions, StructuralSchema } from './structural.ts';

/** Fields of operators' kinds that their models require although the definitions give them a default. */
const defaulted: Readonly<Record<string, Addition>> = {
  Budget: { optional: ['nodes'] },
  DopplerAuth: { optional: ['secretRef'] },
  OnboardbaseProvider: { optional: ['apiHost', 'environment', 'project'] },
  PasswordSpec: { optional: ['allowRepeat', 'length', 'noUpper'] },
  PulumiProvider: { optional: ['accessToken'] },
  SecretServerProvider: { optional: ['password', 'username'] },
  VaultAppRole: { optional: ['path'] },
  VaultJwtAuth: { optional: ['path'] },
  VaultKubernetesAuth: { optional: ['mountPath'] },
  VaultLdapAuth: { optional: ['path'] },
  VaultUserPassAuth: { optional: ['path'] },
  WebhookProvider: { optional: ['result'] },
};

/** The schemas of native kinds and types with what the server demands besides. */
export function withServerChecks(schemas: Definitions, definitions: Definitions = schemas): Definitions {
  return withAdditions(schemas, definitions, nativeAdditions);
}

/** The schemas of operators' kinds and types without the demands that their defaults meet. */
export function withServerDefaults(schemas: Definitions): Definitions {
  return withAdditions(schemas, schemas, defaulted);
}

function withAdditions(
  schemas: Definitions,
  definitions: Definitions,
  table: Readonly<Record<string, Addition>>,
): Definitions {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const type = name.split(/[./]/).at(-1) ?? '';
      const addition = Object.hasOwn(table, type) ? table[type] : undefined;
      return [name, addition ? extended(schema, addition, definitions) : schema];
    }),
  );
}

function extended(schema: StructuralSchema, addition: Addition, definitions: Definitions): StructuralSchema {
  const properties = { ...schema.properties };
  for (const [name, limits] of Object.entries(addition.fields ?? {})) {
    const field = properties[name];
    // Types of the same name in other groups have other fields.
    if (field) properties[name] = { ...resolved(field, definitions), ...limits };
  }
  const required = [...(schema.required ?? []), ...(addition.required ?? [])];
  return {
    ...schema,
    properties,
    required: [...new Set(required)].filter((name) => !addition.optional?.includes(name)),
    ...(addition.minProperties !== undefined && { minProperties: addition.minProperties }),
    ...(addition.rules && { 'x-kubernetes-validations': addition.rules }),
  };
}

function resolved(schema: StructuralSchema, definitions: Definitions): StructuralSchema {
  const target = schema.$ref === undefined ? undefined : definitions[schema.$ref];
  return target ? resolved(target, definitions) : schema;
}
