// Turns schemas by kind into a source that judges manifests.
import { createHash } from 'node:crypto';
import type { Manifest } from '../../../crossplane/manifest.ts';
import { judgeRules } from './cel/judge-rules.ts';
import { withDefaults } from './defaults.ts';
import { canonical } from './equal.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { SchemaSource, SchemaVerdict } from './source.ts';
import { type KindSchema, kindKey } from './structural.ts';
import { type Findings, walk } from './walk.ts';

/** Judges by the given kinds; of two schemas of the same kind the last one counts. */
export function sourceOfKinds(
  name: string,
  kinds: readonly KindSchema[],
  fingerprint = fingerprintOf(kinds),
): SchemaSource {
  const known = new Map(kinds.map((kind) => [kindKey(kind.apiVersion, kind.kind), kind]));
  return lazySource(name, fingerprint, (key) => known.get(key));
}

/** Judges by kinds that are looked up when the first manifest of the kind comes. */
export function lazySource(
  name: string,
  fingerprint: string,
  find: (key: string) => KindSchema | undefined,
): SchemaSource {
  const shapes = new Map<string, Shape | undefined>();
  const shapeFor = ({ apiVersion, kind }: Manifest): Shape | undefined => {
    const key = kindKey(apiVersion, kind);
    if (shapes.has(key)) return shapes.get(key);
    const schema = find(key);
    const shape = schema && shapeOf(schema);
    // What is not known is not remembered: a hostile tree could fill the memory with kinds.
    if (shape) shapes.set(key, shape);
    return shape;
  };
  return {
    name,
    fingerprint,
    judge: (manifest) => {
      const shape = shapeFor(manifest);
      return shape && judgeBy(shape, manifest);
    },
    judgeChange: (before, after) => {
      const shape = shapeFor(after);
      return shape && judgeBy(shape, after, before);
    },
  };
}

/** Asks each source in turn until one knows the kind. */
export function firstThatKnows(sources: readonly SchemaSource[]): SchemaSource {
  return {
    name: sources.map(({ name }) => name).join(', then '),
    fingerprint: sources.map(({ fingerprint }) => fingerprint).join(' '),
    judge: (manifest) => firstVerdict(sources, (source) => source.judge(manifest)),
    judgeChange: (before, after) => firstVerdict(sources, (source) => source.judgeChange(before, after)),
  };
}

function firstVerdict(
  sources: readonly SchemaSource[],
  ask: (source: SchemaSource) => SchemaVerdict | undefined,
): SchemaVerdict | undefined {
  for (const source of sources) {
    const verdict = ask(source);
    if (verdict) return verdict;
  }
  return undefined;
}

function judgeBy(shape: Shape, manifest: Manifest, before?: Manifest): SchemaVerdict {
  const found: Findings = { problems: [], sites: [], notEvaluated: new Set() };
  const value = withDefaults(shape, manifest);
  walk(shape, value, [], found);
  // Like the server: an object that does not fit its schema is not shown to rules that rely on the schema.
  if (found.problems.length === 0 && found.sites.length > 0)
    judgeRules(shape, found, value, before && withDefaults(shape, before));
  return { problems: found.problems, notEvaluated: [...found.notEvaluated] };
}

/** A hash of what schemas mean: other schemas, another hash. */
export function fingerprintOf(kinds: readonly KindSchema[]): string {
  const hash = createHash('sha256');
  for (const kind of kinds) hash.update(canonical(kind));
  return hash.digest('hex').slice(0, 16);
}
