// Counts changes by environment and application, for the overview of every report.

import type { Level } from './change.ts';
import { compareText, rankOf } from './groups.ts';
import type {
  ApplicationSummary,
  ChangeType,
  Counts,
  EnvironmentSummary,
  ReportChange,
  ReportEffect,
} from './report.ts';
import type { TreePair } from './trees/tree-pair.ts';

/** One line for each environment that is not the same on both sides. */
export function summarise(
  changes: readonly ReportChange[],
  effects: readonly ReportEffect[],
  pair: Pick<TreePair, 'environments'>,
): EnvironmentSummary[] {
  const groups = [...Map.groupBy(changes, ({ environment }) => environment)];
  const needsNames = groups.some(([, own]) => !own.some(({ type }) => type === 'changed'));
  const names = needsNames ? { from: pair.environments('from'), to: pair.environments('to') } : undefined;
  const levels = worstLevels(effects, ({ environment }) => environment);
  return groups
    .map(([name, own]): EnvironmentSummary => {
      const isNew = names?.to.includes(name) && !names.from.includes(name);
      const isGone = names?.from.includes(name) && !names.to.includes(name);
      return {
        name,
        type: isNew ? 'created' : isGone ? 'deleted' : 'changed',
        counts: countTypes(own),
        level: levels.get(name),
        applications: applicationsOf(name, own, effects),
      };
    })
    .sort((a, b) => compareText(a.name, b.name));
}

function applicationsOf(
  environment: string,
  changes: readonly ReportChange[],
  effects: readonly ReportEffect[],
): ApplicationSummary[] {
  const applications = new Map(changes.map(({ file, application }) => [file, application]));
  const own = effects.filter((effect) => effect.environment === environment);
  const levels = worstLevels(own, ({ file }) => applications.get(file) ?? file.split('/').at(-2) ?? '');
  return [...Map.groupBy(changes, ({ application }) => application)]
    .map(([name, changed]) => ({ name, counts: countTypes(changed), level: levels.get(name) }))
    .sort((a, b) => compareText(a.name, b.name));
}

function worstLevels(
  effects: readonly ReportEffect[],
  keyOf: (effect: ReportEffect) => string,
): Map<string, Level> {
  const worst = new Map<string, Level>();
  for (const effect of effects) {
    const key = keyOf(effect);
    if (effect.acceptedBy === undefined && rankOf(effect.level) > rankOf(worst.get(key)))
      worst.set(key, effect.level);
  }
  return worst;
}

/** Number of changes by type. */
export function countTypes(changes: Iterable<{ readonly type: ChangeType }>): Counts {
  const counts: Record<ChangeType, number> = { created: 0, deleted: 0, changed: 0, moved: 0, replaced: 0 };
  for (const { type } of changes) counts[type]++;
  return counts;
}
