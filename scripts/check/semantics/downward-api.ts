// Fields and resources that a container reads of its own pod exist there.
// https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { containerRule, type Fault } from '../kit/make-rule.ts';
import { qualifiedNameFault } from '../kit/names.ts';
import { dig, itemsAt } from '../kit/read.ts';

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const resources = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [
  `limits.${name}`,
  `requests.${name}`,
]);

export const downwardApi = containerRule({
  id: 'semantics/downward-api',
  title: 'Variables read fields of the pod that exist',
  why: 'The API server refuses the pod.',
  fix: "Use one of the fields of the downward API, or metadata.labels['key'] and metadata.annotations['key'].",
  *checkContainer({ path, value }) {
    for (const variable of itemsAt(value.env, `${path}.env`)) {
      const at = `${variable.path}.valueFrom`;
      const fieldPath = dig(variable.value, 'valueFrom', 'fieldRef', 'fieldPath');
      if (typeof fieldPath === 'string') yield* fieldFaults(fieldPath, `${at}.fieldRef.fieldPath`);
      const resource = dig(variable.value, 'valueFrom', 'resourceFieldRef', 'resource');
      if (typeof resource !== 'string' || resources.includes(resource)) continue;
      if (/^(limits|requests)\.hugepages-/.test(resource)) continue;
      yield {
        path: `${at}.resourceFieldRef.resource`,
        what: `${show(resource)} can’t be read.`,
        fix: `${didYouMean(resource, resources)}Accepted: ${resources.join(', ')}.`,
      };
    }
  },
});

function* fieldFaults(fieldPath: string, path: string): Generator<Fault> {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath);
  if (subscript) {
    const [, map, key = ''] = subscript;
    const fault = qualifiedNameFault(map === 'annotations' ? key.toLowerCase() : key);
    if (fault) yield { path, what: `${show(key)} is no key: ${fault}.` };
    return;
  }
  if (fieldPaths.includes(fieldPath)) return;
  yield {
    path,
    what: `${show(fieldPath)} can’t be read.`,
    fix: `${didYouMean(fieldPath, fieldPaths)}Accepted: ${fieldPaths.join(', ')}, metadata.labels['key'], metadata.annotations['key'].`,
  };
}
