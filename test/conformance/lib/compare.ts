// Compares a managed resource on the server with its preview, field by field.

import { copy, type Fields, isFields, type KubeObject } from './json.ts';

/** One field that differs. */
export type Difference = { path: string; expected: unknown; actual: unknown };

const placeholder = /<known after apply: [^>]*>/;

/** Whether a preview's value, or all that it holds, is known only once AWS has answered. */
export function awaitsAws(value: unknown): boolean {
  if (typeof value === 'string') return placeholder.test(value);
  if (Array.isArray(value)) return value.length > 0 && value.every(awaitsAws);
  return isFields(value) && Object.keys(value).length > 0 && Object.values(value).every(awaitsAws);
}

/**
 * All fields in which `actual` is not what `expected` says. A text with a placeholder matches any text that has
 * something in the placeholder's stead. With `incomplete`, a field that awaits AWS may still be missing.
 */
export function differences(
  expected: unknown,
  actual: unknown,
  incomplete: boolean,
  path = '',
): Difference[] {
  if (actual === undefined && incomplete && awaitsAws(expected)) return [];
  if (typeof expected === 'string' && typeof actual === 'string') {
    const same = placeholder.test(expected) ? patternOf(expected).test(actual) : expected === actual;
    return same ? [] : [{ path, expected, actual }];
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) =>
      differences(expected[index], actual[index], incomplete, `${path}[${index}]`),
    ).flat();
  }
  if (isFields(expected) && isFields(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) =>
      differences(expected[key], actual[key], incomplete, path ? `${path}.${key}` : key),
    );
  }
  if (expected === actual) return [];
  // An object that would hold only values of AWS's is missing as a whole until then.
  return [{ path, expected, actual }];
}

function patternOf(text: string): RegExp {
  const literals = text
    .split(new RegExp(placeholder, 'g'))
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^]+?')}$`);
}

// What the API server, Crossplane's core and the provider write into every managed resource.
const serverFields = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'ownerReferences',
  'finalizers',
  'generateName',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];
const addedLabels = ['crossplane.io/composite', 'crossplane.io/in-use'];
const addedAnnotations = [
  'crossplane.io/composition-resource-name',
  'crossplane.io/external-name',
  'crossplane.io/usage-details',
];

/**
 * A managed resource without what the server, the core and the provider add: that is what a preview shows.
 * An annotation that the preview has too stays.
 */
export function withoutAdditions(object: KubeObject, preview: KubeObject): Fields {
  const { metadata, status: _status, ...rest } = copy(object);
  const meta: Fields = { ...metadata };
  for (const field of serverFields) delete meta[field];
  meta.labels = without(metadata.labels, addedLabels, preview.metadata.labels);
  meta.annotations = without(metadata.annotations, addedAnnotations, preview.metadata.annotations);
  for (const field of ['labels', 'annotations']) if (meta[field] === undefined) delete meta[field];
  return { ...rest, metadata: meta };
}

function without(
  from: { [key: string]: string } | undefined,
  keys: string[],
  kept: { [key: string]: string } | undefined,
): Fields | undefined {
  const entries = Object.entries(from ?? {}).filter(
    ([key]) => !keys.includes(key) || kept?.[key] !== undefined,
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** A difference in words. */
export function tellDifference({ path, expected, actual }: Difference): string {
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300));
  return `${path}: the preview says ${show(expected)}, Crossplane made ${show(actual)}`;
}
