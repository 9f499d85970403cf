// Reads the type declarations of the typed models. They are printed by a program, in a small part of TypeScript.

/** A type as a declaration writes it. */
export type TypeExpression =
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'literal'; readonly value: string }
  | { readonly is: 'list'; readonly items: TypeExpression }
  | { readonly is: 'union'; readonly options: readonly TypeExpression[] }
  | { readonly is: 'object'; readonly members: readonly Member[]; readonly rest?: TypeExpression };

export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeExpression;
}

/** An interface or a named type. */
export interface Declaration {
  readonly name: string;
  /** Interfaces whose members it has too. */
  readonly parents: readonly string[];
  readonly type: TypeExpression;
}

/** One file. */
export interface Declarations {
  /** Imported names with the module and the name that they have there. */
  readonly imports: ReadonlyMap<string, { readonly module: string; readonly name: string }>;
  /** Other names under which the file exports its declarations. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly declared: ReadonlyMap<string, Declaration>;
}

/** Reads one `.d.ts` file. @throws Error where the file uses something that this reader does not know */
export function readDeclarations(text: string): Declarations {
  const imports = new Map<string, { module: string; name: string }>();
  for (const [, names = '', module = ''] of text.matchAll(/^import (?:type )?\{([^}]*)\} from "([^"]+)";/gm))
    for (const [name = '', local = name] of namesIn(names)) imports.set(local, { module, name });
  const aliases = new Map<string, string>();
  for (const [, names = ''] of text.matchAll(/^export type \{([^}]*)\};/gm))
    for (const [name = '', alias = name] of namesIn(names)) aliases.set(alias, name);
  const declared = new Map<string, Declaration>();
  for (const match of text.matchAll(
    /^export (?:declare )?(interface|type) (\w+)(?: extends ([^{]*?))?(?: = | (?=\{))/gm,
  )) {
    const [whole, , name = '', parents = ''] = match;
    const reader = new Reader(text, match.index + whole.length);
    const names = parents.split(',').map((parent) => parent.trim());
    declared.set(name, { name, parents: names.filter(Boolean), type: reader.type() });
  }
  return { imports, aliases, declared };
}

function namesIn(list: string): string[][] {
  return list.split(',').map((part) =>
    part
      .trim()
      .replace(/^type /, '')
      .split(' as '),
  );
}

class Reader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  type(): TypeExpression {
    const options = [this.#single()];
    while (this.#take('|')) options.push(this.#single());
    const [only] = options;
    return only && options.length === 1 ? only : { is: 'union', options };
  }

  #single(): TypeExpression {
    this.#take('|');
    if (this.#take('{')) return this.#object();
    const literal = this.#match(/"(?:[^"\\]|\\.)*"/y);
    if (literal !== undefined) return { is: 'literal', value: JSON.parse(literal) };
    const name = this.#match(/[A-Za-z_$][\w$]*/y);
    if (name === undefined) throw this.#error('a type');
    if (name !== 'Array') return { is: 'name', name };
    this.#expect('<');
    const items = this.type();
    this.#expect('>');
    return { is: 'list', items };
  }

  #object(): TypeExpression {
    const members: Member[] = [];
    let rest: TypeExpression | undefined;
    while (!this.#take('}')) {
      if (this.#match(/\[key: string\]/y) !== undefined) {
        this.#expect(':');
        rest = this.type();
      } else {
        const name = this.#match(/"(?:[^"\\]|\\.)*"/y);
        if (name === undefined) throw this.#error('a field');
        const optional = this.#take('?');
        this.#expect(':');
        members.push({ name: JSON.parse(name), optional, type: this.type() });
      }
      this.#expect(';');
    }
    return rest ? { is: 'object', members, rest } : { is: 'object', members };
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw this.#error(sign);
  }

  #take(sign: string): boolean {
    this.#skip();
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    this.#skip();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(): void {
    const blank = /(?:\s|\/\*[\s\S]*?\*\/)*/y;
    blank.lastIndex = this.#at;
    this.#at += blank.exec(this.#text)?.[0].length ?? 0;
  }

  #error(wanted: string): Error {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    return new Error(
      `line ${line}: ${wanted} was expected before ${this.#text.slice(this.#at, this.#at + 40)}`,
    );
  }
}
