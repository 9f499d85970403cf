// Names of the IAM roles of an environment or of the hub, so that every part derives the same ARN.
import type { Installation } from '../envs/index.ts';

/** Name of a role without its path, for example `helical-prod-airflow-scheduler`. */
export function roleName(environment: Pick<Installation, 'name'>, role: string): string {
  return `helical-${environment.name}-${role}`;
}

/** ARN of a role. All roles share the path `/helical/`, which permissions boundaries refer to. */
export function roleArn(environment: Pick<Installation, 'name' | 'account'>, role: string): string {
  return `arn:aws:iam::${environment.account.accountId}:role/helical/${roleName(environment, role)}`;
}
