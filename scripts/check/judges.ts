// Puts together what a run judges with: the selected rules, and the schemas.
import type { Judges } from './checker.ts';
import type { EnvironmentRule, ObjectRule } from './rule.ts';
import { rules } from './rules.ts';
import { schemaRules } from './schema/rules.ts';
import { isSelected, type Selection } from './selection.ts';
import { openSources } from './sources.ts';

/** What a thread needs to judge as the others do. */
export interface JudgeConfiguration {
  selection: Selection;
  /** Folder of custom resource definitions; absent for the embedded schemas alone. */
  schemas?: string;
}

export async function judgesOf({ selection, schemas }: JudgeConfiguration): Promise<Judges> {
  const selected = rules.filter((rule) => isSelected(selection, rule));
  const withSchemas = schemaRules.some((rule) => isSelected(selection, rule));
  return {
    objectRules: selected.filter((rule): rule is ObjectRule => rule.scope === 'object'),
    environmentRules: selected.filter((rule): rule is EnvironmentRule => rule.scope === 'environment'),
    sources: withSchemas ? await openSources(schemas) : [],
    withSchemas,
  };
}
