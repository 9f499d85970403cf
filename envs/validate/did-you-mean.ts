// Guesses which accepted word somebody meant.
import { editDistance } from './edit-distance.ts';
import { show } from './show.ts';

/** A longer word is no typing mistake, and would only cost time. */
const maxLength = 100;

/**
 * The candidate nearest to `word`, or undefined when none is near: upper and lower case count as equal,
 * and a third of the letters may differ. Of equally near ones the first wins.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > maxLength) return undefined;
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `Did you mean "storageGiB"? `, or nothing when no candidate is near. Only a text can be a typing mistake. */
export function didYouMean(value: unknown, candidates: readonly (string | number)[]): string {
  if (typeof value !== 'string') return '';
  const guess = nearest(value, candidates.map(String));
  const meant = candidates.find((candidate) => String(candidate) === guess);
  return meant === undefined ? '' : `Did you mean ${show(meant)}? `;
}
