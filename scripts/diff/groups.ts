// Collapses the same change of many environments to one entry, and finds the environment that differs.
import { type FieldChange, type Level, levels } from './change.ts';
import { withoutOwnName } from './own-names.ts';
import type { ChangeGroup, ReportChange, ReportEffect } from './report.ts';

/** Rank of a level; what has none ranks below all. */
export function rankOf(level: Level | undefined): number {
  return level === undefined ? -1 : levels.indexOf(level);
}

/** The worst level of effects that nobody accepted. */
export function worstOf(effects: readonly ReportEffect[]): Level | undefined {
  let worst: Level | undefined;
  for (const { level, acceptedBy } of effects) {
    if (acceptedBy === undefined && rankOf(level) > rankOf(worst)) worst = level;
  }
  return worst;
}

/** Worst first; those of one level by rule, object and environment. */
export function sortEffects(effects: readonly ReportEffect[]): ReportEffect[] {
  const order = ({ rule, object, environment }: ReportEffect) => `${rule} ${object} ${environment}`;
  return [...effects].sort((a, b) => rankOf(b.level) - rankOf(a.level) || compareText(order(a), order(b)));
}

/** Groups of changes, worst first. `unchangedIn` is filled in by `withUnchanged`. */
export function groupChanges(
  changes: readonly ReportChange[],
  effects: readonly ReportEffect[],
): ChangeGroup[] {
  const names = new Set(changes.map(({ environment }) => environment));
  const byObject = Map.groupBy(changes, (change) =>
    [change.application, change.kind, neutral(change.object, change.environment, names)].join('\0'),
  );
  const effectsByChange = Map.groupBy(effects, ({ environment, file }) => `${environment}\0${file}`);
  const groups: ChangeGroup[] = [];
  for (const [, sameObject] of byObject) {
    const variants = Map.groupBy(sameObject, (change) => signature(change, names));
    for (const [, same] of variants) groups.push(groupOf(same, sameObject, effectsByChange));
  }
  return groups.sort(
    (a, b) =>
      rankOf(b.level) - rankOf(a.level) ||
      compareText(sortText(a), sortText(b)) ||
      b.environments.length - a.environments.length ||
      compareText(a.environments[0] ?? '', b.environments[0] ?? ''),
  );
}

function sortText({ application, object }: ChangeGroup): string {
  // What AWS is asked for follows from the rest, and is shown behind it.
  return `${application === 'preview' ? '~' : ''}${application} ${object}`;
}

function groupOf(
  same: readonly ReportChange[],
  sameObject: readonly ReportChange[],
  effectsByChange: ReadonlyMap<string, readonly ReportEffect[]>,
): ChangeGroup {
  const [first] = same;
  if (!first) throw new Error('A group has at least one change.');
  const effects = sortEffects(
    same.flatMap(({ environment, file, object }) =>
      (effectsByChange.get(`${environment}\0${file}`) ?? []).filter((effect) => effect.object === object),
    ),
  );
  const environments = same.map(({ environment }) => environment);
  return {
    type: first.type,
    application: first.application,
    kind: first.kind,
    object: first.object,
    environments,
    changes: same,
    fields: first.fields,
    effects,
    level: worstOf(effects),
    differentIn: sameObject
      .map(({ environment }) => environment)
      .filter((environment) => !environments.includes(environment)),
    unchangedIn: [],
  };
}

/** Two changes with the same signature are the same change, apart from the names of their environments. */
function signature({ type, environment, fields }: ReportChange, names: ReadonlySet<string>): string {
  const text = (change: FieldChange) => JSON.stringify([change.path, change.from, change.to]);
  return `${type} ${neutral(fields.map(text).join('\n'), environment, names)}`;
}

function neutral(text: string, environment: string, names: ReadonlySet<string>): string {
  return names.size < 2 ? text : withoutOwnName(text, environment);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
