// Says that something named does not exist, with the nearest name that does.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';

const mostListed = 12;

/** `Did you mean "a"? Found: a, b.`, the fix of a reference that leads nowhere. */
export function fixMissing(name: string, existing: Iterable<string>, noun: string): string {
  const names = [...new Set(existing)].sort();
  const shown = names.slice(0, mostListed).join(', ') + (names.length > mostListed ? ' and more' : '');
  return `${didYouMean(name, names)}${names.length > 0 ? `There ${noun}: ${shown}.` : `There ${noun}: none.`}`;
}
