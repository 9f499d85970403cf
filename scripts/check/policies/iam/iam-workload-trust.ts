// Rule policies/iam-workload-trust: A role of a workload trusts exactly one ServiceAccount.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import type { Condition } from '../kit/iam-documents.ts';
import { allowing } from '../kit/iam-statements.ts';

function exactly(conditions: readonly Condition[], isKey: (key: string) => boolean): Condition | undefined {
  return conditions.find(({ operator, key }) => /^(String|Arn)Equals$/.test(operator) && isKey(key));
}

const subjectForm = /^system:serviceaccount:[a-z0-9.-]+:[a-z0-9.-]+$/;

const webIdentity = 'sts:AssumeRoleWithWebIdentity';

const audience = 'sts.amazonaws.com';

export const iamWorkloadTrust = objectRule({
  id: 'policies/iam-workload-trust',
  title: 'A role of a workload trusts exactly one ServiceAccount',
  why: 'Any pod of the cluster, or of any cluster, could take the role and its data.',
  fix: 'Compare :sub with system:serviceaccount:NAMESPACE:NAME and :aud with sts.amazonaws.com, both by StringEquals.',
  standards: ['CKV_AWS_61', 'CIS-EKS-1.8:5.2.1'],
  *check(object) {
    for (const { path, statement } of allowing(object, 'trust')) {
      const { name, actions, conditions, principals } = statement;
      if (actions.includes(webIdentity)) {
        const subjects = exactly(conditions, (key) => key.endsWith(':sub'))?.values;
        const audiences = exactly(conditions, (key) => key.endsWith(':aud'))?.values;
        if (!subjects) yield { path, what: `${name} does not compare :sub by StringEquals.` };
        for (const subject of subjects ?? []) {
          if (subjectForm.test(subject)) continue;
          yield { path, what: `${name} trusts ${show(subject)}, which is no single ServiceAccount.` };
        }
        if (!audiences) yield { path, what: `${name} does not compare :aud by StringEquals.` };
        else if (audiences.some((one) => one !== audience)) {
          yield { path, what: `${name} takes tokens for ${show(audiences)} instead of ${audience}.` };
        }
      }
      if (principals.some((one) => one.name === 'pods.eks.amazonaws.com')) {
        for (const tag of ['kubernetes-namespace', 'kubernetes-service-account']) {
          if (exactly(conditions, (key) => key === `aws:RequestTag/${tag}`)) continue;
          yield { path, what: `${name} does not compare aws:RequestTag/${tag} by StringEquals.` };
        }
      }
    }
  },
});
