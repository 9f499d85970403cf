// What a volume takes its contents from is named, and files stay inside the volume.
import { show } from '../../../envs/validate/show.ts';
import { type Fault, podRule } from '../kit/make-rule.ts';
import { parseQuantity } from '../kit/quantity.ts';
import { dig, type Fields, fields, isFields, itemsAt } from '../kit/read.ts';

/** The field that names the object, by source. */
const named: Readonly<Record<string, string>> = {
  configMap: 'name',
  secret: 'secretName',
  persistentVolumeClaim: 'claimName',
  csi: 'driver',
  hostPath: 'path',
};

export const volumeSources = podRule({
  id: 'semantics/volume-source',
  title: 'Volumes name their source, and their files stay inside',
  why: 'The API server refuses the pod.',
  fix: 'Name the ConfigMap, Secret or claim; write relative paths without "..".',
  *checkPod(pod) {
    for (const { path, value } of itemsAt(pod.spec.volumes, `${pod.path}.volumes`)) {
      for (const [source, field] of Object.entries(named)) {
        const found = value[source];
        if (!isFields(found)) continue;
        if (!found[field]) yield { path: `${path}.${source}.${field}`, what: `The ${source} is not named.` };
        yield* itemFaults(found, `${path}.${source}`);
      }
      if (
        typeof dig(value, 'hostPath', 'path') === 'string' &&
        String(dig(value, 'hostPath', 'path'))
          .split('/')
          .includes('..')
      ) {
        yield { path: `${path}.hostPath.path`, what: 'The path contains "..".' };
      }
      const limit = parseQuantity(dig(value, 'emptyDir', 'sizeLimit'));
      if (limit !== undefined && limit < 0n) {
        yield { path: `${path}.emptyDir.sizeLimit`, what: 'The limit is less than nothing.' };
      }
      yield* projectedFaults(fields(value.projected), `${path}.projected`);
      for (const file of itemsAt(dig(value, 'downwardAPI', 'items'), `${path}.downwardAPI.items`)) {
        yield* pathFault(file.value, file.path);
      }
    }
  },
});

function* projectedFaults(projected: Fields, path: string): Generator<Fault> {
  const files = new Set<unknown>();
  for (const { path: at, value } of itemsAt(projected.sources, `${path}.sources`)) {
    const kinds = Object.keys(value).filter((kind) => value[kind] !== null);
    if (kinds.length > 1)
      yield { path: at, what: `Only one source is allowed, given are ${kinds.join(' and ')}.` };
    for (const kind of ['configMap', 'secret']) {
      const source = value[kind];
      if (!isFields(source)) continue;
      if (!source.name) yield { path: `${at}.${kind}.name`, what: `The ${kind} is not named.` };
      yield* itemFaults(source, `${at}.${kind}`);
    }
    for (const kind of ['configMap', 'secret', 'downwardAPI']) {
      for (const item of itemsAt(dig(value, kind, 'items'), `${at}.${kind}.items`)) {
        if (files.has(item.value.path)) {
          yield { path: `${item.path}.path`, what: `Another source writes ${show(item.value.path)}, too.` };
        }
        files.add(item.value.path);
      }
    }
    const token = value.serviceAccountToken;
    if (isFields(token) && !token.path)
      yield { path: `${at}.serviceAccountToken.path`, what: 'The path is missing.' };
  }
}

function* itemFaults(source: Fields, path: string): Generator<Fault> {
  for (const item of itemsAt(source.items, `${path}.items`)) {
    if (!item.value.key) yield { path: `${item.path}.key`, what: 'The key is missing.' };
    yield* pathFault(item.value, item.path);
  }
}

function* pathFault({ path: file }: Fields, path: string): Generator<Fault> {
  if (typeof file !== 'string' || file === '') {
    if (file === undefined || file === '') yield { path: `${path}.path`, what: 'The path is missing.' };
    return;
  }
  if (file.startsWith('/') || file.startsWith('..') || file.split('/').includes('..')) {
    yield { path: `${path}.path`, what: `${show(file)} leads out of the volume.` };
  }
}
