// Rule policies/privilege-escalation: no container can gain privileges.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

export const privilegeEscalation = containerRule({
  id: 'policies/privilege-escalation',
  title: 'No container can gain privileges',
  why: 'A setuid program in the image makes root of a process that started without rights.',
  fix: 'Set securityContext.allowPrivilegeEscalation to false.',
  standards: [
    'CKV_K8S_20',
    'KSV-0001',
    'kube-linter:privilege-escalation-container',
    'CIS-EKS-1.8:4.2.5',
    'PSS:restricted',
  ],
  *checkContainer({ path, value, name }) {
    const allowed = fields(value.securityContext).allowPrivilegeEscalation;
    if (allowed === false) return;
    yield {
      path: `${path}.securityContext${allowed === true ? '.allowPrivilegeEscalation' : ''}`,
      what: `Container ${show(name)} ${allowed === true ? 'allows' : 'does not forbid'} privilege escalation.`,
    };
  },
});
