// Takes an etcd back to an earlier revision, so that one API server can serve one check after another.

import { listAt, textAt } from './json.ts';

/** A revision of a store that it can be taken back to. */
export type EtcdState = { restore(): Promise<void> };

// etcd's HTTP gateway speaks base64; a zero byte as key and as end means all keys.
const everything = { key: 'AA==', range_end: 'AA==' };

// Some objects are large, and etcd takes requests of up to 1.5 MB and 128 operations.
const operationsAtOnce = 20;

/** Remembers what an etcd holds now. Its history must not be compacted until `restore` is called. */
export async function rememberState(url: string): Promise<EtcdState> {
  const now = await revisions(url);
  return {
    async restore() {
      const then = await revisions(url);
      const added = [...then.keys.keys()].filter((key) => !now.keys.has(key));
      const changed = [...now.keys].filter(([key, revision]) => then.keys.get(key) !== revision);
      const puts = await Promise.all(
        changed.map(async ([key]) => {
          const old = await call(url, 'range', { key, revision: now.revision });
          return { request_put: { key, value: textAt(old, 'kvs', 0, 'value') ?? '' } };
        }),
      );
      const removals = added.map((key) => ({ request_delete_range: { key } }));
      for (let from = 0; from < removals.length; from += operationsAtOnce)
        await call(url, 'txn', { success: removals.slice(from, from + operationsAtOnce) });
      for (const put of puts) await call(url, 'txn', { success: [put] });
    },
  };
}

type Revisions = { revision: string; keys: Map<string, string> };

async function revisions(url: string): Promise<Revisions> {
  const answer = await call(url, 'range', { ...everything, keys_only: true });
  const keys = listAt(answer, 'kvs').map((entry): [string, string] => [
    textAt(entry, 'key') ?? '',
    textAt(entry, 'mod_revision') ?? '',
  ]);
  return { revision: textAt(answer, 'header', 'revision') ?? '', keys: new Map(keys) };
}

async function call(url: string, method: 'range' | 'txn', body: unknown): Promise<unknown> {
  const path = method === 'txn' ? '/v3/kv/txn' : '/v3/kv/range';
  const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`etcd refuses ${path}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
