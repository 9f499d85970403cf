// Durations as Go writes them: `1h30m`, `250ms`. https://pkg.go.dev/time#ParseDuration
const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
const form = /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** True for a duration such as `1h30m`. */
export function isGoDuration(text: string): boolean {
  return form.test(text);
}

/** The duration in seconds, or undefined when it is none. */
export function durationSeconds(text: string): number | undefined {
  if (!isGoDuration(text)) return undefined;
  const total = [...text.matchAll(part)].reduce(
    (sum, [, count, name]) => sum + Number(count) * (units[name ?? ''] ?? 0),
    0,
  );
  return text.startsWith('-') ? -total : total;
}
