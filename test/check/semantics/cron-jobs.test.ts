// Schedules are read as Kubernetes reads them, which is less than other crons read.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { scheduleFault } from '../../../scripts/check/kit/cron.ts';
import { durationSeconds } from '../../../scripts/check/kit/duration.ts';
import { cronNever, cronSchedule, cronTimeZone } from '../../../scripts/check/semantics/cron-jobs.ts';
import { said } from '../kit/run-rule.ts';

const good = [
  '0 3 * * 6',
  '*/15 * * * *',
  '0 0 1,15 * mon-fri',
  '5/10 1-5/2 ? JAN-dec *',
  '@daily',
  '@every 1h30m',
  '0 0 31 2 *',
];
for (const schedule of good) {
  test(`${schedule} is a schedule`, () => assert.is(scheduleFault(schedule), undefined));
}

const bad: [string, string][] = [
  ['0 3 * *', 'it has 4 fields, Kubernetes reads 5'],
  ['0 0 3 * * 6', 'it has 6 fields, Kubernetes reads 5'],
  ['60 3 * * *', 'in the minute "60" is not within 0 to 59'],
  ['0 3 * * 7', 'in the day of the week "7" is not within 0 to 6'],
  ['0 3 L * *', 'in the day of the month "L" is no number'],
  ['0 3 * foo *', 'in the month "foo" is no number and no name'],
  ['0 5-3 * * *', 'in the hour "5-3" ends before it starts'],
  ['*/0 * * * *', 'in the minute a step of 0 leads nowhere'],
  ['1-2-3 * * * *', 'in the minute "1-2-3" has more than one "-"'],
  ['1/2/3 * * * *', 'in the minute "1/2/3" has more than one "/"'],
  ['CRON_TZ=UTC 0 3 * * *', 'a time zone belongs into the field timeZone'],
  [
    '@reboot',
    'accepted words are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and "@every 1h30m"',
  ],
];
for (const [schedule, fault] of bad) {
  test(`${schedule} is none`, () => assert.is(scheduleFault(schedule), fault));
}

const cronJob = (spec: string) =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {${spec}}}`;

test('the rules say it with the field', () => {
  assert.equal(said(cronSchedule, cronJob('schedule: "0 3 * *"')), [
    'spec.schedule: "0 3 * *" is no schedule: it has 4 fields, Kubernetes reads 5.',
  ]);
  assert.equal(said(cronSchedule, cronJob('')), ['spec.schedule: The schedule is missing.']);
  assert.equal(said(cronNever, cronJob('schedule: "0 0 31 2 *"')), [
    'spec.schedule: "0 0 31 2 *" never comes.',
  ]);
  assert.equal(said(cronNever, cronJob('schedule: "0 0 29 2 *"')), []);
});

for (const zone of ['Etc/UTC', 'UTC', 'Europe/Berlin', 'America/Port_of_Spain', 'Asia/Calcutta']) {
  test(`${zone} is a time zone`, () => assert.equal(said(cronTimeZone, cronJob(`timeZone: ${zone}`)), []));
}

test('unknown time zones', () => {
  assert.equal(said(cronTimeZone, cronJob('timeZone: Europe/Berln')), [
    'spec.timeZone: There is no time zone "Europe/Berln". -> Did you mean "Europe/Berlin"?',
  ]);
  for (const zone of ['europe/berlin', '"+02:00"', 'Local', '""']) {
    assert.is(said(cronTimeZone, cronJob(`timeZone: ${zone}`)).length, 1, zone);
  }
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const fault = scheduleFault(text);
      assert.ok(fault === undefined || fault.length > 0);
    }),
  );
});

test('durations of Go', () => {
  assert.is(durationSeconds('1h30m'), 5400);
  assert.is(durationSeconds('1.5s'), 1.5);
  assert.is(durationSeconds('-5m'), -300);
  assert.is(durationSeconds('0'), 0);
  for (const text of ['', '5', '1d', '1h 30m', 'h', '.s']) assert.is(durationSeconds(text), undefined, text);
});

test.run();
