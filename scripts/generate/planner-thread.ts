// A planning thread: gets names of environments, sends back their rendered files.
import { parentPort, workerData } from 'node:worker_threads';
import { pack } from './packed-reply.ts';
import { importProduct, planReply } from './planner.ts';

const productUrl: string = workerData;
const product = importProduct(productUrl);

parentPort?.on('message', async (environment: string) => {
  const { packed, transfer } = pack(planReply(await product, environment));
  parentPort?.postMessage(packed, transfer);
});
