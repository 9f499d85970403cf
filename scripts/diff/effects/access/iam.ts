// Who may do more or less in AWS: the policies of each role, who may take the role, and what bounds it.
import type { DiffedObject, Effect, EffectRule, ObjectChange } from '../../change.ts';
import { fieldOf } from '../cluster/kinds.ts';
import { effectOf } from '../effect.ts';
import { few } from './few.ts';
import { type Grant, gainedGrants, grantsOf } from './statements.ts';

/** Resources that one message names. */
const maxResources = 5;

const iamGroup = 'iam.aws.m.upbound.io/';
const escalation =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege';

/** Rights of roles by their policies. */
export const awsRights: EffectRule = {
  id: 'access/aws',
  title: 'A role may do more or less in AWS.',
  *effects(environment) {
    const touched = environment.changes.filter(({ apiVersion }) => apiVersion.startsWith(iamGroup));
    if (touched.length === 0) return;
    const before = policiesByRole(environment.from);
    const after = policiesByRole(environment.to);
    for (const role of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      const change = touched.find((one) => roleOf(one.to ?? one.from) === role);
      if (!change) continue;
      const had = before.get(role) ?? [];
      const has = after.get(role) ?? [];
      const gained = gainedGrants(had, has);
      const lost = gainedGrants(has, had);
      if (gained.length > 0) yield gain(change, role, gained, boundaryOf(environment.to, role));
      if (lost.length > 0) yield loss(change, role, lost);
    }
    for (const change of touched) if (change.kind === 'Role') yield* trustEffects(change);
  },
};

function gain(
  change: ObjectChange,
  role: string,
  gained: readonly Grant[],
  boundary: string | undefined,
): Effect {
  const risky = gained.filter(isRisky);
  const writes = gained.filter((grant) => !isReading(grant));
  return effectOf(change, {
    rule: risky.length > 0 ? 'access/aws-escalation' : 'access/aws-gained',
    level: risky.length > 0 ? 'danger' : writes.length > 0 ? 'caution' : 'notice',
    what: `Role ${role} gains ${rights([...risky, ...gained.filter((grant) => !risky.includes(grant))])}.`,
    why:
      risky.length > 0
        ? `A wildcard, or a right that leads to others: ${escalation}. ${limitText(boundary)}`
        : `Its policies allow it from now on. ${limitText(boundary)}`,
    fix: 'Make sure that the workload needs this; else name actions, resources and conditions more closely.',
  });
}

