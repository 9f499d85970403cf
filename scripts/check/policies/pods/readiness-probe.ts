// Rule policies/readiness-probe: pods behind a Service have a readiness probe.
import { show } from '../../../../envs/validate/show.ts';
import { groupKindOf } from '../../kit/kinds.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { containersOf, podsOf } from '../../kit/pods.ts';
import { fields, isFields } from '../../kit/read.ts';
import { matchesLabels } from '../../kit/selectors.ts';
import type { CheckedObject } from '../../rule.ts';
import { longRunning } from '../kit/long-running.ts';

export const readinessProbe = environmentRule({
  id: 'policies/readiness-probe',
  severity: 'warning',
  title: 'Pods behind a Service have a readiness probe',
  why: 'The Service sends requests to a pod that still starts, and every rollout fails some.',
  fix: 'Give the container that serves the port a readinessProbe.',
  standards: ['CKV_K8S_9', 'kube-linter:no-readiness-probe'],
  *check({ objects }) {
    const services = objects.filter(
      (object) => groupKindOf(object) === '/Service' && Object.keys(selectorOf(object)).length > 0,
    );
    if (services.length === 0) return;
    for (const object of objects) {
      if (!longRunning.has(groupKindOf(object))) continue;
      for (const pod of podsOf(object)) {
        const service = services.find(
          (one) =>
            one.manifest.metadata?.namespace === object.manifest.metadata?.namespace &&
            matchesLabels(selectorOf(one), pod.labels),
        );
        const ready = containersOf(pod).some(({ value }) => isFields(value.readinessProbe));
        if (!service || ready) continue;
        const name = show(service.manifest.metadata?.name);
        yield {
          object,
          path: pod.path,
          what: `No container has a readiness probe, though Service ${name} sends requests.`,
        };
      }
    }
  },
});

function selectorOf(service: CheckedObject) {
  return fields(fields(service.manifest.spec).selector);
}
