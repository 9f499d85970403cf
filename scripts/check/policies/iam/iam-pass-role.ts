// Rule policies/iam-pass-role: roles are passed and assumed by name.
import { show } from '../../../../envs/validate/show.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { means } from '../kit/iam-actions.ts';
import { grantsIn } from '../kit/iam-grants.ts';

export const iamPassRole = environmentRule({
  id: 'policies/iam-pass-role',
  title: 'Roles are passed and assumed by name',
  why: 'Who can hand any role to a machine, or become it, has the rights of the mightiest.',
  fix: 'Name the roles, and with iam:PassRole the service in a condition on iam:PassedToService.',
  standards: ['CKV_AWS_110', 'CKV_AWS_286', 'AVD-AWS-0342'],
  *check(environment) {
    for (const { object, path, statement, isEffective } of grantsIn(environment, 'identity')) {
      const { name, actions, resources, conditions } = statement;
      const grants = (wanted: string) =>
        isEffective(wanted) && actions.some((action) => action !== '*' && means(action, wanted));
      const passes = grants('iam:PassRole');
      const assumes = grants('sts:AssumeRole');
      if (!passes && !assumes) continue;
      const verb = passes ? 'pass' : 'assume';
      const wide = resources.find((resource) => resource.includes('*'));
      if (wide) yield { object, path, what: `${name} allows to ${verb} every role of ${show(wide)}.` };
      if (passes && !conditions.some(({ key }) => /^iam:PassedToService$/i.test(key))) {
        yield { object, path, what: `${name} allows to pass a role to any service.` };
      }
    }
  },
});
