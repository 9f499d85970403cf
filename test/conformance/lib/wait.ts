// Waits for what takes its time, and says what was still missing when the time is over.

import { setTimeout as sleep } from 'node:timers/promises';

/** What an attempt says when it has to be repeated. */
export type NotYet = { notYet: string };

/**
 * Repeats `attempt` until it gives something other than `notYet`.
 * @throws naming what was awaited and the last reason, after `timeoutSeconds`
 */
export async function eventually<T>(
  what: string,
  timeoutSeconds: number,
  attempt: () => Promise<T | NotYet>,
  everyMs = 250,
): Promise<T> {
  const until = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const result = await attempt();
    if (!isNotYet(result)) return result;
    if (Date.now() > until) throw new Error(`waited ${timeoutSeconds} s until ${what}, but ${result.notYet}`);
    await sleep(everyMs);
  }
}

/** Runs `work` over all items, `limit` at a time, and keeps the order of the results. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

function isNotYet(value: unknown): value is NotYet {
  return typeof value === 'object' && value !== null && 'notYet' in value;
}
