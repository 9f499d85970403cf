// The thread in which changes are compared: it computes for seconds, while the rig has to answer its programs.
import { parentPort, workerData } from 'node:worker_threads';
import { type PredictionWork, predictEffects } from './predictions.ts';

const work: PredictionWork = workerData;
parentPort?.postMessage(predictEffects(work));
