// Definitions of kinds that lose fields or versions: what is stored in those fields is dropped.
import type { Effect, EffectRule, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { appliedChanges } from './kinds.ts';

const definitionKinds = new Set(['CustomResourceDefinition', 'CompositeResourceDefinition']);
const removedField = /\.properties\.([\w$-]+)$/;
const version = /^spec\.versions\[name=([^\]]+)\]/;

/** A definition without a field or version that it had. */
export const definitionLosses: EffectRule = {
  id: 'cluster/definition-loss',
  title: 'A kind loses fields or versions.',
  *effects({ changes }) {
    for (const change of appliedChanges(changes)) {
      if (definitionKinds.has(change.kind) && change.from && change.to) yield* lossesOf(change);
    }
  },
};

function* lossesOf(change: ObjectChange): Iterable<Effect> {
  const gone = change.fields.filter(({ from, to }) => from !== undefined && to === undefined);
  const fields = gone.filter(({ path }) => removedField.test(path));
  if (fields.length > 0) {
    yield effectOf(change, {
      rule: 'cluster/field-removed',
      level: 'danger',
      what: `Objects of this kind lose ${fields.map(({ path }) => removedField.exec(path)?.[1] ?? path).join(', ')}, with what is in it.`,
      why: 'The API server drops fields that the schema does not have: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning',
      fix: 'Keep the field until no object uses it.',
      fields: fields.map(({ path }) => path),
    });
  }
  const versions = gone.filter(({ path }) => version.exec(path)?.[0] === path);
  const unserved = change.fields.filter(
    ({ path, to }) => version.test(path) && path.endsWith('.served') && to === false,
  );
  for (const { path } of [...versions, ...unserved]) {
    yield effectOf(change, {
      rule: 'cluster/version-removed',
      level: 'danger',
      what: `Version ${version.exec(path)?.[1] ?? ''} is no longer served: objects and programs that use it fail.`,
      why: 'A version must stay while objects are stored in it: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/',
      fix: 'Move all objects and programs to another version first.',
      fields: [path],
    });
  }
}
