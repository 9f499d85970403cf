// Functions on quantities such as 500m and 2Gi, computed without rounding.
import type { Environment } from '@marcbachmann/cel-js';

/** Kubernetes keeps no more digits than nanos. */
const nano = 1_000_000_000n;

/** A quantity as a value of CEL, in units of 10⁻⁹. */
class Quantity {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

const decimal: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 10n ** 3n,
  m: 10n ** 6n,
  '': nano,
  k: nano * 10n ** 3n,
  M: nano * 10n ** 6n,
  G: nano * 10n ** 9n,
  T: nano * 10n ** 12n,
  P: nano * 10n ** 15n,
  E: nano * 10n ** 18n,
  Ki: nano * 1024n,
  Mi: nano * 1024n ** 2n,
  Gi: nano * 1024n ** 3n,
  Ti: nano * 1024n ** 4n,
  Pi: nano * 1024n ** 5n,
  Ei: nano * 1024n ** 6n,
};

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library */
export function registerQuantities(environment: Environment): void {
  const type = 'kubernetes.Quantity';
  const sign = (value: bigint) => (value < 0n ? -1n : value > 0n ? 1n : 0n);
  environment
    .registerType(type, Quantity)
    .registerFunction(`quantity(string): ${type}`, quantityOf)
    .registerFunction('isQuantity(string): bool', (text: string) => parse(text) !== undefined)
    .registerFunction(`sign(${type}): int`, ({ nanos }: Quantity) => sign(nanos))
    .registerFunction(`${type}.sign(): int`, ({ nanos }: Quantity) => sign(nanos))
    .registerFunction(`${type}.isGreaterThan(${type}): bool`, (a: Quantity, b: Quantity) => a.nanos > b.nanos)
    .registerFunction(`${type}.isLessThan(${type}): bool`, (a: Quantity, b: Quantity) => a.nanos < b.nanos)
    .registerFunction(`${type}.compareTo(${type}): int`, (a: Quantity, b: Quantity) =>
      sign(a.nanos - b.nanos),
    )
    .registerFunction(`${type}.asApproximateFloat(): double`, ({ nanos }: Quantity) => Number(nanos) / 1e9)
    .registerFunction(`${type}.isInteger(): bool`, isWhole)
    .registerFunction(`${type}.asInteger(): int`, (one: Quantity) => {
      if (!isWhole(one)) throw new Error('cannot convert value to integer');
      return one.nanos / nano;
    })
    .registerFunction(
      `${type}.add(${type}): ${type}`,
      (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos),
    )
    .registerFunction(
      `${type}.add(int): ${type}`,
      (a: Quantity, b: bigint) => new Quantity(a.nanos + b * nano),
    )
    .registerFunction(
      `${type}.sub(${type}): ${type}`,
      (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos),
    )
    .registerFunction(
      `${type}.sub(int): ${type}`,
      (a: Quantity, b: bigint) => new Quantity(a.nanos - b * nano),
    )
    .registerOperator(`${type} == ${type}`, (a: Quantity, b: Quantity) => a.nanos === b.nanos);
}

function isWhole({ nanos }: Quantity): boolean {
  return nanos % nano === 0n && BigInt.asIntN(64, nanos / nano) === nanos / nano;
}

function quantityOf(text: string): Quantity {
  const quantity = parse(text);
  if (!quantity) throw new Error(`quantities must match the regular expression: ${JSON.stringify(text)}`);
  return quantity;
}

function parse(text: string): Quantity | undefined {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = '', suffix = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return undefined;
  const power = Math.max(-60, Math.min(60, Number(exponent)));
  const factor = (decimal[suffix] ?? nano) * 10n ** BigInt(Math.max(0, power));
  const divisor = 10n ** BigInt(fraction.length + Math.max(0, -power));
  const scaled = BigInt(`${whole}${fraction}`) * factor;
  // Rounded up, away from zero, as Kubernetes does.
  const nanos = (scaled + divisor - 1n) / divisor;
  return new Quantity(sign === '-' ? -nanos : nanos);
}
