// Looks at a whole tree: here where it is small, and else in threads, while this one loads what judges.
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { startThread } from '../start-thread.ts';
import { type FolderLook, lookAtFolder, lookAtRoot, type TreeLook, treeLook } from './look.ts';

/** Below this many folders, such as environments, starting a thread takes longer than it saves. */
const minFoldersForThreads = 20;
const maxThreads = 3;

/** What lies in a tree, soon. */
export interface Looking {
  /** True when this thread has time until the result comes. */
  isElsewhere: boolean;
  result: Promise<TreeLook>;
}

/** Starts to look at a tree, or at a single file. Throws Node's errors for the root itself. */
export function lookAround(root: string, nowMillis: number): Looking {
  const { folders, beside } = lookAtRoot(root, nowMillis);
  if (folders.length < minFoldersForThreads) {
    const looks = folders.map((name) => lookAtFolder(root, name, nowMillis));
    return { isElsewhere: false, result: Promise.resolve(treeLook([beside, ...looks])) };
  }
  const threads = Math.max(1, Math.min(availableParallelism() - 1, maxThreads));
  const share = Math.ceil(folders.length / threads);
  const looks = Array.from({ length: threads }, (_, thread) =>
    lookElsewhere({ root, folders: folders.slice(thread * share, (thread + 1) * share), nowMillis }),
  );
  const result = Promise.all(looks).then((all) => treeLook([beside, ...all.flat()]));
  // Whoever waits for it gets the error; until then Node must not take it for one that nobody handles.
  result.catch(() => undefined);
  return { isElsewhere: true, result };
}

async function lookElsewhere(workerData: unknown): Promise<FolderLook[]> {
  const thread = startThread(new URL('./look-thread.ts', import.meta.url), { workerData });
  const [looks]: FolderLook[][] = await once(thread, 'message');
  return looks ?? [];
}
