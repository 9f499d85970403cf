// Building blocks for the spec and status of a cloud API.
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** Keywords of ours that the validator must be told of; `xrd.ts` turns them into Kubernetes' own. */
export const apiKeywords = ['immutable', 'addable', 'changes'] as const;

/** A rule over several fields, in CEL, as the API server evaluates it; `holds` says the same in TypeScript. */
export interface SpecRule<T = unknown> {
  /** The field that is refused when the rule is broken, for example `maxStorageGiB` or `systemNodes.minSize`. */
  field: string;
  cel: string;
  /** True when the spec is fine. The same rule as `cel`, for use without a cluster. */
  holds(value: T): boolean;
  message: string;
}

/** How a field may change: in CEL over `self` and `oldSelf`, and the same in TypeScript. */
export interface ChangeRule<T = unknown> {
  cel: string;
  /** True when the field may change from `before` to `after`. */
  holds(after: T, before: T): boolean;
  /** What is not possible and why, for example `can’t shrink: RDS has no way to`. */
  message: string;
}

/** An object that refuses fields that it does not know. */
export function object<P extends TProperties>(properties: P, options: { description: string }) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/**
 * A field that AWS can't change in place: the API server refuses to change it, with this reason. An optional one can't
 * be added or removed later either, unless it is `addable`.
 */
export function immutable<T extends TSchema>(schema: T, reason: string, options?: { addable: true }): T {
  return { ...schema, immutable: reason, ...options };
}

/** A field that may change in some ways only; the API server refuses the others. */
export function changing<T extends TSchema>(schema: T, rule: ChangeRule<Static<T>>): T {
  return { ...schema, changes: rule };
}

/** A number that may grow and never shrink. */
export function growing<T extends TSchema & { type: 'integer' }>(schema: T, reason: string): T {
  return changing(schema, {
    cel: 'self >= oldSelf',
    holds: (after, before) => Number(after) >= Number(before),
    message: `can’t shrink: ${reason}`,
  });
}

/** A default that the API server fills in. */
export function defaulted<T extends TSchema>(schema: T, value: Static<T>): T {
  return { ...schema, default: value };
}

/** One of a few strings. */
export function choice<const T extends string>(values: readonly T[], description: string) {
  return Type.Unsafe<T>({ type: 'string', enum: [...values], description });
}

/** One of a few integers. */
export function integerChoice<const T extends number>(values: readonly T[], description: string) {
  return Type.Unsafe<T>({ type: 'integer', enum: [...values], description });
}

/** A map from strings to strings, such as tags. */
export function stringMap(description: string) {
  return Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 256 },
    maxProperties: 40,
    description,
  });
}

/** AWS region. It never changes: everything that the composition made would be made again elsewhere. */
export const region = immutable(
  Type.String({ pattern: '^[a-z]{2}(-[a-z]+)+-\\d$', maxLength: 20, description: 'AWS region.' }),
  'AWS resources can’t move to another region',
);

/** Tags of everything that the composition makes. */
export const tags = stringMap('Tags of every AWS resource that takes tags.');

/** Alias of the KMS key that encrypts the data, without `alias/`. */
export const encryptionKeyAlias = Type.String({
  pattern: '^[a-zA-Z0-9/_-]{1,250}$',
  maxLength: 250,
  description: 'Alias of the KMS key that encrypts everything here, without "alias/".',
});
