// ConfigMaps and Secrets that something reads exist, with the keys that are read.
import { show } from '../../../envs/validate/show.ts';
import { type DataReference, dataReferences } from '../kit/data-references.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { fixMissing } from '../kit/missing.ts';
import { configMapsIn, secretsIn } from '../kit/secrets.ts';
import type { CheckedEnvironment, Violation } from '../rule.ts';

function contentsFor(environment: CheckedEnvironment, { kind, namespace }: DataReference) {
  return kind === 'ConfigMap' ? configMapsIn(environment, namespace) : secretsIn(environment, namespace);
}

function* missingObjects(environment: CheckedEnvironment, kind: DataReference['kind']): Generator<Violation> {
  const seen = new Set<string>();
  for (const reference of dataReferences(environment)) {
    if (reference.kind !== kind) continue;
    const contents = contentsFor(environment, reference);
    if (contents.has(reference.name)) continue;
    // One finding for each place; the items of a volume repeat their volume.
    const key = `${reference.object.file} ${reference.path.replace(/\.items\[\d+\]$/, '')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield {
      object: reference.object,
      path: reference.path,
      what: `Namespace ${reference.namespace} has no ${kind} ${show(reference.name)}.`,
      fix: fixMissing(reference.name, contents.keys()),
    };
  }
}

function* missingKeys(environment: CheckedEnvironment, kind: DataReference['kind']): Generator<Violation> {
  for (const reference of dataReferences(environment)) {
    const keys =
      reference.kind === kind ? contentsFor(environment, reference).get(reference.name) : undefined;
    if (keys === undefined || keys === 'any' || reference.key === undefined || keys.has(reference.key))
      continue;
    yield {
      object: reference.object,
      path: reference.path,
      what: `${kind} ${show(reference.name)} has no key ${show(reference.key)}.`,
      fix: fixMissing(reference.key, keys),
    };
  }
}

export const configMap = environmentRule({
  id: 'references/config-map',
  title: 'ConfigMaps that something reads exist',
  why: 'The container waits in CreateContainerConfigError, a volume in ContainerCreating, until it exists.',
  fix: 'Add the ConfigMap to the namespace, name one of it, or mark the reference as optional.',
  check: (environment) => missingObjects(environment, 'ConfigMap'),
});

export const configMapKey = environmentRule({
  id: 'references/config-map-key',
  title: 'Keys of ConfigMaps that something reads exist',
  why: 'The container never starts.',
  fix: 'Use one of its keys.',
  check: (environment) => missingKeys(environment, 'ConfigMap'),
});

export const secret = environmentRule({
  id: 'references/secret',
  title: 'Secrets that something reads are made by something',
  why: 'The container waits in CreateContainerConfigError, a volume in ContainerCreating, until it exists.',
  fix: 'Add an ExternalSecret, name a Secret of the namespace, or mark the reference as optional.',
  check: (environment) => missingObjects(environment, 'Secret'),
});

export const secretKey = environmentRule({
  id: 'references/secret-key',
  title: 'Keys of Secrets that something reads are written by something',
  why: 'The container never starts.',
  fix: 'Use one of its keys, or write the key in the ExternalSecret.',
  check: (environment) => missingKeys(environment, 'Secret'),
});
