// Makes rules: what a rule has to say is its text and a function over objects, pods or containers.
import type {
  CheckedEnvironment,
  CheckedObject,
  EnvironmentRule,
  Layer,
  ObjectRule,
  Violation,
} from '../rule.ts';
import { type GroupKind, groupKindOf } from './kinds.ts';
import { type ContainerPlace, containersOf, type PodPlace, podsOf } from './pods.ts';

/** What is wrong at one place of the object that a function looks at. */
export type Fault = Omit<Violation, 'object'>;

/** What a rule says about itself. `severity` is `error` unless it says otherwise. */
export type Text = Pick<ObjectRule, 'id' | 'title' | 'why' | 'fix' | 'standards'> &
  Partial<Pick<ObjectRule, 'severity'>>;

function layerOf(id: string): Layer {
  return id.slice(0, id.indexOf('/')) as Layer;
}

/** A rule over single objects; with `kinds`, over these alone. */
export function objectRule(
  rule: Text & {
    readonly kinds?: readonly GroupKind[];
    check(object: CheckedObject): Iterable<Fault>;
  },
): ObjectRule {
  const { kinds, check, severity = 'error', ...text } = rule;
  const wanted = kinds && new Set<string>(kinds);
  return {
    ...text,
    severity,
    layer: layerOf(rule.id),
    scope: 'object',
    check(object) {
      if (wanted && !wanted.has(groupKindOf(object))) return [];
      return Array.from(check(object), (fault) => ({ object, ...fault }));
    },
  };
}

/** A rule over every pod that an object asks for. */
export function podRule(rule: Text & { checkPod(pod: PodPlace): Iterable<Fault> }): ObjectRule {
  const { checkPod, ...text } = rule;
  return objectRule({ ...text, check: (object) => podsOf(object).flatMap((pod) => [...checkPod(pod)]) });
}

/** A rule over every container of every pod that an object asks for. */
export function containerRule(
  rule: Text & { checkContainer(container: ContainerPlace, pod: PodPlace): Iterable<Fault> },
): ObjectRule {
  const { checkContainer, ...text } = rule;
  return podRule({
    ...text,
    checkPod: (pod) => containersOf(pod).flatMap((container) => [...checkContainer(container, pod)]),
  });
}

/** A rule over all objects of an environment together. */
export function environmentRule(
  rule: Text & { check(environment: CheckedEnvironment): Iterable<Violation> },
): EnvironmentRule {
  const { severity = 'error', ...rest } = rule;
  return { ...rest, severity, layer: layerOf(rule.id), scope: 'environment' };
}
