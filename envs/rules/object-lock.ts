// Object lock: the mode that nobody can take back has a reason, and nothing is locked for longer than it is kept.
import { environmentRule, type Problem } from './kit/rule.ts';

const buckets = ['datasets', 'outputs', 'logs', 'audit'] as const;

/** Buckets whose objects are deleted after `logsExpireDays`. */
const expiring: readonly string[] = ['logs', 'audit'];

export const objectLock = environmentRule({
  id: 'environment/object-lock',
  reads: ['storage.objectLock', 'storage.logsExpireDays'],
  why: 'What is locked can’t be deleted before its days are over, by a lifecycle rule as little as by a person.',
  check: ({ storage: { objectLock, logsExpireDays } }) =>
    buckets.flatMap((bucket) => {
      const lock = objectLock?.[bucket];
      if (!lock) return [];
      const path = `storage.objectLock.${bucket}`;
      const { mode, days, complianceReason } = lock;
      const problems: Problem[] = [];
      if (mode === 'COMPLIANCE' && complianceReason === undefined) {
        problems.push({
          path: `${path}.mode`,
          what: '"COMPLIANCE" is chosen without a reason.',
          fix: 'Use "GOVERNANCE", or say in complianceReason why nobody may delete.',
        });
      }
      if (mode !== 'COMPLIANCE' && complianceReason !== undefined) {
        problems.push({
          path: `${path}.complianceReason`,
          what: 'There is a reason for COMPLIANCE, and mode is "GOVERNANCE".',
          fix: 'Remove the reason, or the next reader takes the bucket for one that nobody can clear.',
        });
      }
      if (expiring.includes(bucket) && days > logsExpireDays) {
        problems.push({
          path: `${path}.days`,
          what: `${days} days is longer than storage.logsExpireDays, ${logsExpireDays}.`,
          fix: `Use ${logsExpireDays} or less, or raise storage.logsExpireDays.`,
        });
      }
      return problems;
    }),
});
