// Two environments of one tree as a pair: everything of the one against everything of the other.
import { inputError } from '../input-error.ts';
import type { TreePair } from './tree-pair.ts';

/** Pairs two environments of the later side of `pair`. Throws a `FindingsError` that names the environments there are. */
export function betweenPair(pair: TreePair, left: string, right: string): TreePair {
  const known = pair.environments('to');
  for (const name of [left, right]) {
    if (known.includes(name)) continue;
    throw inputError({
      rule: 'diff/unknown-environment',
      where: { file: pair.to.label },
      what: `There is no environment ${JSON.stringify(name)}.`,
      why: 'Both environments must be in the tree.',
      fix: `Use two of ${known.join(', ')}.`,
    });
  }
  return {
    ...pair,
    from: { ...pair.to, label: `${left} (${pair.to.label})` },
    to: { ...pair.to, label: `${right} (${pair.to.label})` },
    files: [
      ...pair.filesOf('to', left).map(({ path, ref }) => ({ path, from: ref })),
      ...pair.filesOf('to', right).map(({ path, ref }) => ({ path, to: ref })),
    ],
    environments: (side) => [side === 'from' ? left : right],
    filesOf: (side) => pair.filesOf('to', side === 'from' ? left : right),
  };
}
