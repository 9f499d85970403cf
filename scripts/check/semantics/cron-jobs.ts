// Schedules and time zones of CronJobs: readable, and a time that comes.
import { Cron } from 'croner';
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { scheduleFault } from '../kit/cron.ts';
import { objectRule } from '../kit/make-rule.ts';
import { fields } from '../kit/read.ts';

export const cronSchedule = objectRule({
  id: 'semantics/cron-schedule',
  title: 'Schedules are in the dialect of Kubernetes',
  why: 'The API server refuses the CronJob. Other crons know more: seconds, 7 for Sunday, L and W.',
  fix: 'Write five fields, minute hour day month weekday, for example "0 3 * * 6".',
  kinds: ['batch/CronJob'],
  *check(object) {
    const { schedule } = fields(object.manifest.spec);
    if (schedule === undefined || schedule === '')
      yield { path: 'spec.schedule', what: 'The schedule is missing.' };
    if (typeof schedule !== 'string' || schedule === '') return;
    const fault = scheduleFault(schedule);
    if (fault) yield { path: 'spec.schedule', what: `${show(schedule)} is no schedule: ${fault}.` };
  },
});

/** A leap year follows within four years, so every date that exists has come by then. */
const from = new Date('2024-01-01T00:00:00Z');

export const cronNever = objectRule({
  id: 'semantics/cron-never',
  severity: 'warning',
  title: 'A schedule names a day that exists',
  why: 'The CronJob is accepted and never runs.',
  fix: 'Choose a day that the month has.',
  kinds: ['batch/CronJob'],
  *check(object) {
    const { schedule } = fields(object.manifest.spec);
    if (typeof schedule !== 'string' || schedule.startsWith('@') || scheduleFault(schedule)) return;
    // Every weekday comes, so only a day of the month alone can be one that never comes.
    const next = new Cron(schedule, { paused: true, timezone: 'Etc/UTC' }).nextRun(from);
    if (next === null) yield { path: 'spec.schedule', what: `${show(schedule)} never comes.` };
  },
});

const zones = Intl.supportedValuesOf('timeZone');

export const cronTimeZone = objectRule({
  id: 'semantics/cron-time-zone',
  title: 'Time zones of CronJobs exist',
  why: 'The API server refuses the CronJob.',
  fix: 'Name a zone of the IANA database, for example "Etc/UTC" or "Europe/Berlin".',
  kinds: ['batch/CronJob'],
  *check(object) {
    const { timeZone } = fields(object.manifest.spec);
    if (typeof timeZone !== 'string' || isZone(timeZone)) return;
    yield {
      path: 'spec.timeZone',
      what: `There is no time zone ${show(timeZone)}.`,
      fix: didYouMean(timeZone, zones).trim() || undefined,
    };
  },
});

function isZone(name: string): boolean {
  if (zones.includes(name)) return true;
  // Names are files to the server, so their case counts; an offset such as "+02:00" is no name.
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) || name.toLowerCase() === 'local')
    return false;
  if (zones.some((zone) => zone.toLowerCase() === name.toLowerCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
