// Environment variables: names, one source each, and none given twice.
import { show } from '../../../envs/validate/show.ts';
import { containerRule, type Fault } from '../kit/make-rule.ts';
import { envNameFault } from '../kit/names.ts';
import { type Fields, fields, isFields, itemsAt } from '../kit/read.ts';

const valueSources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const listSources = ['configMapRef', 'secretRef'];

export const env = containerRule({
  id: 'semantics/env',
  title: 'Environment variables have a name and one source',
  why: 'The API server refuses the pod.',
  fix: 'Give each variable either "value" or one source below "valueFrom".',
  *checkContainer({ path, value }) {
    for (const variable of itemsAt(value.env, `${path}.env`)) {
      const { name, valueFrom } = variable.value;
      const nameFault = typeof name === 'string' ? envNameFault(name) : undefined;
      if (name === undefined || name === '')
        yield { path: `${variable.path}.name`, what: 'The variable has no name.' };
      else if (nameFault)
        yield {
          path: `${variable.path}.name`,
          what: `${show(name)} is no name of a variable: ${nameFault}.`,
        };
      if (!isFields(valueFrom)) continue;
      yield* sourceFaults(valueFrom, valueSources, `${variable.path}.valueFrom`);
      if (variable.value.value) {
        yield {
          path: `${variable.path}.valueFrom`,
          what: `Variable ${show(name)} has both "value" and "valueFrom".`,
        };
      }
    }
    for (const { path: at, value: source } of itemsAt(value.envFrom, `${path}.envFrom`)) {
      yield* sourceFaults(source, listSources, at);
    }
  },
});

function* sourceFaults(holder: Fields, sources: readonly string[], path: string): Generator<Fault> {
  const given = sources.filter((source) => holder[source] !== undefined && holder[source] !== null);
  if (given.length === 0) yield { path, what: `No source is given. Accepted: ${sources.join(', ')}.` };
  if (given.length > 1) yield { path, what: `Only one source is allowed, given are ${given.join(' and ')}.` };
  for (const source of given) {
    const { key, name } = fields(holder[source]);
    const needsKey = source.endsWith('MapKeyRef') || source === 'secretKeyRef';
    if (needsKey && (key === undefined || key === ''))
      yield { path: `${path}.${source}.key`, what: 'The key is missing.' };
    const needsName = needsKey || source === 'configMapRef' || source === 'secretRef';
    if (needsName && (name === undefined || name === ''))
      yield { path: `${path}.${source}.name`, what: 'The name is missing.' };
  }
}

export const envTwice = containerRule({
  id: 'semantics/env-twice',
  title: 'An environment variable is given once',
  why: 'Server-side apply, with which Argo CD syncs, refuses the object: it tells variables apart by name.',
  fix: 'Delete the one that is not wanted.',
  *checkContainer({ path, value }) {
    const seen = new Set<unknown>();
    for (const variable of itemsAt(value.env, `${path}.env`)) {
      const { name } = variable.value;
      if (seen.has(name))
        yield { path: `${variable.path}.name`, what: `Variable ${show(name)} is given before.` };
      seen.add(name);
    }
  },
});
