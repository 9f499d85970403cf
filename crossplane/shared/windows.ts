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
 * Neither window begins while the other is open, on any day. `t` holds the beginning and end of the daily window in
 * minutes of the day, then those of the weekly window in minutes of the week.
 */
function celApart(daily: string, weekly: string): string {
  const minute = (field: string, at: number) =>
    `int(self.${field}.substring(${at}, ${at + 2})) * 60 + int(self.${field}.substring(${at + 3}, ${at + 5}))`;
  const ofWeek = (at: number) =>
    `[${days.map((name) => `'${name}'`).join(', ')}].indexOf(self.${weekly}.substring(${at}, ${at + 3})) * 1440 + ${minute(weekly, at + 4)}`;
  const times = [minute(daily, 0), minute(daily, 6), ofWeek(0), ofWeek(10)].join(', ');
  const weeklyEndsFirst = '(t[0] - t[2] + 10080) % 1440 >= (t[3] - t[2] + 10080) % 10080';
  const dailyEndsFirst = '(t[2] - t[0] + 1440) % 1440 >= (t[1] - t[0] + 1440) % 1440';
  return `[[${times}]].all(t, ${weeklyEndsFirst} && ${dailyEndsFirst})`;
}
