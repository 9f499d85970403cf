// Status fields of composite resources are filled by their compositions.
import { show } from '../../../envs/validate/show.ts';
import { environmentRule } from '../kit/make-rule.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { compositeSchema, compositionsOf } from './compositions.ts';
import { patchesOf } from './patch-places.ts';

/** The status fields that each composition fills, without what follows the first step below `status`. */
function filledFields(environment: CheckedEnvironment): Map<CheckedObject, Set<string>> {
  const filled = new Map<CheckedObject, Set<string>>();
  for (const { composition, paths } of patchesOf(environment)) {
    const own = filled.get(composition.object) ?? new Set<string>();
    filled.set(composition.object, own);
    for (const { side, reads, steps } of paths) {
      if (side === 'composite' && !reads && steps?.[0] === 'status') own.add(String(steps[1]));
    }
  }
  return filled;
}

export const statusNeverFilled = environmentRule({
  id: 'crossplane/status-never-filled',
  title: 'Status fields that a composition reads are filled by it',
  why: 'The patch waits for ever, and the resource is never made.',
  fix: 'Fill the field with a patch to the composite resource.',
  *check(environment) {
    const filled = filledFields(environment);
    for (const { composition, paths } of patchesOf(environment)) {
      for (const { path, side, reads, steps } of paths) {
        const field = steps?.[1];
        if (
          side !== 'composite' ||
          !reads ||
          steps?.[0] !== 'status' ||
          field === undefined ||
          field === 'conditions'
        )
          continue;
        if (filled.get(composition.object)?.has(String(field))) continue;
        yield {
          object: composition.object,
          path,
          what: `No patch of the composition fills ${show(`status.${field}`)}.`,
        };
      }
    }
  },
});

export const statusUnfilled = environmentRule({
  id: 'crossplane/status-unfilled',
  severity: 'warning',
  title: 'Status fields of a definition are filled by a composition',
  why: 'Readers of the status wait for a value that never comes.',
  fix: 'Fill the field, or delete it from the definition.',
  *check(environment) {
    const filled = filledFields(environment);
    const byKind = Map.groupBy(
      compositionsOf(environment),
      ({ apiVersion, kind }) => `${apiVersion}/${kind}`,
    );
    for (const [first, ...others] of byKind.values()) {
      if (!first) continue;
      const status =
        compositeSchema(environment, first.apiVersion, first.kind)?.properties?.status?.properties ?? {};
      const variants = [first, ...others];
      for (const field of Object.keys(status)) {
        if (field === 'conditions' || variants.some(({ object }) => filled.get(object)?.has(field))) continue;
        yield {
          object: first.object,
          path: 'spec.compositeTypeRef',
          what: `No composition of ${first.kind} fills status.${field}.`,
        };
      }
    }
  },
});
