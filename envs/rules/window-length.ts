// Windows are as long as AWS asks for.

import { environmentRule } from './kit/rule.ts';
import { parseDailyWindow, parseWeeklyWindow } from './kit/window.ts';

export const windowLength = environmentRule({
  id: 'environment/window-length',
  reads: [
    'database.backupWindow',
    'database.maintenanceWindow',
    'cache.snapshotWindow',
    'cache.maintenanceWindow',
  ],
  why: 'RDS wants windows of 30 minutes or more, ElastiCache of 60; more than a day is a mistyped day.',
  check: ({ database, cache }) =>
    [
      { path: 'database.backupWindow', text: database.backupWindow, least: 30 },
      { path: 'database.maintenanceWindow', text: database.maintenanceWindow, least: 30 },
      { path: 'cache.snapshotWindow', text: cache.snapshotWindow, least: 60 },
      { path: 'cache.maintenanceWindow', text: cache.maintenanceWindow, least: 60 },
    ].flatMap(({ path, text, least }) => {
      const window = parseDailyWindow(text) ?? parseWeeklyWindow(text);
      if (!window || (window.lengthMinutes >= least && window.lengthMinutes <= dayMinutes)) return [];
      return [
        {
          path,
          what: `"${text}" is ${window.lengthMinutes} minutes long.`,
          fix: `Use a window of ${least} minutes to 24 hours.`,
        },
      ];
    }),
});

const dayMinutes = 24 * 60;
