// Rule policies/iam-public: no policy admits everybody.
import { objectRule } from '../../kit/make-rule.ts';
import type { Statement } from '../kit/iam-documents.ts';
import { allowing } from '../kit/iam-statements.ts';

const callerKeys =
  /^(aws:(Principal(Arn|Account|OrgID|OrgPaths)|Source(Arn|Account|OrgID|Vpc|Vpce|VpcArn)|ResourceAccount)|kms:CallerAccount)$/i;

const readsOrBecomes = /^(s3:(Get|List)[A-Za-z]*|sts:AssumeRoleWithWebIdentity)$/;

function isOpen({ use, actions, principals, conditions }: Statement): boolean {
  if (!principals.some(({ name }) => name === '*')) return false;
  if (conditions.some(({ key }) => callerKeys.test(key))) return false;
  // Package managers and registries read buckets of AWS through an endpoint; nothing can be carried out that way.
  return use !== 'endpoint' || !actions.every((action) => readsOrBecomes.test(action));
}

export const iamPublic = objectRule({
  id: 'policies/iam-public',
  title: 'No policy admits everybody',
  why: 'Anybody with any AWS account, or with none, can use it.',
  fix: 'Name the principals, or add a condition on aws:PrincipalAccount or kms:CallerAccount.',
  standards: ['CKV_AWS_60', 'CKV_AWS_70', 'CKV_AWS_168', 'CKV_AWS_169', 'CKV_AWS_33'],
  *check(object) {
    for (const { path, statement } of allowing(object)) {
      if (isOpen(statement)) yield { path, what: `${statement.name} admits everybody.` };
    }
  },
});
