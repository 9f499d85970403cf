// Our Python as its tools judge it: unit tests, lint, format and types, all with the Airflow that it is written for.

import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { cacheRoot } from '../lib/cache.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import type { Python } from '../parts/python.ts';
import { expect, type NamedChecks } from './airflow-checks.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const settings = join('dags', 'pyproject.toml');
const suites = ['test/dags', 'test/charts/airflow/scripts'];
/** Folders whose modules are typed together. */
const programs = ['dags', 'charts/airflow/scripts', 'test/conformance/airflow/dags'];

/** Runs the unit tests, ruff and mypy. */
export async function checkPython(
  rig: Rig,
  python: Python,
  checks: NamedChecks,
  report: Report,
): Promise<void> {
  const run = (program: string, ...args: string[]) => runIn(rig, join(python.folder, 'bin', program), args);
  let good = 0;
  let all = 0;
  for (const suite of suites)
    await checks.check(`unit tests of ${suite}`, async () => {
      const { code, output } = await run('python', '-m', 'unittest', 'discover', '-s', suite);
      const tests = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
      const failed = [...output.matchAll(/(?:failures|errors)=(\d+)/g)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
      good += tests - failed;
      all += tests;
      expect(code === 0 && tests > 0, output.trim().split('\n').slice(-12).join('\n'));
    });
  report.tally({ what: 'tests of our Python', good, all });
  const both = [...programs, ...suites];
  await checks.check('ruff has no complaint', async () => {
    const lint = await run(
      'ruff',
      'check',
      '--no-cache',
      '--output-format=concise',
      '--config',
      settings,
      ...both,
    );
    const format = await run('ruff', 'format', '--no-cache', '--check', '--config', settings, ...both);
    expect(lint.code === 0 && format.code === 0, `${lint.output}${format.output}`.trim());
  });
  for (const folder of programs)
    await checks.check(`mypy has no complaint about ${folder}`, async () => {
      const cache = join(cacheRoot(), 'mypy');
      const { code, output } = await run('mypy', '--cache-dir', cache, '--config-file', settings, folder);
      expect(code === 0, output.trim());
    });
}

function runIn(rig: Rig, command: string, args: string[]): Promise<{ code: number; output: string }> {
  const home = rig.dataFolder('python');
  return new Promise((done) => {
    const env = { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: home, PYTHONDONTWRITEBYTECODE: '1' };
    const child = spawn(command, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    child.once('error', (error) => done({ code: -1, output: error.message }));
    child.once('close', (code) => done({ code: code ?? -1, output }));
  });
}
