// Backup and maintenance windows, against a minute-by-minute count.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { meets, parseDailyWindow, parseWeeklyWindow, type Window } from '../../envs/rules/kit/window.ts';

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

test('windows are read as start and length', () => {
  assert.equal(parseDailyWindow('02:00-03:30'), { startMinute: 120, lengthMinutes: 90 });
  assert.equal(parseDailyWindow('23:30-00:30'), { startMinute: 1410, lengthMinutes: 60 });
  assert.equal(parseWeeklyWindow('mon:00:00-mon:01:00'), { startMinute: 0, lengthMinutes: 60 });
  assert.equal(parseWeeklyWindow('sun:23:00-mon:00:00'), {
    startMinute: 6 * dayMinutes + 1380,
    lengthMinutes: 60,
  });
});

for (const text of [
  '',
  '02:00',
  '2:00-3:00',
  '24:00-25:00',
  'sun:02:00-sun:03:00x',
  'day:02:00-day:03:00',
  'sun-02:00',
]) {
  test(`"${text}" is no window`, () => {
    assert.is(parseDailyWindow(text), undefined);
    assert.is(parseWeeklyWindow(text), undefined);
  });
}

/** Every minute of the week that a window takes when it comes back every `cycle` minutes. */
function minutes({ startMinute, lengthMinutes }: Window, cycle: number): Set<number> {
  const taken = new Set<number>();
  for (let start = startMinute; start < weekMinutes; start += cycle) {
    for (let minute = 0; minute < lengthMinutes; minute++) taken.add((start + minute) % weekMinutes);
  }
  return taken;
}

const daily = fc.record({
  startMinute: fc.nat(dayMinutes - 1),
  lengthMinutes: fc.integer({ min: 1, max: 300 }),
});
const weekly = fc.record({
  startMinute: fc.nat(weekMinutes - 1),
  lengthMinutes: fc.integer({ min: 1, max: 2000 }),
});

test('two windows meet exactly when they share a minute', () => {
  fc.assert(
    fc.property(weekly, daily, (maintenance, backup) => {
      const shared = [...minutes(maintenance, weekMinutes)].some((minute) =>
        minutes(backup, dayMinutes).has(minute),
      );
      assert.is(meets(maintenance, backup), shared);
    }),
    { numRuns: 30 },
  );
});

test('a window that begins when the other ends does not meet it', () => {
  const backup = { startMinute: 180, lengthMinutes: 60 };
  assert.is(meets({ startMinute: 240, lengthMinutes: 60 }, backup), false);
  assert.is(meets({ startMinute: 120, lengthMinutes: 60 }, backup), false);
  assert.is(meets({ startMinute: 239, lengthMinutes: 60 }, backup), true);
});

test.run();
