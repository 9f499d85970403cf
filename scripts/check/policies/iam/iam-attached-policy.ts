// Rule policies/iam-attached-policy: no administrator policy of AWS is attached.
import { objectRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

const mightyPolicies =
  /:policy\/(job-function\/)?(AdministratorAccess(-.*)?|PowerUserAccess|SystemAdministrator|IAMFullAccess|[A-Za-z0-9]+FullAccess(V\d)?)$/;

export const iamAttachedPolicy = objectRule({
  id: 'policies/iam-attached-policy',
  title: 'No administrator policy of AWS is attached',
  why: 'It allows everything in one service or in all, also what AWS adds later.',
  fix: 'Write a policy of what is needed.',
  standards: ['CKV_AWS_274', 'CKV2_AWS_56'],
  kinds: (['Role', 'User', 'Group'] as const).flatMap((kind) => [
    `iam.aws.m.upbound.io/${kind}PolicyAttachment` as const,
    `iam.aws.upbound.io/${kind}PolicyAttachment` as const,
  ]),
  *check({ manifest }) {
    const { policyArn } = fields(fields(manifest.spec).forProvider);
    if (typeof policyArn !== 'string' || !mightyPolicies.test(policyArn)) return;
    yield { path: 'spec.forProvider.policyArn', what: `${policyArn} is attached.` };
  },
});
