// Autoscalers lead to workloads, and no second hand sets the number of replicas.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { type GroupKind, groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { dig, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

interface Target {
  readonly scaler: CheckedObject;
  readonly groupKind: GroupKind;
  readonly name: string;
  readonly namespace: string;
}

function targetsOf(environment: CheckedEnvironment): Target[] {
  const index = indexOf(environment);
  const scalers = [
    ...index.ofKind('keda.sh/ScaledObject'),
    ...index.ofKind('autoscaling/HorizontalPodAutoscaler'),
  ];
  return scalers.flatMap((scaler) => {
    const { name, kind, apiVersion } = fields(dig(scaler.manifest, 'spec', 'scaleTargetRef'));
    if (typeof name !== 'string') return [];
    const group = typeof apiVersion === 'string' ? groupOf(apiVersion) : 'apps';
    const groupKind: GroupKind = `${group}/${text(kind) ?? 'Deployment'}`;
    return [{ scaler, groupKind, name, namespace: namespaceOf(scaler) ?? 'default' }];
  });
}

export const scaleTarget = environmentRule({
  id: 'references/scale-target',
  title: 'Autoscalers name a workload that exists',
  why: 'Nothing is scaled.',
  fix: 'Name a workload of the same namespace.',
  standards: ['kube-linter:dangling-horizontalpodautoscaler'],
  *check(environment) {
    const index = indexOf(environment);
    for (const { scaler, groupKind, name, namespace } of targetsOf(environment)) {
      if (index.find(groupKind, name, namespace)) continue;
      yield {
        object: scaler,
        path: 'spec.scaleTargetRef.name',
        what: `Namespace ${namespace} has no ${groupKind.slice(groupKind.indexOf('/') + 1)} ${show(name)}.`,
        fix: fixMissing(name, index.names(groupKind, namespace)),
      };
    }
  },
});

export const scaledTwice = environmentRule({
  id: 'references/scaled-twice',
  title: 'One hand sets the number of replicas of a workload',
  why: 'Each sync of Argo CD, or a second autoscaler, sets the number back, and pods come and go.',
  fix: 'Leave replicas out of the manifest of a workload that is scaled, and keep one autoscaler.',
  *check(environment) {
    const index = indexOf(environment);
    const scalers = new Map<CheckedObject, CheckedObject>();
    for (const { scaler, groupKind, name, namespace } of targetsOf(environment)) {
      const target = index.find(groupKind, name, namespace);
      if (!target) continue;
      const other = scalers.get(target);
      if (other) {
        yield {
          object: scaler,
          path: 'spec.scaleTargetRef.name',
          what: `${other.manifest.kind} ${show(nameOf(other))} scales ${show(name)}, too.`,
        };
        continue;
      }
      scalers.set(target, scaler);
      if (dig(target.manifest, 'spec', 'replicas') !== undefined) {
        yield {
          object: target,
          path: 'spec.replicas',
          what: `${scaler.manifest.kind} ${show(nameOf(scaler))} sets the number, and so does this field.`,
        };
      }
    }
  },
});

export const triggerAuthentication = environmentRule({
  id: 'references/trigger-authentication',
  title: 'Triggers name an authentication that exists',
  why: 'KEDA can’t read the metric, and nothing is scaled.',
  fix: 'Name a TriggerAuthentication of the namespace, or a ClusterTriggerAuthentication with its kind.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of [...index.ofKind('keda.sh/ScaledObject'), ...index.ofKind('keda.sh/ScaledJob')]) {
      for (const { path, value } of itemsAt(fields(object.manifest.spec).triggers, 'spec.triggers')) {
        const name = text(dig(value, 'authenticationRef', 'name'));
        if (!name) continue;
        const kind = text(dig(value, 'authenticationRef', 'kind')) ?? 'TriggerAuthentication';
        const namespace = kind === 'TriggerAuthentication' ? namespaceOf(object) : undefined;
        const groupKind: GroupKind = `keda.sh/${kind}`;
        if (index.find(groupKind, name, namespace)) continue;
        yield {
          object,
          path: `${path}.authenticationRef.name`,
          what: `There is no ${kind} ${show(name)}${namespace ? ` in namespace ${namespace}` : ''}.`,
          fix: fixMissing(name, index.names(groupKind, namespace)),
        };
      }
    }
  },
});
