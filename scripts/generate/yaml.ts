// Lays out plain JSON as block YAML, exactly as js-yaml's `dump` does, but remembers how each scalar is written.
//
// How a string is to be quoted is the hard part of YAML, and js-yaml decides it here as well. It takes most of the time
// of a dump, though, and the manifests of all environments consist of the same few thousand strings.
import { dump } from 'js-yaml';

/** Bounds the memory; more different scalars than this appear only with very many environments. */
const maxRemembered = 20_000;

/** YAML allows 1024 characters, quotes included; Kubernetes keys have 317 at most. */
const maxKeyLength = 500;

const scalars = new Map<unknown, string>();
const keys = new Map<string, string>();

/** The fields of an object as YAML, in their order; fields that are `undefined` are left out. */
export function toYaml(fields: object): string {
  return mapping(fields, '');
}

function mapping(fields: object, indent: string): string {
  let text = '';
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) text += `${indent}${keyText(key)}:${fieldValue(value, indent)}`;
  }
  return text;
}

/** What comes after the colon, with its line break. */
function fieldValue(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, indent)}`;
  const nested = block(value, `${indent}  `);
  if (nested) return `\n${nested}`;
  return Array.isArray(value) ? ' []\n' : ' {}\n';
}

/** A list or an object; empty text when there is nothing in it. */
function block(value: object, indent: string): string {
  return Array.isArray(value) ? sequence(value, indent) : mapping(value, indent);
}

function sequence(items: readonly unknown[], indent: string): string {
  let text = '';
  for (const item of items) text += `${indent}-${itemValue(item, indent)}`;
  return text;
}

function itemValue(item: unknown, indent: string): string {
  if (typeof item !== 'object' || item === null) return ` ${scalar(item, indent)}`;
  const nested = block(item, `${indent}  `);
  // The first field of an object stands on the line of its dash.
  if (nested) return ` ${nested.slice(indent.length + 2)}`;
  return Array.isArray(item) ? ' []\n' : ' {}\n';
}

/** A scalar with its line break; the lines of a long one are indented below its parent. */
function scalar(given: unknown, indent: string): string {
  // JSON has no negative zero.
  const value = given === 0 ? 0 : given;
  let text = scalars.get(value);
  if (text === undefined) {
    text = dumpScalar(value);
    remember(scalars, value, text);
  }
  // Every line but the first gets the indentation of its parent; empty lines stay empty.
  return indent && text.indexOf('\n') < text.length - 1 ? text.replace(/\n(?=[^\n])/g, `\n${indent}`) : text;
}

function dumpScalar(value: unknown): string {
  // Folded lines would make diffs hard to read.
  const options = { lineWidth: -1 };
  // A list of one line is what js-yaml writes fastest, and the scalar looks the same in it.
  if (typeof value !== 'string' || isSimpleKey(value)) return dump([value], options).slice('- '.length);
  // A second field keeps js-yaml from ending the document with "...".
  return dump({ k: value, end: 0 }, options).slice('k: '.length, -'end: 0\n'.length);
}

function keyText(key: string): string {
  let text = keys.get(key);
  if (text === undefined) {
    if (!isSimpleKey(key)) throw new Error(`${JSON.stringify(key)} can't be a key.`);
    text = dump({ [key]: 0 }, { lineWidth: -1 }).slice(0, -': 0\n'.length);
    remember(keys, key, text);
  }
  return text;
}

/** True when the key fits on one line; YAML has another form for those that don't, and Kubernetes has no such keys. */
export function isSimpleKey(key: string): boolean {
  return keys.has(key) || (key.length <= maxKeyLength && !/[\n\r\u2028\u2029\u0085]/.test(key));
}

function remember<K>(memory: Map<K, string>, key: K, text: string): void {
  if (memory.size >= maxRemembered) memory.clear();
  memory.set(key, text);
}
