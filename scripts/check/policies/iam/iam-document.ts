// Rule policies/iam-document: IAM policies can be read and name actions that exist.
import { didYouMean } from '../../../../envs/validate/did-you-mean.ts';
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { actionsOf, matching } from '../kit/iam-actions.ts';
import { policiesOf } from '../kit/iam-documents.ts';

export const iamDocument = objectRule({
  id: 'policies/iam-document',
  title: 'IAM policies can be read and name actions that exist',
  why: 'AWS refuses a policy that it can’t read; an action that does not exist grants or denies nothing.',
  fix: 'Correct the policy. Names: https://docs.aws.amazon.com/service-authorization/latest/reference/',
  standards: ['CKV_AWS_62'],
  *check(object) {
    for (const { path, statements } of policiesOf(object)) {
      if (!statements) {
        yield { path, what: 'The text is no JSON object.' };
        continue;
      }
      if (statements.length === 0) yield { path, what: 'The policy has no statement.' };
      for (const { name, actions } of statements) {
        for (const action of actions) {
          if (action === '*' || matching(action).length > 0) continue;
          const [service = ''] = action.split(':');
          const names = actionsOf(service.toLowerCase()).map((one) => one.name);
          yield {
            path,
            what: `${name} names the action ${show(action)}, which does not exist.`,
            ...(names.length > 0 && { fix: `${didYouMean(action, names)}Correct the name.` }),
          };
        }
      }
    }
  },
});
