// Finds which of several items without a name is the changed form of which.
import { isMapping } from './canonical.ts';

/** Below this share of common fields, two items are two items. */
const leastSimilarity = 0.3;
/** Words of a text that count. */
const maxWords = 30;
/** Above this many pairs, items are matched by their position instead. */
const maxPairs = 2500;

/** Pairs of positions (in `from`, in `to`), most similar first; no position appears twice. Scalars are never paired. */
export function similarPairs(from: readonly unknown[], to: readonly unknown[]): [from: number, to: number][] {
  if (from.length * to.length > maxPairs) {
    return from
      .slice(0, to.length)
      .flatMap((item, index): [number, number][] =>
        isMapping(item) && isMapping(to[index]) ? [[index, index]] : [],
      );
  }
  const isOnlyChoice = from.length === 1 && to.length === 1;
  const left = from.map(leaves);
  const right = to.map(leaves);
  const candidates: { from: number; to: number; score: number }[] = [];
  for (const [f, a] of left.entries()) {
    for (const [t, b] of right.entries()) {
      if (!a || !b) continue;
      const score = similarity(a, b);
      if (score >= leastSimilarity || isOnlyChoice) candidates.push({ from: f, to: t, score });
    }
  }
  candidates.sort(
    (a, b) => b.score - a.score || Math.abs(a.from - a.to) - Math.abs(b.from - b.to) || a.from - b.from,
  );
  const pairs: [number, number][] = [];
  for (const { from: f, to: t } of candidates) {
    if (!pairs.some(([a, b]) => a === f || b === t)) pairs.push([f, t]);
  }
  return pairs;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const leaf of a) if (b.has(leaf)) common++;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}

/** Every scalar of a value with its path, and every path on its own: a changed value still has its field in common. */
function leaves(value: unknown): Set<string> | undefined {
  if (!isMapping(value)) return undefined;
  const found = new Set<string>();
  const visit = (path: string, inner: unknown): void => {
    if (isMapping(inner)) {
      for (const [name, child] of Object.entries(inner)) visit(`${path}.${name}`, child);
    } else if (Array.isArray(inner)) {
      for (const child of inner) visit(`${path}[]`, child);
    } else {
      found.add(path);
      found.add(`${path}=${JSON.stringify(inner)}`);
      // Longer texts have words in common: a title or a query that was edited.
      const words = typeof inner === 'string' ? (inner.match(/[\p{L}\p{N}_]{2,}/gu) ?? []) : [];
      if (words.length > 1) for (const word of words.slice(0, maxWords)) found.add(`${path}~${word}`);
    }
  };
  visit('', value);
  return found;
}
