// Functions on versions such as 1.2.3-rc.1.
import type { Environment } from '@marcbachmann/cel-js';

/** A version as a value of CEL. */
class Semver {
  readonly numbers: readonly bigint[];
  readonly labels: readonly string[];
  constructor(numbers: readonly bigint[], labels: readonly string[]) {
    this.numbers = numbers;
    this.labels = labels;
  }
}

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library */
export function registerSemver(environment: Environment): void {
  const type = 'kubernetes.Semver';
  const part = (index: number) => (version: Semver) => version.numbers[index] ?? 0n;
  environment
    .registerType(type, Semver)
    .registerFunction(`semver(string): ${type}`, (text: string) => semverOf(text, false))
    .registerFunction(`semver(string, bool): ${type}`, semverOf)
    .registerFunction('isSemver(string): bool', (text: string) => parse(text, false) !== undefined)
    .registerFunction(
      'isSemver(string, bool): bool',
      (text: string, normalize: boolean) => parse(text, normalize) !== undefined,
    )
    .registerFunction(`${type}.isGreaterThan(${type}): bool`, (a: Semver, b: Semver) => compare(a, b) > 0)
    .registerFunction(`${type}.isLessThan(${type}): bool`, (a: Semver, b: Semver) => compare(a, b) < 0)
    .registerFunction(`${type}.compareTo(${type}): int`, (a: Semver, b: Semver) => BigInt(compare(a, b)))
    .registerFunction(`${type}.major(): int`, part(0))
    .registerFunction(`${type}.minor(): int`, part(1))
    .registerFunction(`${type}.patch(): int`, part(2))
    .registerOperator(`${type} == ${type}`, (a: Semver, b: Semver) => compare(a, b) === 0);
}

function semverOf(text: string, normalize: boolean): Semver {
  const version = parse(text, normalize);
  if (!version) throw new Error(`semver parse error: ${JSON.stringify(text)}`);
  return version;
}

function parse(text: string, normalize: boolean): Semver | undefined {
  const number = normalize ? '\\d+' : '(?:0|[1-9]\\d*)';
  const pattern = normalize
    ? `^v?(${number})(?:\\.(${number}))?(?:\\.(${number}))?`
    : `^(${number})\\.(${number})\\.(${number})`;
  const parts = new RegExp(`${pattern}(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?$`).exec(text);
  if (!parts) return undefined;
  const labels = parts[4]?.split('.') ?? [];
  if (labels.some((label) => label === '' || /^0\d+$/.test(label))) return undefined;
  return new Semver(
    parts.slice(1, 4).map((digits) => BigInt(digits ?? 0)),
    labels,
  );
}

function compare(a: Semver, b: Semver): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] ?? 0n;
    if (number !== other) return number < other ? -1 : 1;
  }
  if (a.labels.length === 0 || b.labels.length === 0) return Math.sign(b.labels.length - a.labels.length);
  for (const [index, label] of a.labels.entries()) {
    const other = b.labels[index];
    if (other === undefined) return 1;
    if (label !== other) return compareLabels(label, other);
  }
  return a.labels.length < b.labels.length ? -1 : 0;
}

/** A number comes before a word, and numbers count as numbers. */
function compareLabels(a: string, b: string): number {
  const numeric = (text: string) => /^\d+$/.test(text);
  if (numeric(a) && numeric(b)) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (numeric(a) !== numeric(b)) return numeric(a) ? -1 : 1;
  return a < b ? -1 : 1;
}
