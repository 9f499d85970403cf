// Finds names that a list gives twice.

/** The later ones of equal names, each with the index of the first. */
export function duplicates(names: readonly string[]): { name: string; index: number; first: number }[] {
  return names
    .map((name, index) => ({ name, index, first: names.indexOf(name) }))
    .filter(({ index, first }) => first < index);
}
