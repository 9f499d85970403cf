// What Karpenter may start and when it ends nodes; and pods that take a GPU node without a GPU.
import { show } from '../../../envs/validate/show.ts';
import { objectRule, podRule } from '../kit/make-rule.ts';
import { containersOf } from '../kit/pods.ts';
import { dig, fields, itemsAt } from '../kit/read.ts';

export const poolLimits = objectRule({
  id: 'policies/node-pool-limits',
  title: 'Every NodePool has limits of CPU and memory',
  why: 'A mistake that makes pods without end makes machines without end, and a bill.',
  fix: 'Set spec.limits.cpu and spec.limits.memory.',
  kinds: ['karpenter.sh/NodePool'],
  *check({ manifest }) {
    const limits = fields(dig(manifest, 'spec', 'limits'));
    const missing = ['cpu', 'memory'].filter((name) => limits[name] === undefined);
    if (missing.length > 0) {
      yield { path: 'spec.limits', what: `The pool has no limit of ${missing.join(' and of ')}.` };
    }
  },
});

export const poolExpiry = objectRule({
  id: 'policies/node-pool-expiry',
  title: 'Nodes that expire have a grace period',
  why: 'A pod that refuses to be moved, or a PodDisruptionBudget, keeps an expired node for ever.',
  fix: 'Set spec.template.spec.terminationGracePeriod to more than the longest job.',
  kinds: ['karpenter.sh/NodePool'],
  *check({ manifest }) {
    const spec = fields(dig(manifest, 'spec', 'template', 'spec'));
    // Karpenter lets nodes expire after 720 hours when the field is absent.
    if (spec.expireAfter === 'Never' || spec.terminationGracePeriod !== undefined) return;
    yield {
      path: 'spec.template.spec',
      what: `Nodes expire after ${show(spec.expireAfter ?? '720h')} without a terminationGracePeriod.`,
    };
  },
});

const devices = ['nvidia.com/gpu', 'amd.com/gpu', 'aws.amazon.com/neuron'];

export const gpuToleration = podRule({
  id: 'policies/gpu-toleration',
  title: 'Pods that tolerate GPU nodes ask for a GPU',
  why: 'They land on the most expensive machines and keep them alive, without using what they cost.',
  fix: 'Delete the toleration, or request the device.',
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
