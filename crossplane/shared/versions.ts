// Engine versions that stay within their parameter group family, because a parameter group can't change its own.
import type { ChangeRule } from '../engine/spec.ts';

/** The rule of a version field. `families` names the parameter group family of each version that there is. */
export function withinFamily<Version extends string>(
  families: Readonly<Record<Version, string>>,
  fix: string,
): ChangeRule<Version> {
  const table = `{${Object.entries(families)
    .map(([version, family]) => `'${version}': '${family}'`)
    .join(', ')}}`;
  return {
    cel: `${table}[self] == ${table}[oldSelf] && ${number('self')} >= ${number('oldSelf')}`,
    holds: (after, before) => families[after] === families[before] && minorOf(after) >= minorOf(before),
    message: `can’t go back or leave its parameter group family: ${fix}`,
  };
}

const number = (version: string) => `int(${version}.split('.')[1])`;

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
