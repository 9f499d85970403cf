// What a container may do on its node: no privileged mode, no way to gain rights, no capabilities, a seccomp filter.
import { show } from '../../../envs/validate/show.ts';
import { containerRule } from '../kit/make-rule.ts';
import { fields, textsAt } from '../kit/read.ts';
import { effective } from './security-context.ts';

export const privileged = containerRule({
  id: 'policies/privileged',
  title: 'No container is privileged',
  why: 'A privileged container is root on the node, and reaches every pod and every credential there.',
  fix: 'Delete privileged: true. Give the one capability or device that is needed.',
  standards: [
    'CKV_K8S_16',
    'KSV-0017',
    'kube-linter:privileged-container',
    'CIS-EKS-1.8:4.2.1',
    'PSS:baseline',
  ],
  *checkContainer({ path, value, name }) {
    if (fields(value.securityContext).privileged === true) {
      yield { path: `${path}.securityContext.privileged`, what: `Container ${show(name)} is privileged.` };
    }
  },
});

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

/** The only capability that the restricted profile of the Pod Security Standards lets a container add. */
const harmlessCapability = 'NET_BIND_SERVICE';

export const capabilities = containerRule({
  id: 'policies/capabilities',
  title: 'Every container drops all capabilities and adds none but NET_BIND_SERVICE',
  why: 'Without it a container has fourteen capabilities of root, among them raw sockets and changing owners of files.',
  fix: 'Set securityContext.capabilities.drop to [ALL], and delete what is added.',
  standards: [
    'CKV_K8S_25',
    'CKV_K8S_28',
    'CKV_K8S_37',
    'CKV_K8S_39',
    'KSV-0003',
    'KSV-0004',
    'KSV-0005',
    'KSV-0022',
    'kube-linter:drop-net-raw-capability',
    'PSS:restricted',
  ],
  *checkContainer({ path, value, name }) {
    const given = fields(fields(value.securityContext).capabilities);
    const at = `${path}.securityContext.capabilities`;
    if (!textsAt(given.drop, '').some((drop) => drop.value.toUpperCase() === 'ALL')) {
      yield { path: `${at}.drop`, what: `Container ${show(name)} does not drop all capabilities.` };
    }
    for (const added of textsAt(given.add, `${at}.add`)) {
      if (added.value.toUpperCase().replace(/^CAP_/, '') === harmlessCapability) continue;
      yield { path: added.path, what: `Container ${show(name)} adds the capability ${added.value}.` };
    }
  },
});

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
