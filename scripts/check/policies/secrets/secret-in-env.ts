// Rule policies/secret-in-env: no secret is written into a variable.
import { containerRule } from '../../kit/make-rule.ts';
import { itemsAt } from '../../kit/read.ts';
import { isReference, secretWord } from '../kit/secret-words.ts';

export const secretInEnv = containerRule({
  id: 'policies/secret-in-env',
  title: 'No secret is written into a variable',
  why: 'Everybody who reads git or the pod has it.',
  fix: 'Take it from a Secret with valueFrom.secretKeyRef.',
  standards: ['CKV_K8S_35', 'KSV-01010', 'kube-linter:env-var-secret', 'CIS-EKS-1.8:4.4.1'],
  *checkContainer({ path, value }) {
    for (const { path: at, value: variable } of itemsAt(value.env, `${path}.env`)) {
      const { name, value: given } = variable;
      if (typeof name !== 'string' || typeof given !== 'string') continue;
      if (!secretWord.test(name) || isReference(given)) continue;
      yield { path: `${at}.value`, what: `Variable ${name} holds a secret in plain text.` };
    }
  },
});
