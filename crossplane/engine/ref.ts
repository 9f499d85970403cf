// Symbolic references: typed stand-ins for a field of an API's spec or status, and the expressions behind them.

declare const refType: unique symbol;

/** Stands for a value of type `T` that is known only when a composite resource exists. */
export interface Ref<out T> {
  readonly [refType]: T;
}

/** A view of `T` in which every leaf and every branch is a reference: `spec.storage.sizeGiB` is a `Ref<number>`. */
export type Symbolic<T> = Ref<T> &
  (NonNullable<T> extends readonly (infer E)[]
    ? { readonly 0: Symbolic<E>; readonly 1: Symbolic<E>; readonly 2: Symbolic<E> }
    : NonNullable<T> extends object
      ? { readonly [K in keyof NonNullable<T>]-?: Symbolic<Exclude<NonNullable<T>[K], undefined>> }
      : unknown);

/** `T`, or a reference to it, at any depth. */
export type Templated<T> =
  | Ref<T>
  | (T extends readonly (infer E)[]
      ? readonly Templated<E>[]
      : T extends object
        ? { [K in keyof T]: Templated<T[K]> }
        : T);

/** Where a reference starts: the composite resource, or one composed resource as it was observed. */
export type Root = { of: 'composite' } | { of: 'composed'; resource: string };

/** What a reference computes. Only what function-patch-and-transform can do, so that both readings stay equal. */
export type Expression =
  | { op: 'field'; root: Root; path: readonly string[] }
  | { op: 'map'; from: Expression; table: Readonly<Record<string, unknown>> }
  | { op: 'text'; from: Expression }
  | { op: 'json'; from: Expression }
  | { op: 'format'; format: readonly string[]; from: readonly Expression[] }
  | { op: 'required'; from: Expression };

// What each reference computes. A reference itself answers every property with another reference.
const expressions = new WeakMap<object, Expression>();

/** The expression behind a value, or undefined when the value is not a reference. */
export function expressionOf(value: unknown): Expression | undefined {
  return typeof value === 'object' && value !== null ? expressions.get(value) : undefined;
}

/** A reference that computes `expression`. Properties of it refer to the fields below. */
export function reference<T>(expression: Expression): Symbolic<T>;
export function reference(expression: Expression): object {
  const view = new Proxy(
    {},
    {
      get(_, key) {
        if (typeof key === 'symbol') return undefined;
        if (expression.op !== 'field') {
          throw new Error(`a computed reference has no field "${key}": take the field first, then compute`);
        }
        return reference({ ...expression, path: [...expression.path, key] });
      },
    },
  );
  expressions.set(view, expression);
  return view;
}

/** A field path as Crossplane writes it: `spec.forProvider.rule[0].id`, `metadata.annotations[a.b/c]`. */
export function formatPath(path: readonly string[]): string {
  return path
    .map((segment, index) => {
      if (/^\d+$/.test(segment) || !/^[A-Za-z_][\w-]*$/.test(segment)) return `[${segment}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join('');
}
