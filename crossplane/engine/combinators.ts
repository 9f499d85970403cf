// What may be done with a reference inside a composition: map it, format it, require it.
import { type Expression, expressionOf, type Ref, reference } from './ref.ts';

function expression(value: unknown, use: string): Expression {
  const found = expressionOf(value);
  if (!found) throw new Error(`${use} wants a reference, not ${JSON.stringify(value)}`);
  return found;
}

/**
 * Looks a value up in a table. The table must name every possible value, which the compiler checks:
 * `map(spec.protected, { true: ['Observe'], false: ['*'] })`.
 */
export function map<K extends string | number | boolean, V>(from: Ref<K>, table: Record<`${K}`, V>): Ref<V> {
  return reference<V>({ op: 'map', from: expression(from, 'map'), table });
}

/** A number or boolean as text, for fields that AWS's API types as strings. */
export function text(from: Ref<string | number | boolean>): Ref<string> {
  return reference<string>({ op: 'text', from: expression(from, 'text') });
}

/** An object or list as JSON text, for fields in which AWS wants a document that the spec has as a structure. */
export function json(from: Ref<object>): Ref<string> {
  return reference<string>({ op: 'json', from: expression(from, 'json') });
}

/** A string with references in it: ``format`arn:aws:s3:::${spec.name}/*` ``. References must be plain strings. */
export function format(strings: TemplateStringsArray, ...values: (Ref<string> | string)[]): Ref<string> {
  const literals: string[] = [strings[0] ?? ''];
  const from: Expression[] = [];
  values.forEach((value, index) => {
    const tail = strings[index + 1] ?? '';
    if (typeof value === 'string') {
      literals[literals.length - 1] += value + tail;
    } else {
      from.push(expression(value, 'format'));
      literals.push(tail);
    }
  });
  return formatted(literals, from);
}

/**
 * Withholds the composed resource until the field is there. Fields that are always there are required anyway;
 * this is for optional ones.
 */
export function required<T>(from: Ref<T | undefined>): Ref<T> {
  return reference<T>({ op: 'required', from: expression(from, 'required') });
}

/**
 * A JSON document (an IAM or key policy, for example) as the string that AWS wants, with references in it.
 * Indented, so that a reviewer reads one statement a line.
 */
export function document(content: unknown): Ref<string> {
  const writer = new DocumentWriter();
  writer.write(content, '');
  return formatted(writer.literals, writer.from);
}

/** Fields of a document whose names have references in them, such as the issuer in an IAM trust condition. */
export class NamedFields {
  readonly entries: readonly (readonly [Ref<string>, unknown])[];

  constructor(entries: readonly (readonly [Ref<string>, unknown])[]) {
    this.entries = entries;
  }
}

/** Writes JSON as literals with a reference between each two of them. */
class DocumentWriter {
  readonly literals: string[] = [''];
  readonly from: Expression[] = [];

  write(value: unknown, indent: string): void {
    const found = expressionOf(value);
    if (found) this.#string(found);
    else if (value instanceof NamedFields) this.#list('{', value.entries, '}', indent);
    else if (Array.isArray(value)) {
      const items = value.map((item: unknown) => [undefined, item] as const);
      this.#list('[', items, ']', indent);
    } else if (typeof value === 'object' && value !== null) {
      this.#list('{', Object.entries(value), '}', indent);
    } else this.#literal(JSON.stringify(value));
  }

  #literal(part: string): void {
    this.literals[this.literals.length - 1] += part;
  }

  #reference(expression: Expression): void {
    this.from.push(expression);
    this.literals.push('');
  }

  #string(expression: Expression): void {
    this.#literal('"');
    if (expression.op === 'format') {
      expression.format.forEach((part, index) => {
        this.#literal(JSON.stringify(part).slice(1, -1));
        const next = expression.from[index];
        if (next) this.#reference(next);
      });
    } else this.#reference(expression);
    this.#literal('"');
  }

  #list(
    open: string,
    entries: readonly (readonly [unknown, unknown])[],
    close: string,
    indent: string,
  ): void {
    this.#literal(open);
    entries.forEach(([key, item], index) => {
      this.#literal(`${index > 0 ? ',' : ''}\n${indent}  `);
      if (key !== undefined) {
        this.write(key, indent);
        this.#literal(': ');
      }
      this.write(item, `${indent}  `);
    });
    this.#literal(`${entries.length > 0 ? `\n${indent}` : ''}${close}`);
  }
}

function formatted(literals: readonly string[], from: readonly Expression[]): Ref<string> {
  if (from.length === 0)
    throw new Error(`"${literals.join('')}" has no reference in it: write it as a plain string`);
  const flat: Expression[] = [];
  const parts: string[] = [literals[0] ?? ''];
  from.forEach((source, index) => {
    const tail = literals[index + 1] ?? '';
    if (source.op === 'format') {
      // A format inside a format is one longer format.
      source.format.forEach((part, position) => {
        parts[parts.length - 1] += part;
        const next = source.from[position];
        if (next) {
          flat.push(next);
          parts.push('');
        }
      });
      parts[parts.length - 1] += tail;
    } else {
      flat.push(source);
      parts.push(tail);
    }
  });
  const computed = flat.find((source) => source.op !== 'field');
  if (flat.length > 1 && computed) {
    throw new Error(
      'function-patch-and-transform combines plain fields only: map or convert one value, not several',
    );
  }
  return reference<string>({ op: 'format', format: parts, from: flat });
}
