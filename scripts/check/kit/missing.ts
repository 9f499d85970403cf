// Says what exists when something named does not, with the nearest name first.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';

const mostListed = 12;

/** `Did you mean "a"? Existing: a, b.`, the fix of a reference that leads nowhere. */
export function fixMissing(name: string, existing: Iterable<string>): string {
  const names = [...new Set(existing)].sort();
  const shown = names.slice(0, mostListed).join(', ') + (names.length > mostListed ? ' and more' : '');
  return `${didYouMean(name, names)}Existing: ${shown || 'none'}.`;
}
