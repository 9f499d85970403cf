// Fields that keep their text in a preview and still change: they follow a resource that now is another one.
import type { DiffedObject, EnvironmentChange, ObjectChange } from '../../change.ts';
import { type AwsChange, providerName } from './managed-resource.ts';

const placeholder = /^<known after apply: (\S+) (\S+), /;

/**
 * The changes that follow from resources in `own` that stand for another thing in AWS from now on. Example: an
 * observed `Alias` gets another external name, so `kmsKeyId` of the database is another key.
 */
export function derivedChanges(own: readonly AwsChange[], environment: EnvironmentChange): AwsChange[] {
  const renamed = new Map<string, AwsChange>();
  for (const aws of own) {
    const isOther = aws.fields.some(({ name }) => name === 'external-name');
    if (isOther) renamed.set(keyOf(aws.change.kind, aws.change.namespace, aws.change.name), aws);
  }
  if (renamed.size === 0) return [];
  const before = new Map(
    environment.from.map((object) => [
      keyOf(object.manifest.kind, object.manifest.metadata.namespace, object.manifest.metadata.name),
      object,
    ]),
  );
  return environment.to.flatMap((object) => {
    const { kind, metadata, apiVersion } = object.manifest;
    const from = before.get(keyOf(kind, metadata.namespace, metadata.name));
    const family = /^([a-z0-9]+)\.aws\.m\.upbound\.io\//.exec(apiVersion)?.[1];
    if (!from || !family) return [];
    const fields = followersIn(object, renamed);
    if (fields.length === 0) return [];
    return [
      { change: changeOf(object, from, environment.environment, fields), kind: `${family}/${kind}`, fields },
    ];
  });
}

function followersIn(object: DiffedObject, renamed: ReadonlyMap<string, AwsChange>): AwsChange['fields'] {
  const found: AwsChange['fields'][number][] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      const [, kind, name] = placeholder.exec(value) ?? [];
      if (!kind || !name) return;
      const source = renamed.get(keyOf(kind, object.manifest.metadata.namespace, name));
      const field = providerName(path);
      if (!source || !field) return;
      const other = source.fields.find((one) => one.name === 'external-name')?.change;
      found.push({
        path,
        name: field,
        follows: `${kind} ${name}`,
        change: { path, from: other?.from, to: other?.to },
      });
      return;
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) visit(item, `${path}.${name}`);
    }
  };
  visit(object.manifest.spec, 'spec');
  return found;
}

function changeOf(
  to: DiffedObject,
  from: DiffedObject,
  environment: string,
  fields: AwsChange['fields'],
): ObjectChange {
  const { apiVersion, kind, metadata } = to.manifest;
  return {
    environment,
    application: to.application,
    apiVersion,
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
    from,
    to,
    fields: fields.map(({ change }) => change),
  };
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
