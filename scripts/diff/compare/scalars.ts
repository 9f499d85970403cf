// Scalars that are written differently and mean the same: quantities and durations.

/** Fields whose values are quantities: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantityParents = new Set([
  'requests',
  'limits',
  'hard',
  'capacity',
  'allocatable',
  'podFixed',
  'max',
  'min',
  'default',
  'defaultRequest',
  'maxLimitRequestRatio',
  'kubeReserved',
  'systemReserved',
]);
const quantityFields = new Set(['sizeLimit', 'volumeSize', 'divisor', 'minBandwidth']);

/** Fields whose values are durations in Go's notation: https://pkg.go.dev/time#ParseDuration */
const durationFields = new Set([
  'interval',
  'refreshInterval',
  'consolidateAfter',
  'expireAfter',
  'terminationGracePeriod',
  'duration',
  'maxDuration',
  'timeout',
  'scrape_interval',
  'scrape_timeout',
  'evaluation_interval',
  'for',
  'keep_firing_for',
  'renewBefore',
]);

const quantity = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(m|u|n|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};

/** The number that a quantity stands for (`500m` is 0.5, `1Gi` is 1073741824), or `undefined` when it is none. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const [, digits, unit = ''] = quantity.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const factor = /^[eE]/.test(unit) && unit.length > 1 ? 10 ** Number(unit.slice(1)) : (factors[unit] ?? 1);
  // Multiplying 0.1 by 1e9 must not make two spellings of one amount differ in the last bit.
  return Number((Number(digits) * factor).toPrecision(15));
}

const durationPart = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w|y)/g;
const durationWhole = /^(\d+(?:\.\d+)?(ns|us|µs|ms|s|m|h|d|w|y))+$/;
const seconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** The seconds that a duration stands for (`1h30m` is 5400), or `undefined` when it is none. */
export function durationOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (value === '0') return 0;
  if (!durationWhole.test(value)) return undefined;
  let total = 0;
  for (const [, amount, unit = ''] of value.matchAll(durationPart))
    total += Number(amount) * (seconds[unit] ?? 0);
  return Number(total.toPrecision(15));
}

/** True when two different scalars mean the same in this field. */
export function meanTheSame(from: unknown, to: unknown, field: string, parent: string): boolean {
  if (
    quantityParents.has(parent) ||
    quantityFields.has(field) ||
    (field === 'storage' && parent !== 'spec')
  ) {
    const amount = quantityOf(from);
    return amount !== undefined && amount === quantityOf(to);
  }
  if (durationFields.has(field)) {
    const length = durationOf(from);
    return length !== undefined && length === durationOf(to);
  }
  return false;
}
