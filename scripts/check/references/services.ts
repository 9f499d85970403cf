// A Service leads to pods, and to ports that these pods have.
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { type PodPlace, portsOf } from '../kit/pods.ts';
import { fields, isFields, itemsAt, text } from '../kit/read.ts';
import { formatSelector, matchesLabels } from '../kit/selectors.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

/** A Service with the pods that it selects. */
interface Selected {
  readonly object: CheckedObject;
  readonly pods: readonly PodPlace[];
  readonly selector: unknown;
}

function selectingServices(environment: CheckedEnvironment): Selected[] {
  const index = indexOf(environment);
  return index.ofKind('/Service').flatMap((object) => {
    const { selector, type } = fields(object.manifest.spec);
    if (!isFields(selector) || Object.keys(selector).length === 0 || type === 'ExternalName') return [];
    const pods = index
      .podsIn(namespaceOf(object) ?? 'default')
      .filter((pod) => matchesLabels(selector, pod.labels));
    return [{ object, pods, selector }];
  });
}

export const serviceSelector = environmentRule({
  id: 'references/service-selector',
  title: 'A Service selects pods that something makes',
  why: 'It has no endpoints: every connection to it is refused.',
  fix: 'Use labels of the pods of a workload in the same namespace.',
  standards: ['kube-linter:dangling-service'],
  *check(environment) {
    const index = indexOf(environment);
    for (const { object, pods, selector } of selectingServices(environment)) {
      if (pods.length > 0 || isPreview(object)) continue;
      const near = index
        .podsIn(namespaceOf(object) ?? 'default')
        .map((pod) => `${pod.object.manifest.kind} ${nameOf(pod.object)}`);
      yield {
        object,
        path: 'spec.selector',
        what: `No pod of namespace ${namespaceOf(object) ?? 'default'} has ${formatSelector({ matchLabels: selector })}.`,
        fix: `Workloads of the namespace: ${near.join(', ') || 'none'}.`,
      };
    }
  },
});

export const serviceTargetPort = environmentRule({
  id: 'references/service-target-port',
  title: 'Ports of a Service lead to ports of its pods',
  why: 'A name that no container has gives no endpoint; a number on which nothing listens refuses connections.',
  fix: 'Name a port of the container, or declare the number there.',
  standards: ['kube-linter:mismatching-ports'],
  *check(environment) {
    for (const { object, pods } of selectingServices(environment)) {
      const declared = pods.flatMap((pod) => portsOf(pod).map(({ value }) => value));
      if (declared.length === 0) continue;
      for (const { path, value } of itemsAt(fields(object.manifest.spec).ports, 'spec.ports')) {
        const target = value.targetPort ?? value.port;
        const protocol = value.protocol ?? 'TCP';
        const fits = declared.some(
          (port) =>
            (port.name === target || port.containerPort === target) && (port.protocol ?? 'TCP') === protocol,
        );
        if (fits) continue;
        const names = declared.flatMap(({ name }) => text(name) ?? []);
        const numbers = declared.map(({ containerPort, protocol: of = 'TCP' }) => `${containerPort}/${of}`);
        yield {
          object,
          path: `${path}.${value.targetPort === undefined ? 'port' : 'targetPort'}`,
          what: `The pods have no ${protocol} port ${show(target)}.`,
          fix: fixMissing(String(target), [...names, ...numbers]),
        };
      }
    }
  },
});
