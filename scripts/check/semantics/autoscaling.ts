// Autoscalers: bounds that leave room, and no second hand on the number of replicas.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { objectRule } from '../kit/make-rule.ts';
import { fields, list } from '../kit/read.ts';

const names = {
  'autoscaling/HorizontalPodAutoscaler': {
    min: 'minReplicas',
    max: 'maxReplicas',
    defaultMin: 1,
    defaultMax: undefined,
  },
  // https://keda.sh/docs/2.20/reference/scaledobject-spec/
  'keda.sh/ScaledObject': { min: 'minReplicaCount', max: 'maxReplicaCount', defaultMin: 0, defaultMax: 100 },
  'keda.sh/ScaledJob': { min: 'minReplicaCount', max: 'maxReplicaCount', defaultMin: 0, defaultMax: 100 },
} as const;

export const replicaBounds = objectRule({
  id: 'semantics/replica-bounds',
  title: 'An autoscaler’s least number of replicas is not above its largest',
  why: 'The API server or the webhook of KEDA refuses the autoscaler.',
  fix: 'Keep the least at or below the largest.',
  kinds: ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject', 'keda.sh/ScaledJob'],
  *check(object) {
    const field = names[groupKindOf(object) as keyof typeof names];
    const spec = fields(object.manifest.spec);
    const min = spec[field.min] ?? field.defaultMin;
    const max = spec[field.max] ?? field.defaultMax;
    if (typeof min !== 'number' || typeof max !== 'number') return;
    if (min > max)
      yield { path: `spec.${field.max}`, what: `${field.min} ${min} is above ${field.max} ${max}.` };
    const idle = spec.idleReplicaCount;
    if (typeof idle === 'number' && idle >= min) {
      yield {
        path: 'spec.idleReplicaCount',
        what: `idleReplicaCount ${idle} is not below ${field.min} ${min}.`,
      };
    }
  },
});

export const scalerTriggers = objectRule({
  id: 'semantics/scaler-trigger',
  title: 'A ScaledObject has a target and triggers',
  why: 'KEDA refuses it, or never scales.',
  fix: 'Name the workload in scaleTargetRef and give at least one trigger with its type.',
  kinds: ['keda.sh/ScaledObject'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const { name } = fields(spec.scaleTargetRef);
    if (!name) yield { path: 'spec.scaleTargetRef.name', what: 'The target is not named.' };
    const triggers = list(spec.triggers).map(fields);
    if (triggers.length === 0) yield { path: 'spec.triggers', what: 'There is no trigger.' };
    const seen = new Set<unknown>();
    for (const [index, trigger] of triggers.entries()) {
      if (trigger.name === undefined) continue;
      if (seen.has(trigger.name)) {
        yield {
          path: `spec.triggers[${index}].name`,
          what: `Another trigger is called ${show(trigger.name)}.`,
        };
      }
      seen.add(trigger.name);
    }
  },
});
