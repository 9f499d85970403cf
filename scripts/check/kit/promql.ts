// Finds the metrics that a PromQL expression reads.
// Grammar: https://prometheus.io/docs/prometheus/latest/querying/basics/

const words = new Set([
  'and',
  'or',
  'unless',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'offset',
  'bool',
  'start',
  'end',
  'inf',
  'nan',
  'atan2',
]);
/** Words behind which a list of labels stands in brackets. */
const labelLists = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const token =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\[[^\]]*\]|[A-Za-z_:][A-Za-z0-9_:]*|\$\{[^}]*\}|\$\w+|[\d.]+[a-z0-9.]*|[{}(),]|\S/g;

/** Names of the metrics that an expression reads, each once, in order. */
export function metricsOf(expression: string): string[] {
  const tokens: readonly string[] = expression.match(token) ?? [];
  const found = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const word = tokens[at] ?? '';
    const next = tokens[at + 1] ?? '';
    if (word === '{') at = selectorEnd(tokens, at, found);
    else if (labelLists.has(word.toLowerCase())) {
      const end = next === '(' ? tokens.indexOf(')', at + 1) : at;
      at = end < 0 ? tokens.length : end;
    } else if (/^[A-Za-z_:]/.test(word) && !words.has(word.toLowerCase())) {
      // A name before "(" is a function, one before "by (" an aggregation.
      if (next !== '(' && next.toLowerCase() !== 'by' && next.toLowerCase() !== 'without') found.add(word);
    }
  }
  return [...found];
}

/** Skips a selector such as `{job="a"}`; one with `__name__` names a metric there. */
function selectorEnd(tokens: readonly string[], start: number, found: Set<string>): number {
  const end = tokens.indexOf('}', start);
  const last = end < 0 ? tokens.length : end;
  const inside = tokens.slice(start, last);
  const name = inside.indexOf('__name__');
  if (name >= 0 && inside[name + 1] === '=' && inside[name + 2]?.startsWith('"'))
    found.add((inside[name + 2] ?? '').slice(1, -1));
  return last;
}
