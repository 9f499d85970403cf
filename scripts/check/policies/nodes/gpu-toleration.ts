// Rule policies/gpu-toleration: pods that tolerate GPU nodes ask for a GPU.
import { podRule } from '../../kit/make-rule.ts';
import { containersOf } from '../../kit/pods.ts';
import { fields, itemsAt } from '../../kit/read.ts';

const devices = ['nvidia.com/gpu', 'amd.com/gpu', 'aws.amazon.com/neuron'];

export const gpuToleration = podRule({
  id: 'policies/gpu-toleration',
  title: 'Pods that tolerate GPU nodes ask for a GPU',
  why: 'They land on the most expensive machines and keep them alive, without using what they cost.',
  fix: 'Delete the toleration, or request the device.',
  standards: [],
  *checkPod(pod) {
    const asked = new Set(
      containersOf(pod).flatMap(({ value }) => {
        const { requests, limits } = fields(value.resources);
        return Object.keys({ ...fields(requests), ...fields(limits) });
      }),
    );
    for (const { path, value } of itemsAt(pod.spec.tolerations, `${pod.path}.tolerations`)) {
      const isAll = value.key === undefined && value.operator === 'Exists';
      if (isAll && !devices.some((device) => asked.has(device))) {
        yield { path, what: 'The pod tolerates every taint, also that of GPU nodes, but asks for no GPU.' };
      } else if (devices.includes(String(value.key)) && !asked.has(String(value.key))) {
        yield { path, what: `The pod tolerates ${String(value.key)}, but asks for none.` };
      }
    }
  },
});
