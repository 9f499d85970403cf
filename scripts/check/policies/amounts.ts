// What a container asks of its node: CPU and memory that the scheduler can plan with, and an end to its memory.
import { show } from '../../../envs/validate/show.ts';
import { containerRule } from '../kit/make-rule.ts';
import { fields } from '../kit/read.ts';

export const requests = containerRule({
  id: 'policies/requests',
  title: 'Every container requests CPU and memory',
  why: 'The scheduler packs the pod onto a full node, and Karpenter makes none for it.',
  fix: 'Set resources.requests.cpu and resources.requests.memory.',
  standards: [
    'CKV_K8S_10',
    'CKV_K8S_12',
    'KSV-0015',
    'KSV-0016',
    'kube-linter:unset-cpu-requirements',
    'kube-linter:unset-memory-requirements',
  ],
  *checkContainer({ path, value, name, list }) {
    // The API server refuses resources of ephemeral containers.
    if (list === 'ephemeralContainers') return;
    const { requests: asked, limits } = fields(value.resources);
    const missing = ['cpu', 'memory'].filter(
      // A limit without a request is also the request.
      (resource) => fields(asked)[resource] === undefined && fields(limits)[resource] === undefined,
    );
    if (missing.length === 0) return;
    yield {
      path: `${path}.resources`,
      what: `Container ${show(name)} requests no ${missing.join(' and no ')}.`,
    };
  },
});

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
