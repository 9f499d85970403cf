// Ports of the rig: free when they are chosen, and chosen again when another program is quicker.
import { createServer } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { accepts, freePort, onFreePorts } from '../conformance/lib/ports.ts';

test('no port is given twice', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
  assert.is(new Set(ports).size, ports.length);
});

test('says whether something listens', async () => {
  const port = await freePort();
  assert.not(await accepts(port));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  assert.ok(await accepts(port));
  await new Promise((resolve) => server.close(resolve));
});

test('starts again on other ports when one was taken meanwhile', async () => {
  let starts = 0;
  const port = await onFreePorts(async () => {
    starts += 1;
    if (starts === 1) throw new Error('etcd ended: listen tcp 127.0.0.1:2379: bind: address already in use');
    return freePort();
  });
  assert.ok(port > 0);
  assert.is(starts, 2);
});

test('gives up after three starts, and at once for another reason', async () => {
  for (const [words, wanted] of [
    ['bind: Address already in use', 3],
    ['unknown flag', 1],
  ] as const) {
    let starts = 0;
    try {
      await onFreePorts(async () => {
        starts += 1;
        throw new Error(words);
      });
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), words);
    }
    assert.is(starts, wanted);
  }
});

test.run();
