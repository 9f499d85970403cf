// Quantities such as `500m`, `1.5Gi` and `1e3`: read and compared without rounding.
// Grammar: https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity

/** An amount in billionths, the finest step that Kubernetes keeps. */
export type Nanos = bigint;

const suffixes: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 10n ** 3n,
  m: 10n ** 6n,
  '': 10n ** 9n,
  k: 10n ** 12n,
  M: 10n ** 15n,
  G: 10n ** 18n,
  T: 10n ** 21n,
  P: 10n ** 24n,
  E: 10n ** 27n,
  Ki: 2n ** 10n * 10n ** 9n,
  Mi: 2n ** 20n * 10n ** 9n,
  Gi: 2n ** 30n * 10n ** 9n,
  Ti: 2n ** 40n * 10n ** 9n,
  Pi: 2n ** 50n * 10n ** 9n,
  Ei: 2n ** 60n * 10n ** 9n,
};

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;

/** Beyond this power of ten Kubernetes caps the amount; more digits would only cost time. */
const largestExponent = 40n;
const longestText = 200;
const cap = (2n ** 63n - 1n) * 10n ** 9n;

/** The amount of a quantity, rounded away from zero to billionths; undefined when it is none. */
export function parseQuantity(value: unknown): Nanos | undefined {
  const text = typeof value === 'number' ? numberText(value) : value;
  if (typeof text !== 'string' || text.length > longestText) return undefined;
  const match = form.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', suffix = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction || '0');
  const power = clamp(BigInt(exponent ?? '0')) - BigInt(fraction.length);
  const scale = exponent === undefined ? (suffixes[suffix] ?? 1n) : 10n ** 9n;
  const scaled = power >= 0n ? digits * scale * 10n ** power : ceilingDivide(digits * scale, 10n ** -power);
  const capped = scaled > cap ? cap : scaled;
  return sign === '-' ? -capped : capped;
}

/** A whole unit, for example one CPU or one byte. */
export const unit: Nanos = 10n ** 9n;

function numberText(value: number): string | undefined {
  return Number.isFinite(value) ? String(value) : undefined;
}

function clamp(exponent: bigint): bigint {
  if (exponent > largestExponent) return largestExponent;
  return exponent < -largestExponent ? -largestExponent : exponent;
}

function ceilingDivide(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}
