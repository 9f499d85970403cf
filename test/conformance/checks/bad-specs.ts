// Shows specs that must be refused to the API server and to our own checks; both must name the same field.

import fc from 'fast-check';
import { changeFindings } from '../../../crossplane/change-findings.ts';
import { compositeFindings } from '../../../crossplane/composite-findings.ts';
import { type AnyCloudApi, apiVersion } from '../../../crossplane/engine/cloud-api.ts';
import { compositionName } from '../../../crossplane/engine/composition.ts';
import { cloudApis } from '../../../crossplane/index.ts';
import { type Fields, fieldsAt, type KubeObject, listAt, textAt } from '../lib/json.ts';
import { type Answer, type KubeClient, wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import { badChanges, badSpecs, goodFields } from './bad-specs-table.ts';
import { specsWithin } from './random-spec.ts';

const namespace = 'default';
const seed = 1;

/** What must be refused: a spec, or a change to one. */
export type Case = { what: string; field: string; before?: KubeObject; object: KubeObject };

/** The table, and every immutable field of every API with another value. */
export function badCases(): Case[] {
  const made = badSpecs.map(({ kind, fields, field, why }) => ({
    what: `${kind} ${field}: ${why}`,
    field,
    object: composite(apiOf(kind), fields),
  }));
  const changed = badChanges.map(({ kind, before, after, field, why }) => ({
    what: `${kind} ${field}: ${why}`,
    field,
    before: composite(apiOf(kind), before),
    object: composite(apiOf(kind), after),
  }));
  return [...made, ...changed, ...cloudApis.flatMap(immutableCases)];
}

/** The fields that our own checks name for a case. */
export function refusedOffline({ before, object }: Case): string[] {
  const findings = before ? changeFindings(before, object, 'test') : compositeFindings(object, 'test');
  return findings.map(({ where }) => /(?<= spec\.)\S+$/.exec(where.path ?? '')?.[0] ?? String(where.path));
}

/** Shows every case to a server that knows the XRDs. Returns how many are refused as they must be. */
export async function checkBadSpecs(
  client: KubeClient,
  report: Report,
): Promise<{ refused: number; all: number }> {
  const cases = badCases();
  let refused = 0;
  for (const [index, found] of cases.entries()) {
    // Crossplane takes its time to let go of an object, so no two share a name.
    const one = renamed(found, `bad-${index}`);
    const offline = refusedOffline(one);
    const server = await fieldsRefusedBy(client, one);
    const missing = [
      offline.includes(one.field) ? [] : `our own checks name ${offline.join(', ') || 'nothing'}`,
      server.fields.includes(one.field) ? [] : `the API server says: ${server.words || 'nothing'}`,
    ].flat();
    if (missing.length === 0) refused += 1;
    else report.failed({ where: one.what, why: `is not refused by its field: ${missing.join('; ')}` });
  }
  return { refused, all: cases.length };
}

function renamed({ before, object, ...rest }: Case, name: string): Case {
  const metadata = { name, namespace };
  return { ...rest, object: { ...object, metadata }, ...(before ? { before: { ...before, metadata } } : {}) };
}

async function fieldsRefusedBy(
  client: KubeClient,
  { before, object }: Case,
): Promise<{ fields: string[]; words: string }> {
  if (!before) return refusalOf(await client.create(object, { dryRun: true }));
  const made = await client.create(before);
  if (made.status >= 400) return { fields: [], words: `the good spec is refused: ${wordsOf(made)}` };
  // Crossplane writes to the object meanwhile, so the change names no version of it.
  const change = { spec: object.spec };
  const path = `${await client.path(object)}?dryRun=All`;
  const answer = await client.send('PATCH', path, change, 'application/merge-patch+json');
  await client.remove(before);
  return refusalOf(answer);
}

function refusalOf(answer: Answer): { fields: string[]; words: string } {
  if (answer.status < 400) return { fields: [], words: '' };
  const fields = listAt(answer.body, 'details', 'causes').flatMap((cause) => textAt(cause, 'field') ?? []);
  return { fields: fields.map((field) => field.replace(/^spec\./, '')), words: wordsOf(answer) };
}

/** Each immutable field at the top of a spec, once with another value. */
function immutableCases(api: AnyCloudApi): Case[] {
  const fields = Object.entries(fieldsAt(api.spec, 'properties')).filter(([, schema]) =>
    Boolean(fieldsAt(schema).immutable),
  );
  return fields.flatMap(([field, schema]) => {
    const before = composite(api, {});
    const old = fieldsAt(before, 'spec')[field];
    const others = fc.sample(specsWithin(fieldsAt(schema)), { numRuns: 50, seed });
    const other = others.find((value) => JSON.stringify(value) !== JSON.stringify(old));
    if (old === undefined || other === undefined) return [];
    const object = composite(api, { [field]: other });
    return [{ what: `${api.kind} ${field}: it is immutable`, field, before, object }];
  });
}

/** A composite resource with a random good spec, the same every time, and `fields` laid over it. */
function composite(api: AnyCloudApi, fields: Fields): KubeObject {
  const spec = { ...goodSpec(api), ...fields };
  return { apiVersion, kind: api.kind, metadata: { name: 'bad', namespace }, spec };
}

const good = new Map<AnyCloudApi, Fields>();

function goodSpec(api: AnyCloudApi): Fields {
  const known = good.get(api);
  if (known) return known;
  const [first = 'default'] = api.variants;
  const crossplane = { compositionRef: { name: compositionName(api, first) } };
  const fixed = { crossplane, ...goodFields[api.kind] };
  const specs = fc.sample(specsWithin(api.spec), { numRuns: 2000, seed });
  const fitting = specs
    .map((spec) => ({ ...fieldsAt(spec), ...fixed }))
    .find((spec) => api.rules.every((rule) => rule.holds(spec)));
  if (!fitting) throw new Error(`no random spec of ${api.kind} keeps its rules: state some in goodFields`);
  good.set(api, fitting);
  return fitting;
}

function apiOf(kind: string): AnyCloudApi {
  const api = cloudApis.find((candidate) => candidate.kind === kind);
  if (!api) throw new Error(`no cloud API ${kind}`);
  return api;
}
