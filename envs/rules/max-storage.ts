// The database may grow by a tenth or more.
import { environmentRule } from './kit/rule.ts';

export const maxStorage = environmentRule({
  id: 'environment/max-storage',
  reads: ['database.storageGiB', 'database.maxStorageGiB'],
  why: 'RDS refuses a storage limit that is less than 10 % above the initial storage.',
  check: ({ database }) => {
    // In whole numbers, because 1.1 times a number is rarely what a computer makes of it.
    const least = Math.ceil((database.storageGiB * 11) / 10);
    if (database.maxStorageGiB >= least) return [];
    return [
      {
        path: 'database.maxStorageGiB',
        what: `${database.maxStorageGiB} is less than 110 % of storageGiB, ${database.storageGiB}.`,
        fix: `Use ${least} or more.`,
      },
    ];
  },
});
