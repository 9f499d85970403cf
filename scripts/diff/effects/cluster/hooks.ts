// Jobs that run because of the change: hooks of Argo CD, new jobs, and schedules that move.
import type { EffectRule, ObjectChange } from '../../change.ts';
import { effectOf, type OwnPart } from '../effect.ts';
import { appliedChanges, hookOf, liesIn } from './kinds.ts';

/** Something runs once, or at other times. */
export const jobsThatRun: EffectRule = {
  id: 'cluster/job-runs',
  title: 'A job runs.',
  *effects({ changes }) {
    for (const change of appliedChanges(changes)) {
      const own = runOf(change);
      if (own) yield effectOf(change, own);
    }
  },
};

function runOf(change: ObjectChange): OwnPart | undefined {
  const { from, to, kind, application, fields } = change;
  const hook = hookOf(to?.manifest);
  if (hook && to) {
    return {
      rule: 'cluster/hook-runs',
      level: 'notice',
      what: `It runs as ${hook} hook with the next sync of application ${application}${hook === 'PreSync' ? ', before anything else is applied' : ''}.`,
      why: 'Argo CD runs hooks with every sync: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
      fix: 'Nothing to do, if it may run now. When it fails, the sync fails.',
    };
  }
  if (kind === 'Job' && to && !from) {
    return {
      rule: 'cluster/job-runs',
      level: 'notice',
      what: `It runs once, when application ${application} is synced.`,
      why: 'A new Job starts at once: https://kubernetes.io/docs/concepts/workloads/controllers/job/',
      fix: 'Nothing to do, if it may run now.',
    };
  }
  const schedule = fields.find(({ path }) => liesIn(path, 'spec.schedule') || liesIn(path, 'spec.suspend'));
  if (kind !== 'CronJob' || !schedule) return undefined;
  return {
    rule: 'cluster/schedule',
    level: 'info',
    what: `It runs at other times: ${String(schedule.from)} becomes ${String(schedule.to)}.`,
    why: 'The schedule of a CronJob changed.',
    fix: 'Nothing to do.',
    fields: [schedule.path],
  };
}
