// Plans and renders environments, in this thread or spread over several.
import { Worker } from 'node:worker_threads';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import type { RenderedFile } from './planned-file.ts';
import type { Product, ProductModule } from './product.ts';
import { render } from './serialize.ts';

/** What a planning thread sends back for one environment. */
export type PlanReply =
  | { type: 'files'; environment: string; files: RenderedFile[] }
  | { type: 'findings'; environment: string; findings: readonly Finding[] }
  | { type: 'failure'; environment: string; message: string };

/** The files of one environment, by name. */
export type RenderedEnvironments = Map<string, RenderedFile[]>;

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
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { type: 'failure', environment, message };
  }
}

/**
 * The rendered files of the named environments, in the order of the names.
 * Throws a `FindingsError` with the findings of all of them.
 */
export async function planEnvironments(
  product: Product,
  productUrl: string,
  names: readonly string[],
  jobs: number,
  onProgress: (done: number) => void,
): Promise<RenderedEnvironments> {
  const replies =
    jobs > 1
      ? await planInThreads(productUrl, names, Math.min(jobs, names.length), onProgress)
      : names.map((name, index) => {
          onProgress(index);
          return planReply(product, name);
        });
  const findings = replies.flatMap((reply) => (reply.type === 'findings' ? reply.findings : []));
  if (findings.length > 0) throw new FindingsError(findings);
  const rendered: RenderedEnvironments = new Map();
  for (const reply of replies) {
    if (reply.type === 'failure') throw new Error(`Planning ${reply.environment} failed.\n${reply.message}`);
    if (reply.type === 'files') rendered.set(reply.environment, reply.files);
  }
  return rendered;
}

async function planInThreads(
  productUrl: string,
  names: readonly string[],
  threads: number,
  onProgress: (done: number) => void,
): Promise<PlanReply[]> {
  const replies = new Map<string, PlanReply>();
  const waiting = [...names];
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./planner-thread.ts', import.meta.url), { workerData: productUrl });
      const next = () => {
        const name = waiting.shift();
        if (name) worker.postMessage(name);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('message', (reply: PlanReply) => {
        replies.set(reply.environment, reply);
        onProgress(replies.size);
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: threads }, runThread));
  // Threads end in any order; the result must not show it.
  return names.flatMap((name) => replies.get(name) ?? []);
}
