// Patches of compositions read and write fields that both kinds have.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { fields, list } from '../kit/read.ts';
import type { Place } from './field-path.ts';
import { patchesOf } from './patch-places.ts';

export const patchPath = environmentRule({
  id: 'crossplane/patch-path',
  title: 'Patches read and write fields that exist',
  why: 'A patch from a field that does not exist never applies, and one to such a field makes the API server refuse the resource.',
  fix: 'Correct the path, or add the field to the definition.',
  *check(environment) {
    for (const { composition, resource, paths } of patchesOf(environment)) {
      for (const { path, value, side, steps, place } of paths) {
        const owner = side === 'composite' ? composition.kind : resource.kind;
        if (!steps) {
          yield { object: resource.object, path, what: `${show(value)} is no field path.` };
          continue;
        }
        if (place.leads !== 'nowhere') continue;
        yield {
          object: resource.object,
          path,
          what: `${owner} has no field ${show(value)}: nothing is called ${show(place.at)} there.`,
          fix: `${didYouMean(place.at, place.accepted)}${place.accepted.length > 0 ? `Fields there: ${place.accepted.slice(0, 20).join(', ')}.` : ''}`.trim(),
        };
      }
    }
  },
});

/** The one type that a schema asks for; undefined where it leaves a choice. */
function typeOf(place: Place): string | undefined {
  if (place.leads !== 'there' || place.schema['x-kubernetes-int-or-string']) return undefined;
  const { type } = place.schema;
  return type === 'number' ||
    type === 'string' ||
    type === 'integer' ||
    type === 'boolean' ||
    type === 'array' ||
    type === 'object'
    ? type
    : undefined;
}

/** The models of the provider call whole numbers "number", too. */
function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}

export const patchType = environmentRule({
  id: 'crossplane/patch-type',
  title: 'Patches write values of the type of the field',
  why: 'The API server refuses the resource.',
  fix: 'Add a transform of type convert, or patch another field.',
  *check(environment) {
    for (const { resource, value, paths } of patchesOf(environment)) {
      if (list(value.transforms).length > 0 || value.combine !== undefined) continue;
      const [from, to] = paths;
      const [given, wanted] = [from && typeOf(from.place), to && typeOf(to.place)];
      if (!from || !to || !given || !wanted || given === wanted || (isNumeric(given) && isNumeric(wanted)))
        continue;
      yield {
        object: resource.object,
        path: to.path,
        what: `${show(to.value)} takes ${wanted}, ${show(from.value)} is ${given}.`,
      };
    }
  },
});

/** What every object has. */
const alwaysThere = ['metadata.name', 'metadata.namespace', 'metadata.uid'];

export const patchRequired = environmentRule({
  id: 'crossplane/patch-required',
  title: 'A patch of a required field waits for its source',
  why: 'Without it, Crossplane makes the resource with a hole in it: the API server refuses it, or AWS makes something else.',
  fix: 'Set policy.fromFieldPath to Required.',
  *check(environment) {
    for (const { resource, value, paths } of patchesOf(environment)) {
      const target = paths.find(({ reads }) => !reads);
      if (fields(value.policy).fromFieldPath === 'Required' || target?.side !== 'composed') continue;
      // An external name may be missing: AWS assigns it then.
      const isNeeded =
        target.value === 'metadata.name' || (target.place.leads === 'there' && target.place.required);
      if (!isNeeded) continue;
      for (const { path, value: source, reads, place } of paths) {
        if (!reads || alwaysThere.includes(source)) continue;
        if (place.leads === 'there' && place.required && !source.startsWith('status')) continue;
        yield {
          object: resource.object,
          path,
          what: `${show(target.value)} is needed, ${show(source)} may be missing, and the patch does not wait for it.`,
        };
      }
    }
  },
});
