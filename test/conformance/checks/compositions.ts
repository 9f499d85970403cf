// Shows random specs of every cloud API to Crossplane's renderer and to our preview, and compares the two.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { apiVersion } from '../../../crossplane/engine/cloud-api.ts';
import { composition, compositionName } from '../../../crossplane/engine/composition.ts';
import { preview } from '../../../crossplane/engine/preview.ts';
import { cloudApis } from '../../../crossplane/index.ts';
import { differences, tellDifference, withoutAdditions } from '../lib/compare.ts';
import {
  copy,
  type Fields,
  fieldsAt,
  isFields,
  isKubeObject,
  type KubeObject,
  listAt,
  textAt,
} from '../lib/json.ts';
import { goMemory } from '../lib/process.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { goTools } from '../lib/tools.ts';
import type { Options } from '../options.ts';
import { type FunctionName, startFunction } from '../parts/crossplane.ts';
import { specsWithin } from './random-spec.ts';

type Api = (typeof cloudApis)[number];
type Renderer = { composition: unknown; functions: { [name: string]: string } };

const functionNames: FunctionName[] = ['function-patch-and-transform', 'function-auto-ready'];
const namespace = 'conformance';

/** A renderer waits for its functions most of the time, so more of them than cores pay. */
const renderersAtOnce = 6;

/** Runs the check over all cloud APIs. */
export async function checkCompositions(rig: Rig, report: Report, options: Options): Promise<void> {
  // CI judges a change, not its luck: the same specs every time. Elsewhere every run sees new ones.
  const seed = options.seed ?? (process.env.CI === 'true' ? 1 : Math.floor(Math.random() * 2 ** 31));
  const functions: { [name: string]: string } = {};
  for (const name of functionNames) {
    const port = await startFunction(rig, name, ['--insecure']);
    // An address and not a name: the resolver of gRPC would ask DNS for it at every render.
    functions[name] = `127.0.0.1:${port}`;
  }
  const program = join(await goTools('crossplane', rig.log.note), 'render-batch');
  let good = 0;
  let all = 0;
  const jobs = cloudApis.flatMap((api) => api.variants.map((variant) => ({ api, variant })));
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { api, variant } = job;
      const each = Math.ceil(options.specs / api.variants.length);
      const name = compositionName(api, variant);
      const wrong = await rig.log.step(
        `random specs of ${name}`,
        () => differing(program, functions, api, variant, each, seed),
        (found) => `${each - found.length} of ${each} equal`,
      );
      const [first] = wrong;
      if (first) report.failed({ where: `Composition ${name} (--seed ${seed})`, why: first });
      good += each - wrong.length;
      all += each;
    }
  };
  await Promise.all(Array.from({ length: renderersAtOnce }, work));
  report.passed(good);
  report.tally({ what: 'random specs', good, all });
}

/** What differs for each random spec that is read differently, the simplest spec first. */
async function differing(
  program: string,
  functions: Renderer['functions'],
  api: Api,
  variant: string,
  count: number,
  seed: number,
): Promise<string[]> {
  const specs = fc.sample(specsWithin(api.spec), { numRuns: count, seed });
  const xrs = specs.map((spec) => compositeOf(api, variant, isFields(spec) ? spec : {}));
  const answers = await render(program, { composition: composition(api, variant), functions }, xrs);
  if (answers.length !== xrs.length)
    throw new Error(`the renderer answered ${answers.length} of ${xrs.length} times`);
  const wrong = xrs.flatMap((xr, index) => {
    const why = compare(api, variant, xr, answers[index]);
    return why ? [{ why, size: JSON.stringify(xr).length, xr }] : [];
  });
  return wrong
    .sort((a, b) => a.size - b.size)
    .map(({ why, xr }) => `${why}\n  spec: ${JSON.stringify(xr.spec)}`);
}

function compare(api: Api, variant: string, xr: KubeObject, answer: unknown): string | undefined {
  const error = textAt(answer, 'error');
  if (error) return `the renderer says: ${error}`;
  const previews = preview(api, variant, { ...xr, metadata: { name: xr.metadata.name, namespace } }).filter(
    isKubeObject,
  );
  const rendered = listAt(answer, 'composed').filter(isComposed);
  const idOf = (object: Fields) =>
    textAt(object, 'metadata', 'annotations', 'crossplane.io/composition-resource-name');
  const missing = previews.filter(
    (one) =>
      !rendered.some((other) => other.kind === one.kind && nameOfRendered(other) === one.metadata.name),
  );
  if (missing[0]) return `the renderer makes no ${missing[0].kind} ${missing[0].metadata.name}`;
  for (const object of rendered) {
    const wanted = previews.find(
      (one) => one.kind === object.kind && one.metadata.name === nameOfRendered(object),
    );
    if (!wanted) return `no preview shows the ${object.kind} that the renderer makes of ${idOf(object)}`;
    const got = withoutAdditions(
      { ...object, metadata: { ...object.metadata, name: nameOfRendered(object), namespace } },
      wanted,
    );
    const [difference] = differences(withoutAdditions(wanted, wanted), got, false);
    if (difference) return `${object.kind} ${wanted.metadata.name}: ${tellDifference(difference)}`;
  }
  return undefined;
}

const nameOfRendered = (object: KubeObject) => object.metadata.name;

function isComposed(value: unknown): value is KubeObject {
  return isKubeObject(value);
}

/** A composite resource whose status is known already, as it is once AWS has answered. */
function compositeOf(api: Api, variant: string, spec: Fields): KubeObject {
  const fields = Object.keys(fieldsAt(api.status, 'properties'));
  const status = Object.fromEntries(
    fields.map((field) => [field, known(field, fieldsAt(api.status, 'properties', field))]),
  );
  return {
    apiVersion,
    kind: api.kind,
    metadata: { name: 'some', namespace },
    spec: { ...copy(spec), crossplane: { compositionRef: { name: compositionName(api, variant) } } },
    status,
  };
}

function known(field: string, schema: Fields): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return 4711;
  if (schema.type === 'boolean') return true;
  return `known-${field}`;
}

/** Renders composite resources one after another in a single process; the answers come in the same order. */
function render(program: string, job: Renderer, xrs: KubeObject[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], {
      env: { ...process.env, ...goMemory },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const answers: unknown[] = [];
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk;
    });
    createInterface({ input: child.stdout }).on('line', (line) => answers.push(JSON.parse(line)));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve(answers)
        : reject(new Error(`the renderer ended with ${code}: ${complaints.slice(0, 2000)}`)),
    );
    child.stdin.on('error', () => {});
    for (const line of [job, ...xrs]) child.stdin.write(`${JSON.stringify(line)}\n`);
    child.stdin.end();
  });
}
