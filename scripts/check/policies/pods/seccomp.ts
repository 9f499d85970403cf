// Rule policies/seccomp: every container has a seccomp profile.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';
import { effective } from '../kit/security-context.ts';

const filters = ['RuntimeDefault', 'Localhost'];

export const seccomp = containerRule({
  id: 'policies/seccomp',
  title: 'Every container has a seccomp profile',
  why: 'Without one the container may make every system call of the node’s kernel, also those that exploits need.',
  fix: 'Set securityContext.seccompProfile.type of the pod to RuntimeDefault.',
  standards: ['CKV_K8S_31', 'KSV-0030', 'KSV-0104', 'PSS:restricted'],
  *checkContainer(container, pod) {
    const { path, value } = effective('seccompProfile', container, pod);
    const { type } = fields(value);
    if (filters.includes(String(type))) return;
    yield type === undefined
      ? { path, what: `Container ${show(container.name)} has no seccomp profile.` }
      : { path: `${path}.type`, what: `The seccomp profile ${show(type)} filters nothing.` };
  },
});
