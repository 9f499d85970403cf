// Rule policies/high-user: containers run as a user from 10000 on.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { effective } from '../kit/security-context.ts';

/** Below are the users of distributions and of programs; above, no node has one. */
const lowestUser = 10_000;

export const highUser = containerRule({
  id: 'policies/high-user',
  severity: 'warning',
  title: 'Containers run as a user from 10000 on',
  why: 'A lower number may be a user of the node, whose files a container that broke out could use.',
  fix: 'Set securityContext.runAsUser to a number from 10000 on.',
  standards: ['CKV_K8S_40', 'KSV-0020'],
  *checkContainer(container, pod) {
    // Crossplane sets the user of the pods of packages.
    if (!pod.complete) return;
    const { path, value } = effective('runAsUser', container, pod);
    // Another rule reports root.
    if (value === 0 || (typeof value === 'number' && value >= lowestUser)) return;
    const name = show(container.name);
    yield value === undefined
      ? { path, what: `Container ${name} runs as whatever user its image names.` }
      : { path, what: `Container ${name} runs as user ${show(value)}.` };
  },
});
