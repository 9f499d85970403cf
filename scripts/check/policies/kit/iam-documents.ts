// Reads the IAM policies in managed resources: JSON in a field, taken apart into statements.
import { type GroupKind, groupKindOf } from '../../kit/kinds.ts';
import { type Fields, fields, isFields, itemsAt, list } from '../../kit/read.ts';
import type { CheckedObject } from '../../rule.ts';

/** What a policy is attached to. `identity`: who may do what; `trust`: who may become a role; `resource`: who may use it. */
export type PolicyUse = 'identity' | 'trust' | 'resource' | 'endpoint';

/** One statement of a policy. Lists of one are lists here too. */
export interface Statement {
  /** As messages name it: its Sid, or its place. */
  readonly name: string;
  readonly use: PolicyUse;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly notActions: boolean;
  readonly resources: readonly string[];
  readonly notResources: boolean;
  /** `Service: events.amazonaws.com` as `{type, name}`; `*` alone has the type `*`. */
  readonly principals: readonly { readonly type: string; readonly name: string }[];
  readonly conditions: readonly Condition[];
}

/** One condition of a statement. */
export interface Condition {
  /** For example `StringEquals`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One policy of an object. */
export interface PolicyDocument {
  readonly path: string;
  readonly use: PolicyUse;
  /** Undefined when the text is no JSON object with statements. */
  readonly statements: readonly Statement[] | undefined;
}

const identity = { policy: 'identity' } as const;
const resource = { policy: 'resource' } as const;

/** Which fields of which kinds hold policies; the groups are those of the provider, both scopes. */
const places: Readonly<Record<string, Readonly<Record<string, PolicyUse>>>> = {
  'iam/Policy': identity,
  'iam/RolePolicy': identity,
  'iam/UserPolicy': identity,
  'iam/GroupPolicy': identity,
  'iam/Role': { assumeRolePolicy: 'trust' },
  'kms/Key': resource,
  'kms/KeyPolicy': resource,
  's3/BucketPolicy': resource,
  'sqs/QueuePolicy': resource,
  'sqs/Queue': resource,
  'sns/TopicPolicy': resource,
  'sns/Topic': resource,
  'ecr/RepositoryPolicy': resource,
  'efs/FileSystemPolicy': resource,
  'secretsmanager/SecretPolicy': resource,
  'cloudwatchlogs/ResourcePolicy': { policyDocument: 'resource' },
  'ec2/VPCEndpoint': { policy: 'endpoint' },
};

const providerGroup = /^([a-z0-9]+)\.aws(?:\.m)?\.upbound\.io\/(.+)$/;

/** Service and kind of a managed resource of AWS, for example `iam/Role`; undefined for other objects. */
export function managedKindOf(object: CheckedObject): GroupKind | undefined {
  const match = providerGroup.exec(groupKindOf(object));
  return match ? `${match[1]}/${match[2]}` : undefined;
}

const cache = new WeakMap<CheckedObject, readonly PolicyDocument[]>();

/** The policies that an object holds. */
export function policiesOf(object: CheckedObject): readonly PolicyDocument[] {
  const known = cache.get(object);
  if (known) return known;
  const found = Object.entries(places[managedKindOf(object) ?? ''] ?? {}).flatMap(([field, use]) => {
    const text = fields(fields(object.manifest.spec).forProvider)[field];
    return typeof text === 'string' ? [read(text, `spec.forProvider.${field}`, use)] : [];
  });
  cache.set(object, found);
  return found;
}

function read(text: string, path: string, use: PolicyUse): PolicyDocument {
  const document = parse(text);
  const statements = isFields(document) ? [document.Statement].flat() : undefined;
  return {
    path,
    use,
    statements: statements && itemsAt(statements, '').map(({ value }, i) => statement(value, i, use)),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    one === undefined || one === null ? [] : [String(one)],
  );
}

function statement(value: Fields, index: number, use: PolicyUse): Statement {
  return {
    name: typeof value.Sid === 'string' ? value.Sid : `statement ${index + 1}`,
    use,
    allows: value.Effect === 'Allow',
    actions: texts(value.Action),
    notActions: list(texts(value.NotAction)).length > 0,
    resources: texts(value.Resource),
    notResources: texts(value.NotResource).length > 0,
    principals: isFields(value.Principal)
      ? Object.entries(value.Principal).flatMap(([type, name]) =>
          texts(name).map((one) => ({ type, name: one })),
        )
      : texts(value.Principal).map((name) => ({ type: '*', name })),
    conditions: Object.entries(fields(value.Condition)).flatMap(([operator, keys]) =>
      Object.entries(fields(keys)).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
  };
}
