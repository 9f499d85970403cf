// Volumes and mounts of a pod fit together.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { type Fault, podRule } from '../kit/make-rule.ts';
import { labelFault } from '../kit/names.ts';
import { containersOf, type PodPlace } from '../kit/pods.ts';
import { type At, type Fields, fields, itemsAt } from '../kit/read.ts';

export const volumes = podRule({
  id: 'semantics/volume',
  title: 'Volumes have a name of their own and one source',
  why: 'The API server refuses the pod.',
  fix: 'Give each volume its own name and exactly one source.',
  *checkPod(pod) {
    const seen = new Set<unknown>();
    for (const { path, value } of itemsAt(pod.spec.volumes, `${pod.path}.volumes`)) {
      const { name, ...rest } = value;
      const fault = typeof name === 'string' ? labelFault(name) : undefined;
      if (name === undefined || name === '') yield { path: `${path}.name`, what: 'The volume has no name.' };
      else if (fault) yield { path: `${path}.name`, what: `${show(name)} is no name of a volume: ${fault}.` };
      else if (seen.has(name))
        yield { path: `${path}.name`, what: `The pod has another volume ${show(name)}.` };
      seen.add(name);
      const sources = Object.keys(rest).filter((key) => rest[key] !== null && rest[key] !== undefined);
      if (sources.length > 1) {
        yield { path, what: `Volume ${show(name)} has ${sources.length} sources: ${sources.join(', ')}.` };
      }
    }
  },
});

export const volumeMounts = podRule({
  id: 'semantics/volume-mount',
  title: 'Mounts name a volume of the pod, each at a path of its own',
  why: 'The API server refuses the pod.',
  fix: 'Add the volume to the pod, or mount it at another path.',
  *checkPod(pod) {
    if (!pod.complete) return;
    const names = volumeNames(pod);
    for (const { path, value } of containersOf(pod)) {
      const paths = new Set<unknown>();
      for (const mount of itemsAt(value.volumeMounts, `${path}.volumeMounts`)) {
        yield* mountFaults(mount, names, paths);
      }
      for (const device of itemsAt(value.volumeDevices, `${path}.volumeDevices`)) {
        yield* unknownVolume(device, names);
      }
    }
  },
});

function* mountFaults(mount: At<Fields>, names: readonly string[], paths: Set<unknown>): Generator<Fault> {
  const { path, value } = mount;
  const { mountPath, subPath, subPathExpr } = value;
  yield* unknownVolume(mount, names);
  if (mountPath === undefined || mountPath === '')
    yield { path: `${path}.mountPath`, what: 'The mount has no path.' };
  if (paths.has(mountPath)) {
    yield { path: `${path}.mountPath`, what: `The container mounts another volume at ${show(mountPath)}.` };
  }
  paths.add(mountPath);
  if (subPath && subPathExpr) {
    yield { path: `${path}.subPathExpr`, what: 'Only one of "subPath" and "subPathExpr" is allowed.' };
  }
  for (const [field, inside] of Object.entries({ subPath, subPathExpr })) {
    if (typeof inside !== 'string' || inside === '') continue;
    if (inside.startsWith('/') || inside.split('/').includes('..')) {
      yield {
        path: `${path}.${field}`,
        what: `${show(inside)} leads out of the volume.`,
        fix: 'Write a relative path without "..".',
      };
    }
  }
}

function* unknownVolume({ path, value: { name } }: At<Fields>, names: readonly string[]): Generator<Fault> {
  if (typeof name !== 'string' || names.includes(name)) return;
  yield {
    path: `${path}.name`,
    what: `The pod has no volume ${show(name)}.`,
    fix: `${didYouMean(name, names)}Volumes of the pod: ${names.join(', ') || 'none'}.`,
  };
}

export const unusedVolumes = podRule({
  id: 'semantics/volume-unused',
  severity: 'notice',
  title: 'Every volume of a pod is mounted',
  why: 'It costs a mount at every start and is often what is left of something that was renamed.',
  fix: 'Mount the volume or delete it.',
  standards: ['kube-linter:dangling-volume'],
  *checkPod(pod) {
    if (!pod.complete) return;
    const used = new Set(
      containersOf(pod).flatMap(({ value }) =>
        [...itemsAt(value.volumeMounts, ''), ...itemsAt(value.volumeDevices, '')].map(
          (mount) => mount.value.name,
        ),
      ),
    );
    for (const { path, value } of itemsAt(pod.spec.volumes, `${pod.path}.volumes`)) {
      if (typeof value.name === 'string' && !used.has(value.name)) {
        yield { path, what: `No container mounts volume ${show(value.name)}.` };
      }
    }
  },
});

/** Names of the volumes of a pod; those of a StatefulSet's claims count. */
function volumeNames(pod: PodPlace): string[] {
  const claims = itemsAt(fields(pod.object.manifest.spec).volumeClaimTemplates, '').map(
    ({ value }) => fields(value.metadata).name,
  );
  const own = itemsAt(pod.spec.volumes, '').map(({ value }) => value.name);
  return [...own, ...claims].filter((name) => typeof name === 'string');
}
