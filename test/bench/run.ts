// `npm run bench`: times "generate" against `cdk8s synth` of the same objects, in turns, and `check` against kubeconform; prints ratio and reach.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CheckMedians, measureCheck } from './check.ts';
import { type Measurement, measure, median } from './measure.ts';
import { assertSameObjects } from './same-objects.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const cdk8s = fileURLToPath(new URL('../../node_modules/cdk8s-cli/bin/cdk8s', import.meta.url));

/** Largest accepted ratio of generate to `cdk8s synth`, by number of environments. */
const reachOfRatio: Record<number, number> = { 3: 0.5, 100: 0.4 };
const reachOfRerun = 0.5;
const reachOfPeakMiB = 512;
/** As fast as kubeconform at least, which looks at schemas alone. */
const reachOfCheck = 1;
const reachOfRecheck = 15;
/** An environment among 100 may cost this much of an environment among 10. */
const reachOfGrowth = 1.1;

interface Medians {
  cold: number;
  rerun: number;
  synth: number;
  peakMiB: number;
  synthPeakMiB: number;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    counts: { type: 'string', default: '3,10,100' },
    /** `generate` or `check`; both when absent. */
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const counts = values.counts.split(',').map(Number);
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
let missed = 0;

try {
  const results = new Map<number, Medians>();
  for (const count of values.only === 'check' ? [] : counts) {
    const medians = await compare(count);
    results.set(count, medians);
    report(count, medians);
  }
  reportGrowth(results.get(10), results.get(100));
  if (counts.includes(100) && values.only !== 'generate')
    reportCheck(await measureCheck({ here, scratch, rounds, count: 100 }));
} finally {
  // Only now: on ext4, making files is slow for seconds after many were removed.
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;

/** Runs both sides in turns, so that a busy moment of the machine hits both. */
async function compare(count: number): Promise<Medians> {
  const cold: Measurement[] = [];
  const rerun: Measurement[] = [];
  const synth: Measurement[] = [];
  for (let round = 0; round < rounds; round++) {
    const base = join(scratch, `${count}-${round}`);
    const generate = [
      `${here}cli.ts`,
      String(count),
      `${base}-cache`,
      'generate',
      '--quiet',
      '--out',
      `${base}-ours`,
    ];
    cold.push(await measure(generate, `${base}-cold`));
    rerun.push(await measure(generate, `${base}-rerun`));
    const app = `${process.execPath} ${here}cdk8s-app.ts`;
    synth.push(
      await measure([cdk8s, 'synth', '--app', app, '--output', `${base}-synth`], `${base}-cdk8s`, {
        BENCH_COUNT: String(count),
        CDK8S_CHECK_UPGRADE: 'false',
      }),
    );
    if (round === 0) assertSameObjects(`${base}-ours`, `${base}-synth`);
  }
  return {
    cold: median(cold.map(({ seconds }) => seconds)),
    rerun: median(rerun.map(({ seconds }) => seconds)),
    synth: median(synth.map(({ seconds }) => seconds)),
    peakMiB: Math.max(...[...cold, ...rerun].map(({ peakMiB }) => peakMiB)),
    synthPeakMiB: Math.max(...synth.map(({ peakMiB }) => peakMiB)),
  };
}

function report(count: number, { cold, rerun, synth, peakMiB, synthPeakMiB }: Medians): void {
  console.log(`\n${count} environments (median of ${rounds} runs)`);
  console.log(`  generate, cold         ${show(cold)}   peak ${peakMiB.toFixed(0)} MiB`);
  console.log(`  generate, no changes   ${show(rerun)}`);
  console.log(`  cdk8s synth            ${show(synth)}   peak ${synthPeakMiB.toFixed(0)} MiB`);
  judge('cold to synth', cold / synth, reachOfRatio[count]);
  judge('re-run to cold', rerun / cold, reachOfRerun);
  judge('peak MiB', peakMiB, reachOfPeakMiB);
}

function reportGrowth(ten: Medians | undefined, hundred: Medians | undefined): void {
  if (!ten || !hundred) return;
  const among = { ten: ten.cold / 10, hundred: hundred.cold / 100 };
  console.log('\nCost of one environment');
  console.log(`  among 10: ${show(among.ten)}, among 100: ${show(among.hundred)}`);
  judge('100 to 10', among.hundred / among.ten, reachOfGrowth);
}

function reportCheck({ cold, kubeconform, again, bareNode, peakMiB, files }: CheckMedians): void {
  console.log(`\ncheck of ${files} files, nothing skipped (median of ${rounds} runs)`);
  console.log(`  check, no cache        ${show(cold)}   peak ${peakMiB.toFixed(0)} MiB`);
  console.log(`  kubeconform v0.7.0     ${show(kubeconform)}`);
  console.log(`  check, one file edited ${show(again)}`);
  console.log(`  node -e 0              ${show(bareNode)}`);
  judge('check to kubeconform', cold / kubeconform, reachOfCheck);
  judge('re-check to node -e 0', again / bareNode, reachOfRecheck);
  judge('peak MiB', peakMiB, reachOfPeakMiB);
}

function judge(name: string, value: number, reach: number | undefined): void {
  const number = value.toFixed(value < 10 ? 2 : 0);
  const isMissed = reach !== undefined && value > reach;
  if (isMissed) missed++;
  console.log(
    `  ${name}: ${number}${reach === undefined ? '' : ` (reach: at most ${reach}${isMissed ? ', MISSED' : ''})`}`,
  );
}

function show(seconds: number): string {
  return `${seconds.toFixed(2).padStart(6)} s`;
}
