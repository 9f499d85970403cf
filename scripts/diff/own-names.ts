// What environments call their own things by: their name in the names of others, such as `helical-dev-logs`.

/**
 * A text without the name of its environment, so that `helical-dev-logs`, `helical-prod-logs` and `helical-logs` of an
 * environment that leaves its name out are one.
 */
export function withoutOwnName(text: string, environment: string): string {
  if (environment === '' || !text.includes(environment)) return text;
  return text.replaceAll(ownName(environment), '');
}

const patterns = new Map<string, RegExp>();

/** The name as a word of its own, with what joins it to its neighbour. */
function ownName(environment: string): RegExp {
  let pattern = patterns.get(environment);
  if (!pattern) {
    const word = environment.replaceAll(/[^\w-]/g, '.');
    pattern = new RegExp(
      `[-._/]${word}(?![A-Za-z0-9])|(?<![A-Za-z0-9])${word}(?:[-._/]|(?![A-Za-z0-9]))`,
      'g',
    );
    patterns.set(environment, pattern);
  }
  return pattern;
}
