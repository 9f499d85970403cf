// Finds free ports on the loopback address.

import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const given = new Set<number>();

// Below the ports from which the system makes outgoing connections: one of those could take a port in between.
const lowest = 20_000;
const highest = 32_000;

/** A port on 127.0.0.1 that nothing listens on and that this run has not handed out before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Starts something on free ports; again on other ones when another program was quicker to take them. */
export async function onFreePorts<T>(start: () => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const taken = error instanceof Error && /address already in use/i.test(error.message);
    if (!taken || attempts <= 1) throw error;
    return onFreePorts(start, attempts - 1);
  }
}

/** Says whether something accepts connections on a loopback port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
