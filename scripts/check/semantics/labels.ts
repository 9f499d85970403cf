// Labels and annotations have keys, values and sizes that the API server accepts.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { labelValueFault, qualifiedNameFault } from '../kit/names.ts';
import { podsOf } from '../kit/pods.ts';
import { entriesAt, fields } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';

/** All annotations of an object together, in bytes: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
const mostAnnotationBytes = 256 * 1024;

/** The metadata of the object and of its pod templates, with their paths. */
function metadataOf(object: CheckedObject): { path: string; labels: unknown; annotations: unknown }[] {
  const metadata = fields(object.manifest.metadata);
  const own = { path: 'metadata', labels: metadata.labels, annotations: metadata.annotations };
  const templates = podsOf(object)
    .filter((pod) => pod.metadataPath !== 'metadata')
    .map(({ metadataPath, labels, annotations }) => ({ path: metadataPath, labels, annotations }));
  return [own, ...templates];
}

/** What is wrong with the keys and values of a map of labels. */
export function* labelFaults(labels: unknown, path: string): Generator<Fault> {
  for (const { key, value, path: at } of entriesAt(labels, path)) {
    const keyFault = qualifiedNameFault(key);
    if (keyFault) yield { path: at, what: `${show(key)} is no key of a label: ${keyFault}.` };
    const valueFault = labelValueFault(value);
    if (valueFault) yield { path: at, what: `${show(value)} is no value of a label: ${valueFault}.` };
  }
}

export const labels = objectRule({
  id: 'semantics/label',
  title: 'Labels have valid keys and values',
  why: 'The API server refuses the object, or the pods that are made from it.',
  fix: 'Write at most 63 letters, digits, "-", "_" and "."; keys may have a prefix such as "example.com/".',
  *check(object) {
    for (const { path, labels: found } of metadataOf(object))
      yield* labelFaults(found, fieldPath(path, 'labels'));
  },
});

export const annotations = objectRule({
  id: 'semantics/annotation',
  title: 'Annotations have valid keys and fit into 256 KiB',
  why: 'The API server refuses the object.',
  fix: 'Write keys as "example.com/name"; put long values into a ConfigMap.',
  *check(object) {
    for (const { path, annotations: found } of metadataOf(object)) {
      const at = fieldPath(path, 'annotations');
      let bytes = 0;
      for (const entry of entriesAt(found, at)) {
        bytes += Buffer.byteLength(entry.key) + Buffer.byteLength(entry.value);
        const fault = qualifiedNameFault(entry.key.toLowerCase());
        if (fault)
          yield { path: entry.path, what: `${show(entry.key)} is no key of an annotation: ${fault}.` };
      }
      if (bytes > mostAnnotationBytes) {
        yield {
          path: at,
          what: `The annotations have ${bytes} bytes, at most ${mostAnnotationBytes} are allowed.`,
        };
      }
    }
  },
});
