// One text for each meaning: values that differ only in order have the same canonical text.
import { environmentVariablesRule, type ListPlace, listRule } from './list-rules.ts';

/** True for what YAML calls a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a value: keys sorted, lists sorted where their order means nothing. */
export function canonical(value: unknown, place: ListPlace): string {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => canonical(item, place));
    const rule = place.field === 'env' ? environmentVariablesRule(value) : listRule(place);
    const isSorted = rule?.type === 'unordered' || (rule?.type === 'keyed' && !rule.ordered);
    return `[${(isSorted ? items.sort() : items).join(',')}]`;
  }
  if (!isMapping(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name], childPlace(place, name))}`);
  return `{${fields.join(',')}}`;
}

const containerLists = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The place of a field of the object at `place`. */
export function childPlace(place: ListPlace, name: string): ListPlace {
  const kind = containerLists.has(place.field) ? 'Container' : place.kind;
  return { kind, field: name, parent: place.field, inPolicy: place.inPolicy };
}
