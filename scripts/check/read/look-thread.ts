// A thread that looks at some folders of a tree and sends back what lies in them.
import { parentPort, workerData } from 'node:worker_threads';
import { type FolderShare, lookAtFolder } from './look.ts';

const { root, folders, nowMillis }: FolderShare = workerData;
parentPort?.postMessage(folders.map((name) => lookAtFolder(root, name, nowMillis)));
