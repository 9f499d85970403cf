// Sends what Airflow sends to the real exporter, and looks at the series that our mappings make of it.

import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { statsdMappingFile } from '../../../charts/observability/statsd-mappings.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { startStatsdExporter } from '../parts/statsd-exporter.ts';
import { expectedSeries, statsdLines } from './statsd-samples.ts';

/** Runs the check; it needs no cluster. */
export async function checkStatsd(rig: Rig, report: Report): Promise<void> {
  const mappings = join(rig.dataFolder('statsd'), 'mappings.yml');
  writeFileSync(mappings, statsdMappingFile());
  const exporter = await startStatsdExporter(rig, mappings);
  const problems = await rig.log.step('series of the metrics that Airflow sends', async () => {
    await send(exporter.statsd, statsdLines);
    return differences(exporter.metrics);
  });
  for (const why of problems) report.failed({ where: 'charts/observability/statsd-mappings.ts', why });
  const missing = problems.filter((why) => why.startsWith('missing')).length;
  const good =
    problems.length > 0
      ? Math.min(expectedSeries.length - missing, expectedSeries.length - 1)
      : expectedSeries.length;
  report.passed(good);
  report.tally({ what: 'metric series as expected', good, all: expectedSeries.length });
}

async function send(port: number, lines: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const line of lines) {
    await new Promise<void>((resolve, reject) => {
      socket.send(line, port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
    });
  }
  socket.close();
}

/** What differs once the exporter has worked off every line; it does so in steps, so a difference gets ten seconds. */
async function differences(port: number): Promise<string[]> {
  let problems: string[] = [];
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const lines = (await response.text()).split('\n');
    problems = compare(lines.filter((line) => /^(airflow|other)/.test(line) && !line.includes('_bucket{')));
    const actions = lines.flatMap(
      (line) => /^statsd_exporter_events_actions_total\S+ (\d+)/.exec(line)?.[1] ?? [],
    );
    const workedOff = actions.reduce((sum, count) => sum + Number(count), 0);
    if (problems.length === 0 && workedOff === statsdLines.length) return [];
    await delay(100);
  }
  return problems.length > 0 ? problems : ['the exporter did not get every line within 10 seconds'];
}

function compare(found: readonly string[]): string[] {
  return [
    ...expectedSeries.filter((line) => !found.includes(line)).map((line) => `missing: ${line}`),
    ...found.filter((line) => !expectedSeries.includes(line)).map((line) => `too much: ${line}`),
  ];
}
