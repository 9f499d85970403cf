// The generated configuration as Airflow itself reads it: nothing unknown, deprecated or without effect.

import { isFields, listAt, textAt } from '../lib/json.ts';
import type { Airflow } from '../parts/airflow.ts';
import { templateOf } from '../parts/airflow.ts';
import type { Container } from '../parts/airflow-pod.ts';
import { expect, expectSame, type NamedChecks } from './airflow-checks.ts';

/** Checks airflow.cfg and the option variables of all pods, seen from one of them. */
export async function checkConfiguration(
  airflow: Airflow,
  from: Container,
  { check }: NamedChecks,
): Promise<void> {
  await check('config lint finds nothing', async () => {
    const { code, output } = await airflow.run(from, ['airflow', 'config', 'lint']);
    const issues = output.split('\n').filter((line) => /^\s+- /.test(line) && !deliberate.test(line));
    expect(
      code === 0 && /(No|Found) issues/.test(output) && issues.length === 0,
      issues.join('; ') || lastLines(output),
    );
  });
  const [defaults, effective] = await Promise.all([
    // Without the file: `--defaults` lists what the file says too, known or not.
    airflow.run(from, ['env', 'AIRFLOW_CONFIG=/tmp/none.cfg', ...list, '--defaults']),
    airflow.run(from, [...list, '--show-values', '--include-sources']),
  ]);
  const written = optionsOf(configurationText(airflow));
  await check('every option of airflow.cfg and of the variables is one of Airflow', () => {
    const known = new Set(optionsOf(defaults.output.replaceAll(/^# (?=\w+ = )/gm, '')).keys());
    expect(known.size > 300, `config list names ${known.size} options only: ${lastLines(defaults.output)}`);
    const unknown = [...written.keys(), ...variableOptions(airflow)].filter((option) => !known.has(option));
    expect(unknown.length === 0, `Airflow does not know ${[...new Set(unknown)].join(', ')}`);
  });
  await check('every option of airflow.cfg has its value in config list', () => {
    expect(effective.code === 0, lastLines(effective.output));
    const values = optionsOf(effective.output);
    const other = [...written].filter(
      ([option, value]) => values.get(option) !== value && !isVariable(option, from),
    );
    expectSame(
      other.map(([option]) => `${option} = ${values.get(option)}`),
      other.map(([option, value]) => `${option} = ${value}`),
    );
  });
}

// Said of every installation that has another executor than the new default.
const deliberate = /Changed default value of `executor` in `core`.*currently have `CeleryExecutor`/;

const list = ['airflow', 'config', 'list', '--color', 'off'];

function configurationText({ ofKind, standIns }: Airflow): string {
  const text =
    ofKind('ConfigMap')
      .map((one) => textAt(one, 'data', 'airflow.cfg'))
      .find(Boolean) ?? '';
  return [...standIns.texts].reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

/** Options of an ini text as `section.option`, with their values. */
function optionsOf(text: string): Map<string, string> {
  const options = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
    const [, option, value] = /^(\w+) = (.*)$/.exec(line) ?? [];
    if (option) options.set(`${section}.${option}`, value ?? '');
  }
  return options;
}

/** Options that the variables of all pods set. */
function variableOptions({ ofKind }: Airflow): string[] {
  return ['Deployment', 'Job', 'CronJob'].flatMap(ofKind).flatMap((workload) => {
    const pod = templateOf(workload).spec;
    const containers = [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')];
    return containers
      .flatMap((container) => listAt(container, 'env').filter(isFields))
      .flatMap(({ name }) => /^AIRFLOW__(\w+?)__(\w+)$/.exec(String(name)) ?? [])
      .flatMap((_, index, all) =>
        index % 3 === 0 ? [`${all[index + 1]}.${all[index + 2]}`.toLowerCase()] : [],
      );
  });
}

/** Whether a stand-in sets the option in this container: a port, which all would share on one address. */
const isVariable = (option: string, { variables }: Container) =>
  `AIRFLOW__${option.replace('.', '__').toUpperCase()}` in variables;

const lastLines = (output: string) => output.trim().split('\n').slice(-4).join(' ');
