// Words for fields that should not be there, and for fields that should.
import { acceptedBy } from '../schema/accepted.ts';
import type { FieldSchema } from '../schema/field-schema.ts';
import { didYouMean } from './did-you-mean.ts';
import { fieldPath } from './path.ts';
import { show } from './show.ts';

/** A violation in words, and where it is. */
export interface Explanation {
  /** Name of the rule without what it is about, for example `out-of-range`. */
  rule: string;
  path: string;
  what: string;
  why: string;
  fix: string;
  /** No rule may read the value: it is not what its TypeScript type says, or its size would make arithmetic absurd. */
  unreadable: boolean;
}

/** A field that the section at `parent` does not have. */
export function unknownField(
  parent: string,
  name: string,
  section: FieldSchema,
  known: Record<string, FieldSchema>,
  root: FieldSchema,
): Explanation {
  const fields = Object.keys(known);
  const guess = otherVariant(name, section) || didYouMean(name, fields) || meantElsewhere(name, root);
  return {
    rule: 'unknown-field',
    path: fieldPath(parent, name),
    what: `There is no field ${show(name)} here.`,
    why: 'Nothing reads it, so what it asks for would silently not happen.',
    fix: `${guess}Fields here: ${fields.join(', ')}.`,
    unreadable: false,
  };
}

/** A field that the section at `parent` needs. */
export function missingField(parent: string, name: string, known: Record<string, FieldSchema>): Explanation {
  const missing = known[name] ?? {};
  return {
    rule: 'missing-field',
    path: fieldPath(parent, name),
    what: 'The field is missing.',
    why: `It has no default. Its meaning: ${missing.description}`,
    fix: missing.properties
      ? `Add it with the fields ${neededIn(missing).join(', ')}.`
      : `Add it: ${acceptedBy(missing)}.`,
    unreadable: true,
  };
}

/** The field that tells the variants of a union apart is missing, or names none of them. */
export function unknownVariant(
  parent: string,
  field: string,
  value: unknown,
  schema: FieldSchema,
): Explanation {
  const words = (schema.oneOf ?? []).map((variant) => variant.properties?.[field]?.const ?? '');
  const missing = value === undefined;
  return {
    rule: missing ? 'missing-field' : 'unknown-value',
    path: fieldPath(parent, field),
    what: missing ? 'The field is missing.' : `${show(value)} is not an accepted value.`,
    why: schema.why ?? 'It decides which other fields there are.',
    fix: `${didYouMean(value, words)}Accepted: ${words.map(show).join(', ')}.`,
    unreadable: true,
  };
}

function neededIn({ properties = {}, required = [] }: FieldSchema): string[] {
  return required.filter((name) => properties[name]?.default === undefined);
}

/** Says which variant of a union has a field of this name. */
function otherVariant(name: string, { oneOf = [], discriminator }: FieldSchema): string {
  const field = discriminator?.propertyName ?? '';
  const owner = oneOf.find(({ properties = {} }) => Object.hasOwn(properties, name));
  return owner ? `It belongs to ${field} ${show(owner.properties?.[field]?.const)}. ` : '';
}

/** Points to the one other section that has a field of this name. */
function meantElsewhere(name: string, root: FieldSchema): string {
  const [path, ...others] = pathsOf(name, root, '');
  return path && others.length === 0 ? `Did you mean "${path}"? ` : '';
}

function pathsOf(name: string, schema: FieldSchema, path: string): string[] {
  const sections = schema.oneOf ?? [schema];
  return sections.flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([field, below]) => {
      const here = fieldPath(path, field);
      return field === name ? [here] : pathsOf(name, below, here);
    }),
  );
}
