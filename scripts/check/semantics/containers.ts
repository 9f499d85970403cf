// Containers of a pod: there is one, and each has a name of its own and an image.
import { show } from '../../../envs/validate/show.ts';
import { podRule } from '../kit/make-rule.ts';
import { labelFault } from '../kit/names.ts';
import { containersOf } from '../kit/pods.ts';
import { list } from '../kit/read.ts';

export const containerNames = podRule({
  id: 'semantics/container-name',
  title: 'Every container of a pod has a name of its own',
  why: 'The API server refuses the pod.',
  fix: 'Give each container, init containers included, its own name of a-z, 0-9 and "-".',
  *checkPod(pod) {
    const seen = new Map<string, string>();
    // Regular containers claim their names first, as the server reads them.
    const order = [...containersOf(pod)].sort(
      (a, b) => Number(b.list === 'containers') - Number(a.list === 'containers'),
    );
    for (const { path, value, name } of order) {
      if (name === '') {
        if (value.name === undefined || value.name === null || value.name === '') {
          yield { path: `${path}.name`, what: 'The container has no name.' };
        }
        continue;
      }
      const fault = labelFault(name);
      if (fault) yield { path: `${path}.name`, what: `${show(name)} is no name of a container: ${fault}.` };
      const first = seen.get(name);
      if (first) yield { path: `${path}.name`, what: `The name ${show(name)} is already that of ${first}.` };
      else seen.set(name, path);
    }
  },
});

export const containersPresent = podRule({
  id: 'semantics/no-container',
  title: 'A pod has at least one container, and each has an image',
  why: 'The API server refuses the pod.',
  fix: 'Add the container or its image.',
  *checkPod(pod) {
    if (!pod.complete) return;
    if (list(pod.spec.containers).length === 0) {
      yield { path: `${pod.path}.containers`, what: 'The pod has no container.' };
    }
    for (const { path, value, name } of containersOf(pod)) {
      if (value.image === undefined || value.image === null || value.image === '') {
        yield { path: `${path}.image`, what: `Container ${show(name)} has no image.` };
      }
    }
  },
});
