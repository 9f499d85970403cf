// Shared by all effect rules: the fields of an effect that follow from its change.
import type { Effect, ObjectChange } from '../change.ts';
import { objectName } from '../object-name.ts';

/** What a rule says itself; environment, object and file come from the change. */
export type OwnPart = Pick<Effect, 'rule' | 'level' | 'what' | 'why' | 'fix'> & {
  readonly fields?: readonly string[];
};

/** An effect on the object of a change. */
export function effectOf(change: ObjectChange, own: OwnPart): Effect {
  return {
    rule: own.rule,
    level: own.level,
    environment: change.environment,
    object: objectName(change),
    file: (change.to ?? change.from)?.file ?? '',
    fields: own.fields ?? [],
    what: own.what,
    why: own.why,
    fix: own.fix,
  };
}
