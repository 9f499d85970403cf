// Runs our mappings in the real exporter: node test/charts/observability/conformance/statsd.ts PATH_OF_STATSD_EXPORTER
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { statsdMappingFile } from '../../../../charts/observability/statsd-mappings.ts';
import { expectedSeries, statsdLines } from './statsd-samples.ts';

const ports = { statsd: 29_125, metrics: 29_102 };

/** Sends the samples to the program `exporter`; returns a line for each series that is missing or too much. */
export async function checkStatsd(exporter: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'statsd-'));
  const mappings = join(folder, 'mappings.yml');
  writeFileSync(mappings, statsdMappingFile());
  const program = spawn(
    exporter,
    [
      `--statsd.mapping-config=${mappings}`,
      `--statsd.listen-udp=127.0.0.1:${ports.statsd}`,
      '--statsd.listen-tcp=',
      `--web.listen-address=127.0.0.1:${ports.metrics}`,
    ],
    { stdio: 'ignore' },
  );
  const failed = once(program, 'error').then(([error]) => Promise.reject(error));
  try {
    await Promise.race([failed, untilReady()]);
    await send(statsdLines);
    return await differences();
  } finally {
    program.kill();
    rmSync(folder, { recursive: true });
  }
}

async function untilReady(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`http://127.0.0.1:${ports.metrics}/-/ready`).catch(() => undefined);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error('the exporter was not ready within 10 seconds');
}

async function send(lines: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const line of lines) {
    await new Promise<void>((resolve, reject) => {
      socket.send(line, ports.statsd, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
    });
  }
  socket.close();
}

/** What differs once the exporter has worked off every line; it does so in steps, so a difference gets ten seconds. */
async function differences(): Promise<string[]> {
  let problems: string[] = [];
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`http://127.0.0.1:${ports.metrics}/metrics`);
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

if (import.meta.main) {
  const problems = await checkStatsd(process.argv[2] ?? 'statsd_exporter');
  console.log(problems.length > 0 ? problems.join('\n') : `${expectedSeries.length} series as expected`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
