// Reads the metrics and labels of a PromQL expression, as far as dashboards and alerts need it.

/** A metric in an expression with the labels that its selector names. */
interface Selected {
  metric: string;
  labels: string[];
}

/** Labels in brackets behind one of these words, with the metrics that they have to be labels of. */
interface Grouping {
  word: string;
  labels: string[];
  metrics: string[];
}

const text = /"(?:\\.|[^"\\])*"/g;
const wordsWithLabels = 'by|without|on|ignoring|group_left|group_right';
const words = new Set([...wordsWithLabels.split('|'), 'and', 'or', 'unless', 'bool', 'offset']);

/** The metrics of an expression with the labels of their selectors. */
export function selectedIn(expression: string): Selected[] {
  // Texts, durations and lists of labels hold no metric.
  const bare = expression
    .replace(text, '""')
    .replace(/\[[^\]]*\]/g, '')
    .replace(new RegExp(`\\b(${wordsWithLabels})\\s*\\([^)]*\\)`, 'g'), ' ');
  const found: Selected[] = [];
  for (const match of bare.matchAll(/([A-Za-z_:][\w:]*)\s*(\(|\{[^}]*\})?/g)) {
    const [, name = '', next = ''] = match;
    const behindNumber = /\d$/.test(bare.slice(0, match.index));
    if (next === '(' || words.has(name) || behindNumber) continue;
    const labels = [...next.matchAll(/([A-Za-z_]\w*)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label);
    found.push({ metric: name, labels });
  }
  return found;
}

/** The lists of labels of an expression. */
export function groupingsIn(expression: string): Grouping[] {
  const bare = expression.replace(text, '""');
  const pattern = new RegExp(`\\b(${wordsWithLabels})\\s*\\(([^)]*)\\)\\s*`, 'g');
  return [...bare.matchAll(pattern)].map((match) => {
    const [whole, word = '', list = ''] = match;
    const labels = list.split(',').flatMap((label) => label.trim() || []);
    const behind = bare.slice(match.index + whole.length);
    const grouped = word === 'by' && behind.startsWith('(') ? inBrackets(behind) : bare;
    return { word, labels, metrics: selectedIn(grouped).map(({ metric }) => metric) };
  });
}

/** The text up to the bracket that closes the first one. */
function inBrackets(from: string): string {
  let depth = 0;
  for (let at = 0; at < from.length; at += 1) {
    if (from[at] === '(') depth += 1;
    if (from[at] === ')') depth -= 1;
    if (depth === 0) return from.slice(0, at + 1);
  }
  return from;
}

/** What is wrong with an expression: metrics that nobody stores, labels that a metric does not have. */
export function problemsOf(expression: string, stored: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const problems: string[] = [];
  for (const { metric, labels } of selectedIn(expression)) {
    const known = stored.get(metric);
    if (!known) problems.push(`nobody stores ${metric}`);
    else for (const label of labels) if (!known.has(label)) problems.push(`${metric} has no label ${label}`);
  }
  for (const { word, labels, metrics } of groupingsIn(expression))
    for (const label of labels)
      if (!metrics.some((metric) => stored.get(metric)?.has(label)))
        problems.push(`${word} (${label}): none of ${metrics.join(', ')} has it`);
  return problems;
}

/** Labels that the series of an expression have, as far as one can see: those of its first `by`. */
export function resultLabels(
  expression: string,
  stored: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const by = groupingsIn(expression).filter(({ word }) => word === 'by');
  const outer = by.find(({ labels }) => !labels.includes('le'));
  if (outer) return new Set(outer.labels);
  if (by.length > 0 || /\b(sum|max|min|avg|count)\s*\(/.test(expression)) return new Set();
  return stored.get(selectedIn(expression)[0]?.metric ?? '') ?? new Set();
}
