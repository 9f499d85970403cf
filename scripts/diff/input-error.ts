// Input that can't be compared: a base that does not exist, a shallow clone, a folder without manifests.
import type { Finding } from '../../envs/finding.ts';
import { FindingsError } from '../../envs/finding.ts';

/** Stops the command with exit code 2; says what is wrong, why that matters and what to do. */
export function inputError(finding: Omit<Finding, 'severity'>): FindingsError {
  return new FindingsError([{ ...finding, severity: 'error' }]);
}
