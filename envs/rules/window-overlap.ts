// Backups and maintenance don't happen at the same time.

import { environmentRule } from './kit/rule.ts';
import { meets, parseDailyWindow, parseWeeklyWindow } from './kit/window.ts';

export const windowOverlap = environmentRule({
  id: 'environment/window-overlap',
  reads: [
    'database.backupWindow',
    'database.maintenanceWindow',
    'cache.snapshotWindow',
    'cache.maintenanceWindow',
  ],
  why: 'AWS refuses windows that meet: a restart in the middle would break the backup.',
  check: ({ database, cache }) =>
    [
      {
        section: 'database',
        field: 'backupWindow',
        daily: database.backupWindow,
        weekly: database.maintenanceWindow,
      },
      {
        section: 'cache',
        field: 'snapshotWindow',
        daily: cache.snapshotWindow,
        weekly: cache.maintenanceWindow,
      },
    ].flatMap(({ section, field, daily, weekly }) => {
      const backup = parseDailyWindow(daily);
      const maintenance = parseWeeklyWindow(weekly);
      if (!backup || !maintenance || !meets(maintenance, backup)) return [];
      return [
        {
          path: `${section}.maintenanceWindow`,
          what: `"${weekly}" meets ${field}, "${daily}".`,
          fix: `Move one of the two, so that maintenance begins after ${field} has ended.`,
        },
      ];
    }),
});
