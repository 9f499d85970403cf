// Names of the IAM roles that ServiceAccounts of operators take on (IRSA).
import type { Environment } from '../envs/index.ts';

/** ARN of the environment's role for `role`, for example `karpenter`. */
export function roleArn(environment: Environment, role: string): string {
  return `arn:aws:iam::${environment.account.accountId}:role/helical/helical-${environment.name}-${role}`;
}

/** The annotations that bind a ServiceAccount to the role. STS is asked in the region, where its VPC endpoint is. */
export function irsaAnnotations(environment: Environment, role: string): Record<string, string> {
  return {
    'eks.amazonaws.com/role-arn': roleArn(environment, role),
    'eks.amazonaws.com/sts-regional-endpoints': 'true',
  };
}
