// Points out the environments that have an object and in which it stays as it is, while it changes elsewhere.
import type { ChangeGroup } from './report.ts';
import type { TreePair } from './trees/tree-pair.ts';

/** Groups with `unchangedIn` filled in; the folders of other environments are listed at most once each. */
export function unchangedEnvironments(groups: readonly ChangeGroup[], pair: TreePair): ChangeGroup[] {
  const needed = groups.filter(({ type }) => type === 'changed');
  if (needed.length === 0) return [...groups];
  const environments = pair.environments('to');
  if (environments.length < 2) return [...groups];
  return groups.map((group) => {
    const { type, changes, differentIn } = group;
    const [first] = changes;
    if (type !== 'changed' || !first || first.environment === '') return group;
    const touched = new Set([...group.environments, ...differentIn]);
    const rest = environments.filter((name) => !touched.has(name));
    const path = first.file.slice(first.environment.length);
    return {
      ...group,
      unchangedIn: pair
        .existing(rest.map((name) => `${name}${path}`))
        .map((file) => file.split('/')[0] ?? ''),
    };
  });
}
