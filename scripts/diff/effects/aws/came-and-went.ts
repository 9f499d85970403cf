// Resources that AWS creates, deletes, keeps without an owner, or loses to a second one of the same name.
import type { EffectRule, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { factsOf } from './fixed-fields.ts';
import { type AwsChange, awsChanges, isKeptInAws, isObserved, valueAt } from './managed-resource.ts';

/** Previews that are there on one side only. */
export const cameAndWent: EffectRule = {
  id: 'aws/came-and-went',
  title: 'AWS creates or deletes a resource.',
  *effects({ changes }) {
    const all = awsChanges(changes);
    const created = all.filter(({ change }) => !change.from);
    const heirs = new Set<AwsChange>();
    for (const aws of all) {
      if (aws.change.to) continue;
      const heir = created.find(
        (other) => other.kind === aws.kind && nameInAws(other.change) === nameInAws(aws.change),
      );
      if (heir) heirs.add(heir);
      yield heir ? handover(aws, heir) : deletion(aws);
    }
    for (const aws of created) if (!heirs.has(aws)) yield creation(aws.change);
  },
};

function creation(change: ObjectChange) {
  const observed = isObserved(change.to?.manifest);
  return effectOf(change, {
    rule: observed ? 'aws/observe' : 'aws/create',
    level: 'info',
    what: observed ? 'The provider looks it up in AWS; somebody else owns it.' : 'AWS creates it.',
    why: 'The preview is new.',
    fix: 'Nothing to do.',
  });
}

function deletion({ change, kind }: AwsChange) {
  const { from } = change;
  const keepsData = factsOf(kind)?.keepsData ?? true;
  if (isObserved(from?.manifest)) {
    return effectOf(change, {
      rule: 'aws/forget',
      level: 'info',
      what: 'The provider no longer looks at it. AWS keeps it.',
      why: 'Its managementPolicies are Observe alone.',
      fix: 'Nothing to do.',
    });
  }
  if (isKeptInAws(from?.manifest)) {
    return effectOf(change, {
      rule: 'aws/orphan',
      level: 'caution',
      what: 'AWS keeps it, and nobody manages it any more.',
      why: 'Its managementPolicies have no Delete.',
      fix: 'Delete it in AWS by hand once its data is not needed, or put the object back.',
    });
  }
  const safety = safetyOf(kind, change);
  return effectOf(change, {
    rule: keepsData ? 'aws/delete-data' : 'aws/delete',
    level: keepsData ? 'danger' : 'caution',
    what: keepsData ? `AWS deletes it with its data${safety}.` : 'AWS deletes it.',
    why: 'The preview is gone, and its managementPolicies allow deletion.',
    fix: keepsData
      ? 'Make sure that nobody needs the data, or put the object back.'
      : 'Make sure that nothing uses it.',
  });
}

function handover({ change, kind }: AwsChange, heir: AwsChange) {
  const isSafe = isKeptInAws(change.from?.manifest);
  return effectOf(heir.change, {
    rule: 'aws/replace',
    level: isSafe ? 'caution' : 'danger',
    what: isSafe
      ? `It takes over ${nameInAws(change)} from ${change.name}; AWS keeps the resource.`
      : `It stands for the same ${nameInAws(change)} in AWS as ${change.name}, which is deleted: AWS deletes the resource, then the new object creates an empty one.`,
    why: `Two objects of kind ${kind} with one name in AWS are one resource; who deletes the first deletes it for both.`,
    fix: isSafe
      ? 'Nothing to do.'
      : 'Keep the old name, or take Delete out of its managementPolicies in an earlier change.',
  });
}

/** What AWS itself still does for the data. */
function safetyOf(kind: string, change: ObjectChange): string {
  const value = (path: string): unknown => valueAt(change.from?.manifest, `spec.forProvider.${path}`);
  switch (kind) {
    case 'rds/Instance':
      if (value('deletionProtection') === true) return ', as soon as its deletion protection is off';
      return value('skipFinalSnapshot') === true
        ? ' without a last snapshot'
        : `, after the snapshot ${String(value('finalSnapshotIdentifier'))}`;
    case 's3/Bucket':
      return value('forceDestroy') === true
        ? ', and everything in it'
        : ', once it is empty; until then AWS refuses';
    case 'kms/Key':
      return `, after ${String(value('deletionWindowInDays') ?? 30)} days; what it encrypts can't be read from then on`;
    case 'secretsmanager/Secret':
      return `, after ${String(value('recoveryWindowInDays') ?? 30)} days`;
    default:
      return '';
  }
}

function nameInAws({ from, to, name }: ObjectChange): string {
  const manifest = (to ?? from)?.manifest;
  const external = manifest?.metadata.annotations?.['crossplane.io/external-name'];
  const identifier = valueAt(manifest, 'spec.forProvider.identifier');
  return external ?? (typeof identifier === 'string' ? identifier : name);
}
