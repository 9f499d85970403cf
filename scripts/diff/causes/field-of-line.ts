// Tells which field of an environment a line of its file sets, without running the file.

interface Level {
  /** Name of the field that this object or list is the value of; absent in a list. */
  readonly name?: string;
  readonly isList: boolean;
  /** Items of a list so far. */
  items: number;
}

const token =
  /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\b[A-Za-z_$][\w$]*\b(?=\s*:)|[{}[\],\n]/g;

/**
 * The field that a line of an environment file sets, for example `airflow.queues[0].maxWorkers`; `undefined` for a line
 * that sets none. `line` counts from 1.
 */
export function fieldOfLine(source: string, line: number): string | undefined {
  const levels: Level[] = [];
  let current = 1;
  let key: string | undefined;
  let found: string | undefined;
  for (const [text] of source.matchAll(token)) {
    if (text === '\n') {
      if (current === line) return found ?? (levels.length > 1 ? pathOf(levels) : undefined);
      current++;
    } else if (text === '{' || text === '[') {
      levels.push({ name: key, isList: text === '[', items: 0 });
      key = undefined;
    } else if (text === '}' || text === ']') {
      levels.pop();
      key = undefined;
    } else if (text === ',') {
      key = undefined;
      const inner = levels.at(-1);
      if (inner?.isList) inner.items++;
    } else if (/^[A-Za-z_$]/.test(text)) {
      key = text;
      if (current === line && levels.length > 0) found ??= pathOf(levels, text);
    } else {
      current += text.startsWith('/*') || text.startsWith('`') ? text.split('\n').length - 1 : 0;
    }
  }
  return current === line ? found : undefined;
}

/** The first level is the environment itself. */
function pathOf(levels: readonly Level[], field?: string): string {
  let path = '';
  for (const [index, { name }] of levels.slice(1).entries()) {
    const outer = levels[index];
    if (outer?.isList) path += `[${outer.items}]`;
    if (name && !outer?.isList) path += path ? `.${name}` : name;
  }
  const inner = levels.at(-1);
  if (!field) return inner?.isList ? `${path}[${inner.items}]` : path;
  return path ? `${path}.${field}` : field;
}
