// Breaks manifests on purpose, one mistake at a time, the way people do. The same seed gives the same mutants.

import type { Manifest } from '../../../crossplane/manifest.ts';
import { operators, type Place } from './mutation-operators.ts';

/** A manifest with one mistake. */
export type Mutant = {
  /** Name of the kind of mistake. */
  mistake: string;
  /** File of the manifest that it was made from. */
  file: string;
  /** Where the mistake is, for messages. */
  where: string;
  /** The whole object as JSON text: only a text can hold the same key twice. */
  text: string;
};

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

/**
 * At least `count` mutants: every mistake in turn, on kinds in turn, at a random place of a random manifest.
 * Fewer only when the manifests offer no more places.
 */
export function mutantsOf(
  manifests: readonly { file: string; manifest: Manifest }[],
  count: number,
  seed: number,
): Mutant[] {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[random(items.length)];
  const byKind = Map.groupBy(manifests, ({ manifest }) => `${manifest.apiVersion}/${manifest.kind}`);
  const kinds = [...byKind.values()];
  const mutants = new Map<string, Mutant>();
  for (let round = 0; mutants.size < count && round < count * 20; round++) {
    const [mistake, operator] = operators[round % operators.length] ?? [];
    // Each round of mistakes meets another kind.
    const source = pick(kinds[(round + Math.floor(round / operators.length)) % kinds.length] ?? []);
    if (!mistake || !operator || !source) continue;
    const root: unknown = structuredClone(source.manifest);
    const place = pick(placesIn(root, []).filter((one) => operator.fits(one)));
    if (!place) continue;
    const made = operator.apply(place, random);
    if (made === undefined) continue;
    const text =
      typeof made === 'string'
        ? JSON.stringify(root).replace(made, () => `${made},${made}`)
        : JSON.stringify(root);
    const where = place.path.join('.');
    mutants.set(text, { mistake, file: source.file, where, text });
  }
  return [...mutants.values()];
}

/** Every value of an object with the way to it; not what names the object itself. */
function placesIn(value: unknown, path: readonly (string | number)[]): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, member]) => {
    const place: Place = { holder: value, key, value: member, path: [...path, key] };
    return isIdentity(place) ? [] : [place, ...placesIn(member, place.path)];
  });
}

/** Where the object belongs is no mistake of its contents: the server has nothing to say about it. */
function isIdentity({ path }: Place): boolean {
  return path.length === 2 && path[0] === 'metadata' && path[1] === 'namespace';
}
