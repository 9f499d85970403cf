// Rule policies/non-root: no container runs as root.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { effective } from '../kit/security-context.ts';

export const nonRoot = containerRule({
  id: 'policies/non-root',
  title: 'No container runs as root',
  why: 'Who breaks out of a container that runs as root is root on the node.',
  fix: 'Set securityContext.runAsNonRoot to true and runAsUser to a number above 10000.',
  standards: [
    'CKV_K8S_6',
    'CKV_K8S_23',
    'KSV-0012',
    'KSV-0105',
    'kube-linter:run-as-non-root',
    'PSS:restricted',
  ],
  *checkContainer(container, pod) {
    const name = show(container.name);
    const user = effective('runAsUser', container, pod);
    if (user.value === 0) {
      yield { path: user.path, what: `Container ${name} runs as user 0, which is root.` };
      return;
    }
    const { path, value } = effective('runAsNonRoot', container, pod);
    if (value !== true) yield { path, what: `Container ${name} is not kept from running as root.` };
  },
});
