// Rule policies/iam-confused-deputy: services of AWS are trusted for one account or source.
import { objectRule } from '../../kit/make-rule.ts';
import { allowing } from '../kit/iam-statements.ts';

/** Services that take a role for what somebody in its own account makes; AWS documents no source for them. */
const ownAccountServices = ['ec2.amazonaws.com', 'cloudtrail.amazonaws.com'];

const sourceKeys =
  /^(aws:Source(Arn|Account|OrgID|OrgPaths)|kms:(EncryptionContext:.+|CallerAccount|ViaService))$/i;

export const iamConfusedDeputy = objectRule({
  id: 'policies/iam-confused-deputy',
  title: 'Services of AWS are trusted for one account or source',
  why: 'Somebody in another account makes the service act on our resource: it is allowed to, whoever asks.',
  fix: 'Add a condition on aws:SourceAccount or aws:SourceArn.',
  standards: ['CKV_AWS_364', 'CKV_AWS_70'],
  *check(object) {
    for (const { path, statement } of allowing(object)) {
      const { name, use, principals, conditions } = statement;
      const service = principals.find((one) => one.type === 'Service');
      if (!service || (use === 'trust' && ownAccountServices.includes(service.name))) continue;
      if (conditions.some(({ key }) => sourceKeys.test(key))) continue;
      yield { path, what: `${name} trusts ${service.name}, whoever it acts for.` };
    }
  },
});
