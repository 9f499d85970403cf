// Rule policies/memory-limit: every container has a limit of memory.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

export const memoryLimit = containerRule({
  id: 'policies/memory-limit',
  title: 'Every container has a limit of memory',
  why: 'One that leaks takes the memory of the node, and the kernel ends the pods of others.',
  fix: 'Set resources.limits.memory to the request.',
  standards: ['CKV_K8S_13', 'KSV-0018', 'kube-linter:unset-memory-requirements'],
  *checkContainer({ path, value, name, list }) {
    if (list === 'ephemeralContainers') return;
    if (fields(fields(value.resources).limits).memory !== undefined) return;
    yield { path: `${path}.resources`, what: `Container ${show(name)} has no limit of memory.` };
  },
});
