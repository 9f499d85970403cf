// Paths of fields, as reports show them and as other parts find their way back with them.
//
// `spec.containers[name=web].args[2]`: fields, items by their keys, items by their position.
// `spec.verbs[=list]`: an item of a set. `spec.ingress[#1]`: an item of a list whose order means nothing, counted from 0
// (in the earlier list when it is there, else in the later one). `spec.initContainers[order]`: the order of items that
// have keys. `data["config.yaml"]<yaml>.receivers` and `spec.policy<json>.Statement`: inside a document in a text.

/** One step of a path. */
export type Segment =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'keys'; readonly keys: Readonly<Record<string, string>> }
  | { readonly type: 'item'; readonly text: string }
  | { readonly type: 'position'; readonly index: number }
  | { readonly type: 'unordered'; readonly index: number }
  | { readonly type: 'order' }
  | { readonly type: 'document'; readonly format: 'json' | 'yaml' };

const simpleField = /^[A-Za-z_$][\w$/-]*$/;
const simpleKeyValue = /^[^[\]{}<>",=#\s][^[\]{}<>",=\s]*$/;

/** The path of a field of the object at `path`. */
export function fieldPath(path: string, name: string): string {
  if (!simpleField.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** The path of an item with these keys. */
export function keysPath(path: string, keys: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(keys).map(([name, value]) => `${name}=${quoteKey(value)}`);
  return `${path}[${pairs.join(',')}]`;
}

/** The path of an item of a set: texts, numbers and booleans. */
export function itemPath(path: string, text: string): string {
  return `${path}[=${quoteKey(text)}]`;
}

function quoteKey(value: string): string {
  return simpleKeyValue.test(value) ? value : JSON.stringify(value);
}

/** Reads a path back. Throws when it is none. */
export function parsePath(path: string): Segment[] {
  const segments: Segment[] = [];
  let rest = path;
  while (rest !== '') {
    const step = readStep(rest);
    if (!step)
      throw new Error(`${JSON.stringify(path)} is no path of a field; it can't be read from ${rest}`);
    segments.push(step.segment);
    rest = rest.slice(step.length);
  }
  return segments;
}

interface Step {
  readonly segment: Segment;
  readonly length: number;
}

const fieldPattern = /^\.?([A-Za-z_$][\w$/-]*)/;
const quotedPattern = /^\[("(?:[^"\\]|\\.)*")\]/;
const bracketPattern = /^\[(#?)(\d+)\]/;
const orderPattern = /^\[order\]/;
const documentPattern = /^<(json|yaml)>/;
const valueSource = '("(?:[^"\\\\]|\\\\.)*"|[^[\\]{}<>",=\\s]+)';
const itemPattern = new RegExp(`^\\[=${valueSource}\\]`);
const keysPattern = new RegExp(`^\\[((?:\\w+=${valueSource},?)+)\\]`);
const pairPattern = new RegExp(`(\\w+)=${valueSource}`, 'g');

function readStep(text: string): Step | undefined {
  const field = fieldPattern.exec(text);
  if (field?.[1]) return { segment: { type: 'field', name: field[1] }, length: field[0].length };
  const quoted = quotedPattern.exec(text);
  if (quoted?.[1]) return { segment: { type: 'field', name: unquote(quoted[1]) }, length: quoted[0].length };
  const bracket = bracketPattern.exec(text);
  if (bracket) {
    const type = bracket[1] ? 'unordered' : 'position';
    return { segment: { type, index: Number(bracket[2]) }, length: bracket[0].length };
  }
  if (orderPattern.test(text)) return { segment: { type: 'order' }, length: '[order]'.length };
  const document = documentPattern.exec(text);
  if (document) {
    return {
      segment: { type: 'document', format: document[1] === 'json' ? 'json' : 'yaml' },
      length: document[0].length,
    };
  }
  const item = itemPattern.exec(text);
  if (item?.[1]) return { segment: { type: 'item', text: unquote(item[1]) }, length: item[0].length };
  const keys = keysPattern.exec(text);
  if (!keys?.[1]) return undefined;
  const pairs = [...keys[1].matchAll(pairPattern)].map(([, name = '', value = '']) => [name, unquote(value)]);
  return { segment: { type: 'keys', keys: Object.fromEntries(pairs) }, length: keys[0].length };
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const value: unknown = JSON.parse(text);
  return String(value);
}
