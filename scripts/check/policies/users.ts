// As whom a container runs and what it may write: not root, a user of no other pod’s range, and no root file system.
import { show } from '../../../envs/validate/show.ts';
import { containerRule } from '../kit/make-rule.ts';
import { fields } from '../kit/read.ts';
import { effective } from './security-context.ts';

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

export const readOnlyRoot = containerRule({
  id: 'policies/read-only-root',
  title: 'No container can write to its root file system',
  why: 'Who breaks into a program could change it or leave tools, and a full layer evicts the pod.',
  fix: 'Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where it writes.',
  standards: ['CKV_K8S_22', 'KSV-0014', 'kube-linter:no-read-only-root-fs'],
  *checkContainer({ path, value, name }, pod) {
    if (!pod.complete || fields(value.securityContext).readOnlyRootFilesystem === true) return;
    yield {
      path: `${path}.securityContext`,
      what: `Container ${show(name)} can write to its root file system.`,
    };
  },
});
