// Deployments, StatefulSets and DaemonSets: update strategies and restarts that the API server accepts.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { labelFault } from '../kit/names.ts';
import { podsOf } from '../kit/pods.ts';
import { type Fields, fields, isFields } from '../kit/read.ts';

/** Counts have 32 bits. */
const largest = 2 ** 31 - 1;

/** What is wrong with a count or a percentage; `mostPercent` is the largest share. */
export function* shareFaults(value: unknown, path: string, mostPercent?: number): Generator<Fault> {
  if (typeof value === 'number' && (value < 0 || value > largest))
    yield { path, what: `${value} is out of range.` };
  if (typeof value !== 'string') return;
  const percent = /^(\d+)%$/.exec(value);
  if (!percent) {
    yield { path, what: `${show(value)} is neither a number nor a percentage.`, fix: 'Write 2 or "25%".' };
  } else if (mostPercent !== undefined && Number(percent[1]) > mostPercent) {
    yield { path, what: `${value} is more than ${mostPercent}%.` };
  }
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0%';
}

function* rollingFaults(rolling: Fields, path: string): Generator<Fault> {
  yield* shareFaults(rolling.maxUnavailable, `${path}.maxUnavailable`, 100);
  yield* shareFaults(rolling.maxSurge, `${path}.maxSurge`);
}

export const updateStrategy = objectRule({
  id: 'semantics/update-strategy',
  title: 'Update strategies can make progress',
  why: 'The API server refuses the object: an update could neither add a pod nor remove one.',
  fix: 'Allow one pod more (maxSurge) or one pod less (maxUnavailable); Recreate has neither.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  *check(object) {
    const isDeployment = groupKindOf(object) === 'apps/Deployment';
    const field = isDeployment ? 'strategy' : 'updateStrategy';
    const path = `spec.${field}.rollingUpdate`;
    const spec = fields(object.manifest.spec);
    const strategy = fields(spec[field]);
    if (isFields(strategy.rollingUpdate)) {
      const rolling = strategy.rollingUpdate;
      yield* rollingFaults(rolling, path);
      const type = strategy.type ?? 'RollingUpdate';
      if (type === 'Recreate' || (type === 'OnDelete' && groupKindOf(object) === 'apps/StatefulSet')) {
        yield { path, what: `Type ${type} has no rolling update.` };
      } else if (isDeployment && isZero(rolling.maxUnavailable) && isZero(rolling.maxSurge)) {
        yield { path: `${path}.maxUnavailable`, what: 'maxUnavailable and maxSurge are both 0.' };
      } else if (groupKindOf(object) === 'apps/DaemonSet') {
        const surges = rolling.maxSurge !== undefined && !isZero(rolling.maxSurge);
        if (surges && !isZero(rolling.maxUnavailable)) {
          yield { path: `${path}.maxUnavailable`, what: 'With maxSurge, maxUnavailable must be 0.' };
        }
        if (!surges && isZero(rolling.maxUnavailable)) {
          yield { path: `${path}.maxUnavailable`, what: 'maxUnavailable and maxSurge are both 0.' };
        }
      }
    }
    const { progressDeadlineSeconds = 600, minReadySeconds = 0 } = spec;
    if (isDeployment && typeof progressDeadlineSeconds === 'number' && typeof minReadySeconds === 'number') {
      if (progressDeadlineSeconds <= minReadySeconds && progressDeadlineSeconds >= 0) {
        yield {
          path: 'spec.progressDeadlineSeconds',
          what: `The deadline of ${progressDeadlineSeconds} seconds is not above minReadySeconds, ${minReadySeconds}.`,
        };
      }
    }
  },
});

export const longRunning = objectRule({
  id: 'semantics/long-running',
  title: 'Pods that are meant to stay restart for ever',
  why: 'The API server refuses the object.',
  fix: 'Delete restartPolicy and activeDeadlineSeconds, or make it a Job.',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
  *check(object) {
    for (const { path, spec } of podsOf(object)) {
      const { restartPolicy, activeDeadlineSeconds } = spec;
      if (restartPolicy === 'OnFailure' || restartPolicy === 'Never') {
        yield {
          path: `${path}.restartPolicy`,
          what: `A ${object.manifest.kind} restarts its pods, this one says ${restartPolicy}.`,
        };
      }
      if (activeDeadlineSeconds !== undefined && activeDeadlineSeconds !== null) {
        yield { path: `${path}.activeDeadlineSeconds`, what: `A ${object.manifest.kind} has no deadline.` };
      }
    }
    const { serviceName } = fields(object.manifest.spec);
    const fault = typeof serviceName === 'string' && serviceName ? labelFault(serviceName) : undefined;
    if (fault)
      yield { path: 'spec.serviceName', what: `${show(serviceName)} is no name of a Service: ${fault}.` };
  },
});
