// Rule policies/log-retention: log groups delete old entries.
import { desired, managedRule } from '../kit/managed.ts';

export const logRetention = managedRule({
  id: 'policies/log-retention',
  title: 'Log groups delete old entries',
  why: 'CloudWatch keeps and bills them for ever.',
  fix: 'Set retentionInDays.',
  standards: ['CKV_AWS_66', 'AVD-AWS-0166'],
  of: ['cloudwatchlogs/Group'],
  *checkResource({ retentionInDays: days }) {
    if (typeof days === 'number' && days > 0) return;
    yield { path: `${desired}.retentionInDays`, what: 'The entries are kept for ever.' };
  },
});
