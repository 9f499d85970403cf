// Checks environments in this thread, or in several others where that is faster.
import { availableParallelism } from 'node:os';
import { inspect } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { CacheStore } from './cache/store.ts';
import { type EnvironmentOutcome, type EnvironmentWork, runEnvironment } from './environment-run.ts';
import { type JudgeConfiguration, judgesOf } from './judges.ts';
import { startThread } from './start-thread.ts';

/** Environments to check, and what every thread needs for it. */
export interface SpreadRequest extends JudgeConfiguration {
  work: readonly EnvironmentWork[];
  cache?: { folder: string; key: string };
  /** Number of threads; with 1 there is none but this. */
  jobs?: number;
}

/** What a thread sends back. */
export type ThreadReply = { outcome: EnvironmentOutcome } | { failure: string };

/** Below this many files, starting a thread takes longer than it saves. */
const minFilesForThreads = 1500;
/** Each thread compiles the schemas for itself. */
const maxThreads = 4;
const threadLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 24 };
/** A thread gets its next environment before it has finished the last, because this thread answers late. */
const environmentsAhead = 2;

/** Checks every environment; their order in the result is that of the work. */
export async function runEnvironments(request: SpreadRequest): Promise<EnvironmentOutcome[]> {
  const outcomes = new Map<string, EnvironmentOutcome>();
  const take = (outcome: EnvironmentOutcome) => outcomes.set(outcome.environment, outcome);
  const waiting = [...request.work];
  const jobs = jobsFor(request);
  // Threads have limits of memory, and this one has not; so where there are several, they do all of it.
  const threads = Array.from({ length: jobs === 1 ? 0 : jobs }, () => startChecking(request));
  try {
    await Promise.all(threads.map((thread) => keepBusy(thread, waiting, take)));
    await workHere(request, waiting, take);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return request.work.map(({ environment }) => {
    const outcome = outcomes.get(environment);
    if (!outcome) throw new Error(`Nothing came of ${environment}.`);
    return outcome;
  });
}

function jobsFor({ work, jobs }: SpreadRequest): number {
  const files = work.reduce((sum, one) => sum + one.files.length, 0);
  const useful = files < minFilesForThreads ? 1 : Math.min(availableParallelism(), maxThreads);
  return Math.max(1, Math.min(jobs ?? useful, work.length));
}

function startChecking({ selection, schemas, cache }: SpreadRequest): Worker {
  return startThread(new URL('./check-thread.ts', import.meta.url), {
    workerData: { selection, schemas, cache },
    resourceLimits: threadLimits,
  });
}

function keepBusy(
  thread: Worker,
  waiting: EnvironmentWork[],
  take: (outcome: EnvironmentOutcome) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const send = () => {
      const work = waiting.shift();
      if (work) thread.postMessage(work);
      if (work) sent++;
      else if (sent === 0) resolve();
    };
    thread.on('error', reject);
    thread.on('message', (reply: ThreadReply) => {
      sent--;
      if ('failure' in reply) reject(new Error(reply.failure));
      else {
        take(reply.outcome);
        send();
      }
    });
    for (let ahead = 0; ahead < environmentsAhead; ahead++) send();
  });
}

async function workHere(
  { selection, schemas, cache }: SpreadRequest,
  waiting: EnvironmentWork[],
  take: (outcome: EnvironmentOutcome) => void,
): Promise<void> {
  if (waiting.length === 0) return;
  const judges = await judgesOf({ selection, schemas });
  const store = cache && new CacheStore(cache.folder, cache.key);
  for (let work = waiting.shift(); work; work = waiting.shift()) {
    take(runEnvironment(judges, work, store));
  }
}

/** One environment, as a thread does it; never throws, so that a thread can report every problem. */
export function threadReply(run: () => EnvironmentOutcome): ThreadReply {
  try {
    return { outcome: run() };
  } catch (error) {
    return { failure: inspect(error) };
  }
}
