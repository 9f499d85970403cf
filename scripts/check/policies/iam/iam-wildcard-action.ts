// Rule policies/iam-wildcard-action: IAM policies name the actions that change something.
import { show } from '../../../../envs/validate/show.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { matching } from '../kit/iam-actions.ts';
import { grantsIn } from '../kit/iam-grants.ts';
import { harmless } from '../kit/iam-statements.ts';

export const iamWildcardAction = environmentRule({
  id: 'policies/iam-wildcard-action',
  title: 'IAM policies name the actions that change something',
  why: 'A wildcard also grants what AWS adds later, and hides what is granted today.',
  fix: 'Write the actions down. A wildcard is right for actions that only read, such as ec2:Describe*.',
  standards: ['CKV_AWS_62', 'CKV_AWS_63', 'CKV2_AWS_40', 'AVD-AWS-0057', 'AVD-AWS-0345'],
  *check(environment) {
    for (const { object, path, statement, isEffective } of grantsIn(environment)) {
      // An endpoint carries what the policies of identities allow; who may use it is another rule.
      if (statement.use === 'endpoint') continue;
      if (statement.notActions)
        yield { object, path, what: `${statement.name} allows all actions but some.` };
      for (const action of statement.actions) {
        if (!/[*?]/.test(action)) continue;
        const writes = matching(action).filter(
          (one) => isEffective(one.name) && one.levels.some((level) => !harmless.has(level)),
        );
        if (action !== '*' && writes.length === 0) continue;
        const reach =
          action === '*'
            ? 'everything'
            : writes.length === 1
              ? 'one action that changes something'
              : `${writes.length} actions that change something`;
        yield { object, path, what: `${statement.name} allows ${show(action)}, which is ${reach}.` };
      }
    }
  },
});
