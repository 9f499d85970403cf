// Rule policies/capabilities: every container drops all capabilities and adds none but NET_BIND_SERVICE.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields, textsAt } from '../../kit/read.ts';

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
