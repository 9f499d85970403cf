// What Crossplane may do in AWS for keys.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look } from '../family-access.ts';

/** Rights of provider-aws-kms. */
export const kms: FamilyAccess = {
  kinds: ['Alias', 'Key'],
  // Administration only: the policies of our keys let nobody use them through these rights.
  statements: (names) => {
    const keys = [names.arn('kms', 'key/*')];
    return [
      allow('MakeKeys', ['kms:CreateKey', 'kms:TagResource'], ['*'], names.tagging),
      allow(
        'ManageKeys',
        [
          'kms:CreateAlias',
          'kms:DeleteAlias',
          'kms:DescribeKey',
          'kms:EnableKeyRotation',
          'kms:GetKeyPolicy',
          'kms:GetKeyRotationStatus',
          'kms:ListResourceTags',
          'kms:PutKeyPolicy',
          'kms:ScheduleKeyDeletion',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:UpdateAlias',
          'kms:UpdateKeyDescription',
        ],
        keys,
        names.tagged,
      ),
      allow(
        'ManageAliases',
        ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
        [names.arn('kms', `alias/helical-${names.environment}-*`)],
      ),
      look(names, ['kms:ListAliases']),
    ];
  },
};
