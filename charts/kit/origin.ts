// Finds the source file that called a generator, for the first line of every generated manifest.
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kit = /^(charts\/kit|crossplane\/engine)\//;
const frame = /(file:\/\/[^\s)]+\.ts):\d+:\d+/;

/**
 * Project-relative path of the nearest calling file outside the kits, for example `charts/airflow/scheduler.ts`.
 * A file that shapes objects for others passes its own URL as `beyond`, so that its caller is named instead.
 */
export function callerFile(beyond?: string): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 15;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  for (const line of stack.split('\n')) {
    const url = frame.exec(line)?.[1];
    if (!url || url === beyond) continue;
    const path = fileURLToPath(url).slice(root.length);
    if (!kit.test(path)) return path;
  }
  return 'unknown';
}
