// The paths of all patches of an environment's compositions, with the places in the schemas that they lead to.
import { type At, type Fields, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment } from '../rule.ts';
import { embeddedSchema } from '../schema/embedded.ts';
import { metadataSchema } from '../schema/metadata.ts';
import { type KindSchema, kindKey } from '../schema/structural.ts';
import { type Composed, type CompositionPlace, compositeSchema, compositionsOf } from './compositions.ts';
import { follow, type Place, parseFieldPath, type Room, type Step } from './field-path.ts';

/** Whose field a path of a patch means. */
export type Side = 'composite' | 'composed' | 'environment';

/** One path of a patch. */
export interface PatchPath extends At<string> {
  readonly side: Side;
  /** True for what the patch reads, false for what it writes. */
  readonly reads: boolean;
  /** Undefined where the text is no field path. */
  readonly steps: readonly Step[] | undefined;
  readonly place: Place;
}

/** One patch with its paths. */
export interface PatchPlace {
  readonly composition: CompositionPlace;
  readonly resource: Composed;
  readonly value: Fields;
  readonly paths: readonly PatchPath[];
}

const sides: Readonly<Record<string, readonly [from: Side, to: Side]>> = {
  FromCompositeFieldPath: ['composite', 'composed'],
  ToCompositeFieldPath: ['composed', 'composite'],
  CombineFromComposite: ['composite', 'composed'],
  CombineToComposite: ['composed', 'composite'],
  FromEnvironmentFieldPath: ['environment', 'composed'],
  ToEnvironmentFieldPath: ['composed', 'environment'],
};

const anywhere: Place = { leads: 'anywhere' };
const cache = new WeakMap<CheckedEnvironment, readonly PatchPlace[]>();

/** Kept, since compositions of all environments make the same kinds, and places are remembered by schema. */
const schemas = new Map<string, KindSchema | undefined>();

function schemaOf(apiVersion: string, kind: string): KindSchema | undefined {
  const key = kindKey(apiVersion, kind);
  if (!schemas.has(key)) schemas.set(key, embeddedSchema(key));
  return schemas.get(key);
}

/** All patches of the compositions of an environment. */
export function patchesOf(environment: CheckedEnvironment): readonly PatchPlace[] {
  const known = cache.get(environment);
  if (known) return known;
  const found = compositionsOf(environment).flatMap((composition) => {
    const composite = compositeSchema(environment, composition.apiVersion, composition.kind);
    return composition.resources.flatMap((resource) => {
      const composed = schemaOf(resource.apiVersion, resource.kind);
      const rooms: Record<Side, Room | undefined> = {
        composite: composite && { schema: composite, definitions: {} },
        composed,
        environment: undefined,
      };
      return resource.patches.map((patch) => ({
        composition,
        resource,
        value: patch.value,
        paths: pathsOf(patch, rooms),
      }));
    });
  });
  cache.set(environment, found);
  return found;
}

function pathsOf({ path, value }: At<Fields>, rooms: Record<Side, Room | undefined>): PatchPath[] {
  const [from, to] = sides[text(value.type) ?? 'FromCompositeFieldPath'] ?? ['environment', 'environment'];
  const found: PatchPath[] = [];
  const add = (at: string, read: string | undefined, side: Side, reads: boolean) => {
    if (read === undefined) return;
    const steps = parseFieldPath(read);
    found.push({
      path: at,
      value: read,
      side,
      reads,
      steps,
      place: steps ? placeOf(rooms[side], side, steps, read) : anywhere,
    });
  };
  const single = text(value.fromFieldPath);
  add(`${path}.fromFieldPath`, single, from, true);
  for (const variable of itemsAt(fields(value.combine).variables, `${path}.combine.variables`)) {
    add(`${variable.path}.fromFieldPath`, text(variable.value.fromFieldPath), from, true);
  }
  add(`${path}.toFieldPath`, text(value.toFieldPath) ?? single, to, false);
  return found;
}

/** A side whose schema is not known takes anything. */
function placeOf(room: Room | undefined, side: Side, steps: readonly Step[], path: string): Place {
  if (!room || steps[0] === 'apiVersion' || steps[0] === 'kind') return anywhere;
  if (steps[0] === 'metadata')
    return follow({ schema: metadataSchema, definitions: {} }, steps.slice(1), path);
  // Crossplane adds these fields to every composite resource.
  if (side === 'composite' && (steps[1] === 'crossplane' || steps[1] === 'conditions')) return anywhere;
  return follow(room, steps, path);
}
