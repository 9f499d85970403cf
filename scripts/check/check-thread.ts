// A checking thread: gets environments, sends back what came of them.
import { parentPort, workerData } from 'node:worker_threads';
import { CacheStore } from './cache/store.ts';
import { type EnvironmentWork, runEnvironment } from './environment-run.ts';
import { judgesOf } from './judges.ts';
import { type SpreadRequest, threadReply } from './spread.ts';

const { selection, schemas, cache }: Omit<SpreadRequest, 'work'> = workerData;
const judges = judgesOf({ selection, schemas });
const store = cache && new CacheStore(cache.folder, cache.key);

parentPort?.on('message', async (work: EnvironmentWork) => {
  const ready = await judges;
  parentPort?.postMessage(threadReply(() => runEnvironment(ready, work, store)));
});
