// The thread in which mutants are judged: it computes for minutes, while the rig has to answer its programs.
import { parentPort, workerData } from 'node:worker_threads';
import { judgeMutants, type MutantWork } from './mutation-judges.ts';

const work: MutantWork = workerData;
parentPort?.postMessage(await judgeMutants(work));
