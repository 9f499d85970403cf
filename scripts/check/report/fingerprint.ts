// Identifies a finding across commits: the same mistake in the same object, wherever its line has moved.
import { hash } from 'node:crypto';
import type { CheckFinding } from '../finding.ts';

/** A name for each finding, in their order. Those that differ in nothing else are numbered. */
export function fingerprints(findings: readonly CheckFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const base = hash('sha256', JSON.stringify(identity(finding))).slice(0, 32);
    const number = (seen.get(base) ?? 0) + 1;
    seen.set(base, number);
    return `${base}:${number}`;
  });
}

/** Neither lines nor numbers of items: both move when somebody adds something above. */
function identity({ rule, environment, object, where, what }: CheckFinding): unknown[] {
  const path = where.path?.replace(/\[\d+\]/g, '[]') ?? '';
  const place = object
    ? [environment, object.apiVersion, object.kind, object.namespace ?? '', object.name]
    : where.file;
  return [rule, place, path, what];
}
