// Rules that tie a field to the composition that a composite resource names.
import type { SpecRule } from '../engine/spec.ts';

/** A spec with the composition that its composite resource names, which only the full spec says. */
export type WithComposition<Spec> = Spec & { crossplane?: { compositionRef?: { name: string } } };

/** What goes with some compositions of an API, and with no other. */
export interface CompositionRule<Spec> {
  field: string;
  /** Names of the compositions, for example `audittrails-locked`. */
  compositions: readonly string[];
  /** CEL over `self`: true when the spec is one for these compositions. */
  cel: string;
  /** The same in TypeScript. */
  fits(spec: Spec): boolean;
  message: string;
}

/** A rule that holds when the spec fits the named composition, or when none is named yet. */
export function goesWith<Spec>(rule: CompositionRule<Spec>): SpecRule<WithComposition<Spec>> {
  const { field, compositions, cel, fits, message } = rule;
  const names = compositions.map((name) => `'${name}'`).join(', ');
  return {
    field,
    cel: `!has(self.crossplane) || !has(self.crossplane.compositionRef) || (self.crossplane.compositionRef.name in [${names}]) == (${cel})`,
    holds: (spec) =>
      spec.crossplane?.compositionRef === undefined ||
      compositions.includes(spec.crossplane.compositionRef.name) === fits(spec),
    message,
  };
}
