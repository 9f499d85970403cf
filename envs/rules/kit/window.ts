// Arithmetic with the daily and weekly UTC windows in which AWS makes backups and does maintenance.

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

/** A span of time that comes back every day or every week. It may run past midnight. */
export interface Window {
  /** Minutes after the start of the day or, for a weekly window, of Monday. */
  startMinute: number;
  lengthMinutes: number;
}

/** The window of `hh:mm-hh:mm`; undefined when the text has another form. */
export function parseDailyWindow(text: string): Window | undefined {
  const [start, end] = text.split('-').map(minuteOfDay);
  return windowBetween(start, end, dayMinutes);
}

/** The window of `ddd:hh:mm-ddd:hh:mm`; undefined when the text has another form. */
export function parseWeeklyWindow(text: string): Window | undefined {
  const [start, end] = text.split('-').map(minuteOfWeek);
  return windowBetween(start, end, weekMinutes);
}

/** True when a weekly window meets a daily one on any day. */
export function meets(weekly: Window, daily: Window): boolean {
  return days.some((_, day) => {
    const start = day * dayMinutes + daily.startMinute;
    // The distance from one start to the next start of the other, around the week.
    return (
      modulo(start - weekly.startMinute, weekMinutes) < weekly.lengthMinutes ||
      modulo(weekly.startMinute - start, weekMinutes) < daily.lengthMinutes
    );
  });
}

function windowBetween(
  start: number | undefined,
  end: number | undefined,
  cycle: number,
): Window | undefined {
  if (start === undefined || end === undefined) return undefined;
  return { startMinute: start, lengthMinutes: modulo(end - start, cycle) };
}

function minuteOfDay(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

function minuteOfWeek(text: string): number | undefined {
  const day = days.indexOf(text.slice(0, 3));
  const minute = minuteOfDay(text.slice(4));
  return day < 0 || text[3] !== ':' || minute === undefined ? undefined : day * dayMinutes + minute;
}

function modulo(value: number, cycle: number): number {
  return ((value % cycle) + cycle) % cycle;
}
