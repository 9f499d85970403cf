// Environment variables: names, one source each, and none given twice.
import { show } from '../../../envs/validate/show.ts';
import { containerRule, type Fault } from '../kit/make-rule.ts';
import { dataKeyFault, envNameFault, subdomainFault } from '../kit/names.ts';
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
    const hasKey = source === 'configMapKeyRef' || source === 'secretKeyRef';
    if (hasKey) yield* formFaults(key, `${path}.${source}.key`, 'key', dataKeyFault);
    if (hasKey || source === 'configMapRef' || source === 'secretRef') {
      yield* formFaults(name, `${path}.${source}.name`, 'name', subdomainFault);
    }
  }
}

function* formFaults(
  value: unknown,
  path: string,
  noun: string,
  faultOf: (text: string) => string | undefined,
): Generator<Fault> {
  if (value === undefined || value === '') yield { path, what: `The ${noun} is missing.` };
  const fault = typeof value === 'string' && value !== '' ? faultOf(value) : undefined;
  if (fault) yield { path, what: `${show(value)} is no ${noun}: ${fault}.` };
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
