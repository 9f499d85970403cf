// statsd_exporter: turns Airflow's metrics into series for Prometheus.

import { join } from 'node:path';
import { freePort, onFreePorts } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';

/** The ports of a running exporter: UDP for what comes in, HTTP for what Prometheus would fetch. */
export type StatsdExporter = { statsd: number; metrics: number };

/** Starts the exporter with a file of mappings. */
export function startStatsdExporter(rig: Rig, mappings: string): Promise<StatsdExporter> {
  return onFreePorts(() => startOnPorts(rig, mappings));
}

async function startOnPorts(rig: Rig, mappings: string): Promise<StatsdExporter> {
  const command = join(await goTools('statsd-exporter', rig.log.note), 'statsd_exporter');
  const [statsd, metrics] = [await freePort(), await freePort()];
  const args = [
    `--statsd.mapping-config=${mappings}`,
    `--statsd.listen-udp=127.0.0.1:${statsd}`,
    '--statsd.listen-tcp=',
    `--web.listen-address=127.0.0.1:${metrics}`,
  ];
  const ready = async () => (await fetch(`http://127.0.0.1:${metrics}/-/ready`)).ok;
  await rig.run({ name: 'statsd-exporter', command, args }, ready, 20);
  return { statsd, metrics };
}
