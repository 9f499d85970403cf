// What IAM policies grant in the end: no more than the permissions boundary of the role allows.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
import type { GroupKind } from '../../kit/kinds.ts';
import { annotationOf } from '../../kit/metadata.ts';
import { dig, type Fields, fields, text } from '../../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../../rule.ts';
import { means } from './iam-actions.ts';
import { managedKindOf, type PolicyUse, policiesOf, type Statement } from './iam-documents.ts';
import { allowing } from './iam-statements.ts';

/** A statement that allows something. */
export interface Grant {
  readonly object: CheckedObject;
  readonly path: string;
  readonly statement: Statement;
  /** False for an action that a permissions boundary takes away again. */
  readonly isEffective: (action: string) => boolean;
}

/** All statements of an environment that allow something. Policies that are boundaries and nothing else grant nothing. */
export function* grantsIn(environment: CheckedEnvironment, use?: PolicyUse): Generator<Grant> {
  const boundaries = boundariesIn(environment);
  for (const object of environment.objects) {
    if (boundaries.only.has(object)) continue;
    for (const { path, statement } of allowing(object, use)) {
      const boundary = statement.use === 'identity' ? boundaries.of(object) : undefined;
      yield { object, path, statement, isEffective: (action) => !boundary || allows(boundary, action) };
    }
  }
}

interface Boundaries {
  /** Policies that limit roles and are attached to none. */
  readonly only: ReadonlySet<CheckedObject>;
  /** The statements of the boundary of the role that a policy belongs to; undefined where none is known. */
  readonly of: (policy: CheckedObject) => readonly Statement[] | undefined;
}

const known = new WeakMap<CheckedEnvironment, Boundaries>();

function boundariesIn(environment: CheckedEnvironment): Boundaries {
  const found = known.get(environment) ?? findBoundaries(environment.objects);
  known.set(environment, found);
  return found;
}

function findBoundaries(objects: readonly CheckedObject[]): Boundaries {
  const byKind = Map.groupBy(objects, managedKindOf);
  const ofKinds = (...kinds: GroupKind[]) => kinds.flatMap((kind) => byKind.get(kind) ?? []);
  const policies = new Map(ofKinds('iam/Policy').map((object) => [arnEnding(object), object] as const));
  const bounded = new Map<string, CheckedObject>();
  for (const role of ofKinds('iam/Role', 'iam/User')) {
    const boundary = policies.get(endingOf(forProvider(role).permissionsBoundary));
    if (boundary) bounded.set(placeOf(role, role.manifest.metadata.name), boundary);
  }
  const attached = new Set(
    ofKinds('iam/RolePolicyAttachment', 'iam/UserPolicyAttachment', 'iam/GroupPolicyAttachment').map(
      (object) => endingOf(forProvider(object).policyArn),
    ),
  );
  const only = [...bounded.values()].filter((policy) => !attached.has(arnEnding(policy)));
  return {
    only: new Set(only),
    of: (policy) => {
      const { roleRef, userRef } = forProvider(policy);
      const name = text(dig(roleRef ?? userRef, 'name'));
      const boundary = name === undefined ? undefined : bounded.get(placeOf(policy, name));
      return boundary && policiesOf(boundary).flatMap(({ statements }) => statements ?? []);
    },
  };
}

/** True when a boundary leaves an action, on some resource and under some condition. */
function allows(boundary: readonly Statement[], action: string): boolean {
  const names = (statement: Statement) => statement.actions.some((one) => means(one, action));
  // What is denied under a condition or for some resources is allowed for the others.
  const isDenied = boundary.some(
    (one) => !one.allows && one.conditions.length === 0 && one.resources.includes('*') && names(one),
  );
  return !isDenied && boundary.some((one) => one.allows && (one.notActions || names(one)));
}

/** Path and name of a policy, as its ARN ends: `/helical-boundary`. */
function arnEnding(policy: CheckedObject): string {
  const name = annotationOf(policy, 'crossplane.io/external-name') ?? policy.manifest.metadata.name;
  return `${text(forProvider(policy).path) ?? '/'}${name}`;
}

/** The same of an ARN such as `arn:aws:iam::123456789012:policy/helical-boundary`; empty for the policies of AWS. */
function endingOf(arn: unknown): string {
  return /^arn:[^:]*:iam::\d*:policy(\/.+)$/.exec(text(arn) ?? '')?.[1] ?? '';
}

function placeOf({ manifest }: CheckedObject, name: string): string {
  return `${manifest.metadata.namespace}/${name}`;
}

function forProvider({ manifest }: CheckedObject): Fields {
  return fields(dig(manifest, 'spec', 'forProvider'));
}