/** Name of the policy that bounds a role; empty when none does, `undefined` for a role that the tree does not have. */
function boundaryOf(objects: readonly DiffedObject[], role: string): string | undefined {
  const found = objects.find(
    ({ manifest }) =>
      manifest.apiVersion.startsWith(iamGroup) && manifest.kind === 'Role' && manifest.metadata.name === role,
  );
  if (!found) return undefined;
  const boundary = fieldOf(found.manifest, 'spec.forProvider.permissionsBoundary');
  return typeof boundary === 'string' ? boundary.replace(/^.*:policy\//, '') : '';
}

function limitText(boundary: string | undefined): string {
  if (boundary === undefined) return 'The role is not in the tree: its boundary may hold it back.';
  return boundary === ''
    ? 'No boundary holds it back.'
    : `Its boundary ${boundary} stays, and holds back what it does not allow itself.`;
}

function loss(change: ObjectChange, role: string, lost: readonly Grant[]): Effect {
  return effectOf(change, {
    rule: 'access/aws-lost',
    level: 'notice',
    what: `Role ${role} loses ${rights(lost)}.`,
    why: 'No policy of it allows that any more, or one forbids it now.',
    fix: 'Make sure that the workload does not need this.',
  });
}

function* trustEffects(change: ObjectChange): Iterable<Effect> {
  const { from, to } = change;
  if (!from || !to) return;
  const boundary = change.fields.find(({ path }) => path === 'spec.forProvider.permissionsBoundary');
  if (boundary) {
    yield effectOf(change, {
      rule: 'access/boundary',
      level: boundary.to === undefined ? 'danger' : 'caution',
      what:
        boundary.to === undefined
          ? 'The role loses its permissions boundary: its policies alone decide.'
          : `The role is bounded by ${String(boundary.to)} instead of ${String(boundary.from ?? 'nothing')}.`,
      why: 'The boundary is what a role can have at most: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
      fix: 'Keep the boundary of the account, unless the account has a new one.',
      fields: [boundary.path],
    });
  }
  const trust = (object: DiffedObject) =>
    grantsOf(fieldOf(object.manifest, 'spec.forProvider.assumeRolePolicy'));
  const gained = gainedGrants(trust(from), trust(to));
  if (gained.length === 0) return;
  yield effectOf(change, {
    rule: 'access/trust',
    level: 'danger',
    what: `The role can be taken by ${few(gained.map(({ principal, condition }) => `${principal || 'others'}${condition ? ` when ${condition}` : ' without a condition'}`))}.`,
    why: 'Who may take a role has all of its rights.',
    fix: 'Pin the ServiceAccount (sub) and the audience (aud) of exactly one workload.',
    fields: change.fields.map(({ path }) => path).filter((path) => path.includes('assumeRolePolicy')),
  });
}

/** All grants by name of the role. Managed policies of AWS count by their name: their contents are not in the tree. */
function policiesByRole(objects: readonly DiffedObject[]): ReadonlyMap<string, readonly Grant[]> {
  const grants = new Map<string, Grant[]>();
  for (const object of objects) {
    if (!object.manifest.apiVersion.startsWith(iamGroup)) continue;
    const role = roleOf(object);
    if (!role) continue;
    const found = grants.get(role) ?? [];
    const arn = fieldOf(object.manifest, 'spec.forProvider.policyArn');
    if (typeof arn === 'string')
      found.push({ effect: 'Allow', action: `all of ${arn}`, resource: '*', principal: '', condition: '' });
    else if (object.manifest.kind === 'RolePolicy')
      found.push(...grantsOf(fieldOf(object.manifest, 'spec.forProvider.policy')));
    grants.set(role, found);
  }
  return grants;
}

function roleOf(object: DiffedObject | undefined): string | undefined {
  if (!object) return undefined;
  const { kind, metadata } = object.manifest;
  if (kind === 'Role') return metadata.name;
  const reference =
    fieldOf(object.manifest, 'spec.forProvider.roleRef.name') ??
    fieldOf(object.manifest, 'spec.forProvider.role');
  return typeof reference === 'string' ? reference : undefined;
}

const riskyActions =
  /^(\*|iam:(\*|passrole|create|put|attach|update|add|set|delete|detach)|sts:(\*|assumerole)|kms:(\*|creategrant|putkeypolicy|disablekey|schedulekeydeletion)|s3:(\*|putbucketpolicy|putbucketacl|putobjectacl|bypassgovernanceretention)|secretsmanager:(\*|putresourcepolicy)|organizations:|lambda:(updatefunctioncode|createfunction)|ec2:(\*|runinstances)|eks:(\*|createaccessentry|associateaccesspolicy)|cloudtrail:(stoplogging|deletetrail)|all of .*(administratoraccess|poweruseraccess|iamfullaccess))/i;

/** True for rights that lead to others, and for everything at once. */
function isRisky({ action, resource, effect }: Grant): boolean {
  if (effect === 'Deny') return true;
  return (
    riskyActions.test(action) ||
    action.startsWith('everything but') ||
    (resource === '*' && !isReading({ action }))
  );
}

function isReading({ action }: Pick<Grant, 'action'>): boolean {
  return (
    /^[a-z0-9-]+:(get|list|describe|batchget|head|view|lookup|query|scan|search)/i.test(action) &&
    !/^secretsmanager:getsecretvalue$/i.test(action)
  );
}

/** Actions on the same resource are said together. */
function rights(grants: readonly Grant[]): string {
  const alike = Map.groupBy(grants, ({ effect, resource, condition }) =>
    JSON.stringify([effect, resource, condition !== '']),
  );
  const parts = [...alike.values()].map((group) => {
    const [first] = group;
    const right = `${few(
      group.map(({ action }) => action),
      4,
    )} on ${first?.resource}${first?.condition ? ' under a condition' : ''}`;
    return first?.effect === 'Deny' ? `${right}, which was forbidden` : right;
  });
  const shown = parts.slice(0, maxResources);
  const rest = parts.length - shown.length;
  return `${shown.join('; ')}${rest > 0 ? `; and rights on ${rest} more resources` : ''}`;
}
