// Rule policies/requests: every container requests CPU and memory.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

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
