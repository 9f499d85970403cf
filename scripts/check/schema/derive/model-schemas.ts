// Turns the types of one package of typed models into schemas.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRecord } from '../../../../envs/schema/field-schema.ts';
import type { StructuralSchema } from '../structural.ts';
import {
  type Declaration,
  type Declarations,
  readDeclarations,
  type TypeExpression,
} from './declarations.ts';
import { type Validator, withLimits } from './probe.ts';

/** Schemas by kind key, and the schemas that they share. */
export interface ModelSchemas {
  readonly kinds: Map<string, StructuralSchema>;
  readonly definitions: Map<string, StructuralSchema>;
}

/** What is known of a package besides its types. */
export interface ModelPackage {
  /** Folder of the package in node_modules. */
  readonly folder: string;
  /** Which of its API groups to read. */
  readonly groups: (group: string) => boolean;
  /** True when `{}` stands for an object of any form; else it stands for one without fields. */
  readonly emptyIsOpen: boolean;
}

/** Types whose declaration says less than what the server does. */
const wellKnown: Readonly<Record<string, StructuralSchema>> = {
  'api/resource/Quantity': { type: 'quantity', format: 'quantity' },
  'util/intstr/IntOrString': { 'x-kubernetes-int-or-string': true },
  'apis/meta/v1/Time': { type: 'string', format: 'date-time' },
  'apis/meta/v1/MicroTime': { type: 'string', format: 'date-time' },
  'apis/meta/v1/ObjectMeta': { $ref: 'ObjectMeta' },
  'apis/meta/v1/FieldsV1': { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  'runtime/RawExtension': { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
};

/** The schemas of every kind of a package. @throws Error where the package is not written as expected */
export async function modelSchemas(model: ModelPackage, modules: string): Promise<ModelSchemas> {
  return new Deriver(model, modules).all();
}

class Deriver {
  readonly #model: ModelPackage;
  readonly #modules: string;
  readonly #files = new Map<string, Declarations>();
  readonly #waiting: { readonly key: string; readonly file: string; readonly declaration: Declaration }[] =
    [];
  readonly #definitions = new Map<string, StructuralSchema>();

  constructor(model: ModelPackage, modules: string) {
    this.#model = model;
    this.#modules = modules;
  }

  async all(): Promise<ModelSchemas> {
    const kinds = new Map<string, StructuralSchema>();
    for (const file of this.#kindFiles()) {
      for (const declaration of this.#declarations(file).declared.values()) {
        const key = kindOf(declaration);
        if (!key || key.endsWith('List')) continue;
        kinds.set(key, await this.#limited(file, this.#schema(file, declaration)));
        await this.#defineWaiting();
      }
    }
    return { kinds, definitions: this.#definitions };
  }

  async #defineWaiting(): Promise<void> {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop())
      this.#definitions.set(
        next.key,
        await this.#limited(next.file, this.#schema(next.file, next.declaration)),
      );
  }

  #kindFiles(): string[] {
    return readdirSync(this.#model.folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && this.#model.groups(entry.name))
      .filter(({ name }) => name !== '_schemas' && name !== 'node_modules')
      .flatMap(({ name }) => declarationFiles(join(this.#model.folder, name)))
      .sort();
  }

  #declarations(file: string): Declarations {
    const known = this.#files.get(file);
    if (known) return known;
    const read = readDeclarations(readFileSync(file, 'utf8'));
    this.#files.set(file, read);
    return read;
  }

  /** The schema of a declaration, without the limits of its values. */
  #schema(file: string, { parents, type }: Declaration): StructuralSchema {
    const schemas = [this.#ofType(file, type, true)];
    for (const parent of parents) {
      const found = this.#find(file, parent);
      if (found) schemas.push(this.#schema(found.file, found.declaration));
    }
    return schemas.length === 1 ? (schemas[0] ?? {}) : joined(schemas);
  }

  #ofType(file: string, type: TypeExpression, isNamed = false): StructuralSchema {
    switch (type.is) {
      case 'name':
        return this.#ofName(file, type.name);
      case 'literal':
        return { type: 'string', enum: [type.value] };
      case 'list':
        return { type: 'array', items: this.#ofType(file, type.items) };
      case 'union':
        return ofUnion(type.options);
      case 'object': {
        if (type.members.length === 0 && !type.rest) return this.#empty(isNamed);
        const required = type.members.filter(({ optional }) => !optional).map(({ name }) => name);
        const fields = type.members.map((member) => [member.name, this.#ofType(file, member.type)]);
        return {
          type: 'object',
          ...(fields.length > 0 && { properties: Object.fromEntries(fields) }),
          ...(required.length > 0 && { required }),
          ...(type.rest && { additionalProperties: this.#ofType(file, type.rest) }),
        };
      }
    }
  }

  #empty(isNamed: boolean): StructuralSchema {
    // A named type without fields is one whose form the declaration can't express, such as JSON.
    if (isNamed) return { 'x-kubernetes-preserve-unknown-fields': true };
    return this.#model.emptyIsOpen
      ? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
      : { type: 'object' };
  }

  #ofName(file: string, name: string): StructuralSchema {
    if (name === 'string' || name === 'number' || name === 'boolean') return { type: name };
    if (name === 'unknown' || name === 'any') return { 'x-kubernetes-preserve-unknown-fields': true };
    const found = this.#find(file, name);
    if (!found) throw new Error(`${file}: the type ${name} is declared nowhere`);
    const place = relative(this.#modules, found.file)
      .replace(/\.d\.ts$/, '')
      .replace('@kubernetes-models/apimachinery/', '');
    const known = wellKnown[place];
    if (known) return known;
    // Named lists of words and the like are short: they stand where they are used.
    if (found.declaration.type.is !== 'object') return this.#ofType(found.file, found.declaration.type);
    if (!this.#definitions.has(place)) {
      this.#definitions.set(place, {});
      this.#waiting.push({ key: place, file: found.file, declaration: found.declaration });
    }
    return { $ref: place };
  }

  #find(file: string, name: string): { file: string; declaration: Declaration } | undefined {
    const { imports, aliases, declared } = this.#declarations(file);
    const own = declared.get(aliases.get(name) ?? name);
    if (own) return { file, declaration: own };
    const imported = imports.get(name);
    if (!imported || imported.module === '@kubernetes-models/base') return undefined;
    const target = imported.module.startsWith('.')
      ? resolve(dirname(file), imported.module)
      : join(this.#modules, imported.module);
    return this.#find(`${target.replace(/\.m?js$/, '')}.d.ts`, imported.name);
  }

  async #limited(file: string, schema: StructuralSchema): Promise<StructuralSchema> {
    const code = file.replace(/\.d\.ts$/, existsSync(file.replace(/\.d\.ts$/, '.mjs')) ? '.mjs' : '.js');
    const place = /from"([^"]*\/_schemas\/[^"]*)"/.exec(readFileSync(code, 'utf8'))?.[1];
    if (!place) return schema;
    const validatorFile = resolve(dirname(code), place);
    const module: unknown = await import(pathToFileURL(validatorFile).href);
    const validate = isRecord({ ...Object(module) }) ? Object(module).validate : undefined;
    if (!isValidator(validate)) throw new Error(`${validatorFile} exports no validator`);
    return withLimits(schema, validate, readFileSync(validatorFile, 'utf8'));
  }
}

/** The members of all schemas together; of two members of the same name the first one counts. */
function joined(schemas: readonly StructuralSchema[]): StructuralSchema {
  const properties: Record<string, StructuralSchema> = {};
  for (const schema of schemas) {
    for (const [name, field] of Object.entries(schema.properties ?? {})) properties[name] ??= field;
  }
  const required = [...new Set(schemas.flatMap((schema) => schema.required ?? []))];
  return { ...schemas[0], properties, ...(required.length > 0 && { required }) };
}

function isValidator(value: unknown): value is Validator {
  return typeof value === 'function';
}

function ofUnion(options: readonly TypeExpression[]): StructuralSchema {
  const words = options.flatMap((option) => (option.is === 'literal' ? [option.value] : []));
  if (words.length === options.length) return { type: 'string', enum: words };
  const names = options.map((option) => (option.is === 'name' ? option.name : '?')).sort();
  if (names.join() === 'number,string') return { 'x-kubernetes-int-or-string': true };
  throw new Error(`a union of ${names.join(' and ')} has no schema`);
}

/** The key of a kind, when the declaration is one. */
function kindOf({ type }: Declaration): string | undefined {
  if (type.is !== 'object') return undefined;
  const literal = (field: string) => {
    const found = type.members.find(({ name }) => name === field)?.type;
    return found?.is === 'literal' ? found.value : undefined;
  };
  const [apiVersion, kind] = [literal('apiVersion'), literal('kind')];
  return apiVersion && kind && `${apiVersion}/${kind}`;
}

function declarationFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts') && entry.name !== 'index.d.ts')
    .map((entry) => join(entry.parentPath, entry.name));
}
