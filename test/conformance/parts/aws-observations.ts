// Test-only: invents what AWS would answer about a resource, within the schema of the resource's status.

import { at, type Fields, fieldsAt, isFields, type KubeObject, textAt } from '../lib/json.ts';
import { groupOf } from '../lib/tree.ts';

/** Documentation account: it belongs to nobody. */
const account = '123456789012';

/**
 * A full `status.atProvider`: what was asked for, and an invented value for every other field of the schema.
 * The same resource gives the same values.
 */
export function observedState(object: KubeObject, externalName: string, schema: Fields): Fields {
  const asked = { ...fieldsAt(object, 'spec', 'initProvider'), ...fieldsAt(object, 'spec', 'forProvider') };
  const service = groupOf(object).split('.')[0] ?? '';
  const region = textAt(asked, 'region') ?? '';
  const invent = (node: Fields, value: unknown, path: string[]): unknown => {
    if (node.type === 'object') {
      const properties = fieldsAt(node, 'properties');
      if (Object.keys(properties).length === 0) return isFields(value) ? value : {};
      const entries = Object.entries(properties).map(([key, below]) => [
        key,
        invent(isFields(below) ? below : {}, at(value, key), [...path, key]),
      ]);
      return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
    }
    if (node.type === 'array') {
      const items = fieldsAt(node, 'items');
      const values: unknown[] = Array.isArray(value) && value.length > 0 ? value : [undefined];
      return values.map((item, index) => invent(items, item, index > 0 ? [...path, String(index)] : path));
    }
    if (value !== undefined) return value;
    const field = path.at(-1) ?? '';
    if (node.type === 'boolean') return false;
    if (node.type === 'number' || node.type === 'integer')
      return /port$/i.test(field) ? portOf(object.kind) : 1;
    if (node.type !== 'string') return undefined;
    return text(field, path, { service, region, name: externalName, kind: object.kind });
  };
  const state = invent(schema, asked, []);
  return isFields(state) ? state : {};
}

/** What a provider knows as soon as AWS has taken the order. */
export function firstKnown(state: Fields): Fields {
  const first = ['id', 'arn'].filter((key) => key in state);
  return Object.fromEntries(first.map((key) => [key, state[key]]));
}

/** The connection secret that a resource asks for, with the keys that its kind publishes. */
export function connectionSecret(object: KubeObject, state: Fields): KubeObject | undefined {
  const name = textAt(object, 'spec', 'writeConnectionSecretToRef', 'name');
  if (!name) return undefined;
  const host =
    textAt(state, 'address') ?? textAt(state, 'primaryEndpointAddress') ?? `${object.metadata.name}.invalid`;
  const port = String(portOf(object.kind));
  const password = 'only-for-conformance';
  const keys: { [kind: string]: { [key: string]: string } } = {
    Instance: {
      endpoint: `${host}:${port}`,
      address: host,
      host,
      port,
      username: textAt(object, 'spec', 'forProvider', 'username') ?? '',
      password,
    },
    ReplicationGroup: {
      primary_endpoint_address: host,
      reader_endpoint_address: textAt(state, 'readerEndpointAddress') ?? host,
      port,
      'attribute.auth_token': password,
    },
  };
  const { namespace } = object.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace ? { namespace } : {}) },
    type: 'connection.crossplane.io/v1alpha1',
    stringData: keys[object.kind] ?? {},
  };
}

function portOf(kind: string): number {
  return kind === 'ReplicationGroup' ? 6379 : 5432;
}

type Named = { service: string; region: string; name: string; kind: string };

function text(field: string, path: string[], { service, region, name, kind }: Named): string {
  const below = path.slice(0, -1).join('/');
  if (/arn$/i.test(field))
    return `arn:aws:${service}:${region}:${account}:${kind.toLowerCase()}/${name}${below && `/${below}`}`;
  if (path.length === 1 && field === 'id') return name;
  if (/accountId$|ownerId$/i.test(field)) return account;
  if (/^(issuer|url|uri)$|(Url|Uri)$/.test(field))
    return `https://${name}.${service}.${region}.example.com/${field}`;
  if (field === 'endpoint' && kind === 'Instance')
    return `${name}.${region}.${service}.example.com:${portOf(kind)}`;
  if (/endpoint|address|host|domain/i.test(field))
    return `${name}.${field.toLowerCase()}.${region}.${service}.example.com`;
  return `${name}-${path.join('-')}`;
}
