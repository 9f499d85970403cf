// Plans and renders environments, in this thread or spread over several.
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { type PackedReply, unpack } from './packed-reply.ts';
import type { RenderedFile } from './planned-file.ts';
import type { Product, ProductModule } from './product.ts';
import { render } from './serialize.ts';

/** What came of planning one environment. */
export type PlanReply = { environment: string } & (
  | { type: 'files'; files: readonly RenderedFile[] }
  | { type: 'findings'; findings: readonly Finding[] }
  | { type: 'failure'; message: string }
);

/** What to plan, and whom to tell. */
export interface PlanRequest {
  product: Product;
  /** URL that threads import the same product from. */
  productUrl: string;
  names: readonly string[];
  /** Number of threads; with 1 there is none but this. */
  jobs: number;
  /** Takes the files of an environment as soon as they are there, in any order of environments. */
  onPlanned(environment: string, files: readonly RenderedFile[]): void;
  onProgress(done: number): void;
}

/** Imports the module of a product and loads it. */
export async function importProduct(url: string): Promise<Product> {
  const module: ProductModule = await import(url);
  return module.loadProduct();
}

/** Plans and renders one environment; never throws, so that a thread can report every problem. */
export function planReply(product: Product, environment: string): PlanReply {
  try {
    return { type: 'files', environment, files: product.plan(environment).map(render) };
  } catch (error) {
    if (error instanceof FindingsError) return { type: 'findings', environment, findings: error.findings };
    return { type: 'failure', environment, message: inspect(error) };
  }
}

/** Plans the named environments. Throws a `FindingsError` with the findings of all, in the order of the names. */
export async function planEnvironments(request: PlanRequest): Promise<void> {
  const { product, names, jobs, onPlanned, onProgress } = request;
  const findings = new Map<string, readonly Finding[]>();
  let done = 0;
  const take = (reply: PlanReply): void => {
    const { environment, type } = reply;
    if (type === 'failure') throw new Error(`Planning ${environment} failed.\n${reply.message}`);
    if (type === 'findings') findings.set(environment, reply.findings);
    else onPlanned(environment, reply.files);
    onProgress(++done);
  };
  if (jobs > 1) await planInThreads(request, take);
  else for (const name of names) take(planReply(product, name));
  if (findings.size > 0) throw new FindingsError(names.flatMap((name) => findings.get(name) ?? []));
}

/** Threads get their next environment before they have finished the last, because this thread answers late. */
const environmentsAhead = 2;
/** A thread needs about 60 MiB; without limits its garbage grows to several times of that. */
const threadLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 24 };

/** Plans in this thread and in others at once. */
async function planInThreads(request: PlanRequest, take: (reply: PlanReply) => void): Promise<void> {
  const waiting = [...request.names];
  const threads = Array.from({ length: Math.min(request.jobs, waiting.length) - 1 }, () =>
    startThread(request),
  );
  try {
    await Promise.all([
      ...threads.map((thread) => keepBusy(thread, waiting, take)),
      planHere(request, waiting, take),
    ]);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function startThread({ productUrl }: PlanRequest): Worker {
  return new Worker(new URL('./planner-thread.ts', import.meta.url), {
    workerData: productUrl,
    resourceLimits: threadLimits,
  });
}

function keepBusy(thread: Worker, waiting: string[], take: (reply: PlanReply) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const send = () => {
      const name = waiting.shift();
      if (name) thread.postMessage(name);
      if (name) sent++;
      else if (sent === 0) resolve();
    };
    thread.on('error', reject);
    thread.on('message', (reply: PackedReply) => {
      sent--;
      try {
        take(unpack(reply));
        send();
      } catch (error) {
        reject(error);
      }
    });
    for (let ahead = 0; ahead < environmentsAhead; ahead++) send();
  });
}

async function planHere(
  { product }: PlanRequest,
  waiting: string[],
  take: (reply: PlanReply) => void,
): Promise<void> {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    take(planReply(product, name));
    await setImmediate();
  }
}
