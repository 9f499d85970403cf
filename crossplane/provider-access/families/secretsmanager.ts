// What Crossplane may do in AWS for entries in Secrets Manager.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, useKeys } from '../family-access.ts';

/** Rights of provider-aws-secretsmanager. */
export const secretsmanager: FamilyAccess = {
  kinds: ['Secret', 'SecretPolicy', 'SecretRotation'],
  // Neither GetSecretValue nor PutSecretValue: Crossplane makes entries and never sees what is in them.
  statements: (names) => [
    allow(
      'ManageSecrets',
      [
        'secretsmanager:CancelRotateSecret',
        'secretsmanager:CreateSecret',
        'secretsmanager:DeleteResourcePolicy',
        'secretsmanager:DeleteSecret',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:PutResourcePolicy',
        'secretsmanager:RotateSecret',
        'secretsmanager:TagResource',
        'secretsmanager:UntagResource',
        'secretsmanager:UpdateSecret',
        'secretsmanager:ValidateResourcePolicy',
      ],
      [names.arn('secretsmanager', `secret:helical/${names.environment}/*`)],
    ),
    useKeys(names, ['secretsmanager']),
  ],
};
