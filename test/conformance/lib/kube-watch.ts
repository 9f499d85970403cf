// Follows all objects of a kind, over as many connections as it takes.

import { isFields, isKubeObject, type KubeObject } from './json.ts';
import { type KubeConnection, parseAnswer } from './kube-connection.ts';

/** One change that a watch reports. */
export type Change = { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject };

const reopenAfterMs = 300;

/** Reports every object of a collection and each change to one, until stopped; a cut connection is opened again. */
export function follow(
  connection: KubeConnection,
  collection: string,
  report: (change: Change) => void,
): () => void {
  // Version 0 is "whatever the server has": without it the server waits for news that an old etcd never sends.
  const path = `${collection}?watch=true&resourceVersion=0`;
  let stopped = false;
  let current = { end: () => {} };
  const open = () => {
    if (stopped) return;
    current = connection.stream(
      path,
      (response) => {
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            const change = asChange(parseAnswer(line));
            if (change && !stopped) report(change);
          }
        });
      },
      () => setTimeout(open, reopenAfterMs).unref(),
    );
  };
  open();
  return () => {
    stopped = true;
    current.end();
  };
}

function asChange(line: unknown): Change | undefined {
  if (!isFields(line) || !isKubeObject(line.object)) return undefined;
  const { type, object } = line;
  return type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' ? { type, object } : undefined;
}
