// Names of the IAM roles that ServiceAccounts of operators take on (IRSA).
import { roleArn } from '../crossplane/roles.ts';
import type { Environment } from '../envs/index.ts';

/** The annotations that bind a ServiceAccount to the role. STS is asked in the region, where its VPC endpoint is. */
export function irsaAnnotations(environment: Environment, role: string): Record<string, string> {
  return {
    'eks.amazonaws.com/role-arn': roleArn(environment, role),
    'eks.amazonaws.com/sts-regional-endpoints': 'true',
  };
}
