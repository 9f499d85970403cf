// The daily and weekly windows in which AWS makes backups and does maintenance.
import { Type } from 'typebox';
import { meets, parseDailyWindow, parseWeeklyWindow } from '../../envs/rules/kit/window.ts';
import type { SpecRule } from '../engine/spec.ts';

const time = '([01]\\d|2[0-3]):[0-5]\\d';
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const day = `(${days.join('|')})`;

/** A daily window in UTC, `hh:mm-hh:mm`. */
export const dailyWindow = (description: string) =>
  Type.String({ pattern: `^${time}-${time}$`, maxLength: 11, description });

/** A weekly window in UTC, `ddd:hh:mm-ddd:hh:mm`. */
export const weeklyWindow = (description: string) =>
  Type.String({ pattern: `^${day}:${time}-${day}:${time}$`, maxLength: 19, description });

/** Refuses a maintenance window that meets the backup window, as AWS does. Both are fields of the spec. */
export function windowsApart<Daily extends string>(
  daily: Daily,
): SpecRule<Record<Daily | 'maintenanceWindow', string>> {
  const weekly = 'maintenanceWindow';
  return {
    field: weekly,
    cel: celApart(daily, weekly),
    holds: (spec) => {
      const backup = parseDailyWindow(spec[daily]);
      const maintenance = parseWeeklyWindow(spec[weekly]);
      return !backup || !maintenance || !meets(maintenance, backup);
    },
    message: `${weekly} must not meet ${daily}: a restart in the middle would break the backup`,
  };
}

/**
 * Neither window begins while the other is open, on any day. Times are minutes of the day or of the week. The API
 * server can't tell how much a list comprehension would cost, so nothing is given a name here.
 */
function celApart(daily: string, weekly: string): string {
  const minute = (field: string, at: number) =>
    `int(self.${field}.substring(${at}, ${at + 2})) * 60 + int(self.${field}.substring(${at + 3}, ${at + 5}))`;
  const dayStart = days.map((name, index) => `'${name}': ${index * 1440}`).join(', ');
  const ofDay = (at: number) => `(${minute(daily, at)})`;
  const ofWeek = (at: number) =>
    `({${dayStart}}[self.${weekly}.substring(${at}, ${at + 3})] + ${minute(weekly, at + 4)})`;
  const [backup, backupEnd, maintenance, maintenanceEnd] = [ofDay(0), ofDay(6), ofWeek(0), ofWeek(10)];
  const maintenanceIsOver = `(${backup} - ${maintenance} + 10080) % 1440 >= (${maintenanceEnd} - ${maintenance} + 10080) % 10080`;
  const backupIsOver = `(${maintenance} - ${backup} + 1440) % 1440 >= (${backupEnd} - ${backup} + 1440) % 1440`;
  return `${maintenanceIsOver} && ${backupIsOver}`;
}
