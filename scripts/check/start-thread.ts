// Starts threads that share what this one has compiled.
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A thread that runs a module. It finds the compiled code of earlier runs where this thread found it. */
export function startThread(module: URL, options: WorkerOptions): Worker {
  // Node appends a folder for its own version to the one that it was given.
  const compiled = getCompileCacheDir();
  const env = compiled ? { ...process.env, NODE_COMPILE_CACHE: dirname(compiled) } : process.env;
  return new Worker(module, { ...options, env });
}
