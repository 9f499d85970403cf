// Prints the TypeScript interfaces of environments and of the hub from their schemas, with the documentation that editors show.
import { acceptedBy } from './accepted.ts';
import type { FieldSchema } from './field-schema.ts';

const lineWidth = 110;

const header = [
  '// The types of environments and of the hub, printed from envs/schema/ by "npm run generate:types". Edit the schema, not this file.',
  '// EnvironmentDescription has every default filled in; in EnvironmentInput a field with a default may be left out.',
  '',
].join('\n');

/** Whether the printed interfaces are those of the author (defaults may be left out) or of the reader. */
type Side = 'resolved' | 'input';

/**
 * The text of `envs/environment.ts`. Pure: the same schemas give the same text.
 * Throws when two sections share a `tsName` and differ, because one interface can't describe both.
 */
export function printTypes(...schemas: FieldSchema[]): string {
  const interfaces = new Map<string, string>();
  for (const schema of schemas) {
    addInterface(schema, 'resolved', interfaces);
    addInterface(schema, 'input', interfaces);
  }
  return `${header}\n${[...interfaces.values()].join('\n')}`;
}

function addInterface(schema: FieldSchema, side: Side, interfaces: Map<string, string>): void {
  const name = typeName(schema, side);
  const text = printInterface(schema, name, side);
  const known = interfaces.get(name);
  if (known !== undefined && known !== text) {
    throw new Error(
      `Two sections named ${name} have different fields or notes. Give one of them another tsName, or both a tsDescription.`,
    );
  }
  interfaces.set(name, text);
  for (const section of sectionsOf(schema)) addInterface(section, side, interfaces);
}

/** The sections directly below a section: its fields, their items, and their variants. */
function sectionsOf(schema: FieldSchema): FieldSchema[] {
  const fields = Object.values(schema.properties ?? {});
  return fields.flatMap((field) => field.oneOf ?? [field.items ?? field]).filter((field) => field.properties);
}

function printInterface(schema: FieldSchema, name: string, side: Side): string {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([field, notes]) =>
      printDoc(fieldDoc(notes), '  ') + printField(field, notes, isOptional(schema, field, side), side),
  );
  const doc = schema.tsDescription ?? schema.description ?? '';
  return `${printDoc([doc], '')}export interface ${name} {\n${fields.join('')}}\n`;
}

function isOptional(schema: FieldSchema, field: string, side: Side): boolean {
  if (!schema.required?.includes(field)) return true;
  return side === 'input' && schema.properties?.[field]?.default !== undefined;
}

function printField(field: string, schema: FieldSchema, optional: boolean, side: Side): string {
  const start = `  ${field}${optional ? '?' : ''}:`;
  const oneLine = `${start} ${typeText(schema, side)};`;
  if (oneLine.length <= lineWidth) return `${oneLine}\n`;
  return `${start}\n${members(schema, side)
    .map((member) => `    | ${member}`)
    .join('\n')};\n`;
}

function members(schema: FieldSchema, side: Side): string[] {
  if (schema.enum) return schema.enum.map(literal);
  if (schema.oneOf) return schema.oneOf.map((variant) => typeText(variant, side));
  return [typeText(schema, side)];
}

function typeText(schema: FieldSchema, side: Side): string {
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum || schema.oneOf) return members(schema, side).join(' | ');
  if (schema.items) {
    const item = typeText(schema.items, side);
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.properties) return typeName(schema, side);
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'unknown');
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value}'`;
}

/** The input side has an interface of its own only where a field may be left out. */
function typeName(schema: FieldSchema, side: Side): string {
  const name = schema.tsName;
  if (!name) throw new Error(`The section "${schema.description}" has no tsName.`);
  return side === 'input' && hasDefaults(schema) ? (schema.tsInputName ?? `${name}Input`) : name;
}

function hasDefaults(schema: FieldSchema): boolean {
  const below = [...Object.values(schema.properties ?? {}), ...(schema.oneOf ?? [])];
  if (schema.items) below.push(schema.items);
  return below.some((field) => field.default !== undefined || hasDefaults(field));
}

function fieldDoc(schema: FieldSchema): string[] {
  const paragraphs = [schema.description ?? ''];
  // The type itself says what a section, a boolean and a constant accept.
  const isPlain = schema.properties || schema.type === 'boolean' || schema.const !== undefined;
  const accepted = isPlain ? undefined : acceptedBy(schema);
  if (accepted) paragraphs.push(['Accepted:', `${accepted}.`, schema.why].filter(Boolean).join(' '));
  if (schema.default !== undefined) {
    paragraphs.push(`Default: \`${JSON.stringify(schema.default)}\` (${schema.source}).`);
  }
  return paragraphs;
}

function printDoc(paragraphs: string[], indent: string): string {
  const lines = paragraphs.map((text) => wrap(text.replaceAll('*/', '*\\/'), lineWidth - indent.length - 3));
  const first = lines[0]?.[0];
  if (lines.length === 1 && lines[0]?.length === 1 && indent.length + 8 + (first?.length ?? 0) <= lineWidth) {
    return `${indent}/** ${first} */\n`;
  }
  const body = lines.map((paragraph) => paragraph.map((line) => `${indent} * ${line}\n`).join(''));
  return `${indent}/**\n${body.join(`${indent} *\n`)}${indent} */\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}
