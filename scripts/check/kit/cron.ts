// Schedules of CronJobs, in the dialect of the library that Kubernetes uses: https://pkg.go.dev/github.com/robfig/cron/v3
import { isGoDuration } from './duration.ts';

interface Bounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const columns: readonly Bounds[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day of the week', min: 0, max: 6, names: days },
];
const words = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule, or undefined. */
export function scheduleFault(schedule: string): string | undefined {
  if (schedule.includes('TZ')) return 'a time zone belongs into the field timeZone';
  if (schedule.startsWith('@')) return wordFault(schedule);
  const parts = schedule.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== columns.length)
    return `it has ${parts.length} fields, Kubernetes reads ${columns.length}`;
  for (const [index, bounds] of columns.entries()) {
    for (const item of (parts[index] ?? '').split(',')) {
      const fault = item === '' ? undefined : itemFault(item, bounds);
      if (fault) return `in the ${bounds.name} ${fault}`;
    }
  }
  return undefined;
}

function wordFault(schedule: string): string | undefined {
  if (words.includes(schedule)) return undefined;
  if (schedule.startsWith('@every ') && isGoDuration(schedule.slice('@every '.length))) return undefined;
  return `accepted words are ${words.join(', ')} and "@every 1h30m"`;
}

function itemFault(item: string, bounds: Bounds): string | undefined {
  const [range = '', step, ...moreSteps] = item.split('/');
  const [low = '', high, ...moreHyphens] = range.split('-');
  if (moreSteps.length > 0) return `"${item}" has more than one "/"`;
  const any = low === '*' || low === '?';
  const start = any ? bounds.min : numberOf(low, bounds);
  if (start === undefined) return `"${low}" is no number${bounds.names ? ' and no name' : ''}`;
  if (!any && moreHyphens.length > 0) return `"${range}" has more than one "-"`;
  const single = high === undefined ? (step === undefined ? start : bounds.max) : numberOf(high, bounds);
  const end = any ? bounds.max : single;
  if (end === undefined) return `"${high}" is no number${bounds.names ? ' and no name' : ''}`;
  if (step !== undefined && !/^\+?\d+$/.test(step)) return `"${step}" is no step`;
  if (step !== undefined && Number(step) === 0) return 'a step of 0 leads nowhere';
  if (start < bounds.min || end > bounds.max) return `"${item}" is not within ${bounds.min} to ${bounds.max}`;
  return start > end ? `"${range}" ends before it starts` : undefined;
}

function numberOf(text: string, { names, min }: Bounds): number | undefined {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  if (index >= 0) return index + min;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
