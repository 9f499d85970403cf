// What every bucket has, whichever API makes it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { auditTrail } from '../../../crossplane/apis/audit-trail/index.ts';
import { type BucketSpec, bucket } from '../../../crossplane/apis/bucket/index.ts';
import { lock, trailSpec } from '../kit/audit-trail.ts';
import { composed } from '../kit/composed.ts';

const bucketSpec: BucketSpec = {
  region: 'eu-west-1',
  bucketName: 'helical-dev-outputs',
  accessLogsBucketName: 'helical-access-logs',
  glacierAfterDays: 60,
  expireAfterDays: 365,
  encryptionKeyAlias: 'helical-dev-storage',
  deletionProtection: true,
  tags: { environment: 'dev' },
};

/** Every composition that makes a bucket: what it makes, with and without protection, and the bucket's id. */
const makers = [
  ...bucket.variants.map((variant) => ({
    name: `Bucket ${variant}`,
    id: 'bucket',
    make: (deletionProtection: boolean) => composed(bucket, variant, { ...bucketSpec, deletionProtection }),
  })),
  ...auditTrail.variants.map((variant) => ({
    name: `AuditTrail ${variant}`,
    id: 'trail-bucket',
    make: (deletionProtection: boolean) =>
      composed(auditTrail, variant, { ...trailSpec, ...lock, deletionProtection }),
  })),
];

test('nobody outside gets in, ACLs are off, versions are kept', () => {
  for (const { name, id, make } of makers) {
    const { field } = make(true);
    const access = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];
    assert.equal(
      access.map((setting) => field(`${id}-public-access-block`, setting)),
      [true, true, true, true],
      name,
    );
    assert.is(field(`${id}-ownership`, 'rule', 'objectOwnership'), 'BucketOwnerEnforced', name);
    assert.is(field(`${id}-versioning`, 'versioningConfiguration', 'status'), 'Enabled', name);
    assert.is(field(id, 'forceDestroy'), false, name);
  }
});

test('the policy refuses plain HTTP and every key but ours', () => {
  for (const { name, id, make } of makers) {
    const sids = [...make(true).statements(`${id}-policy`, 'policy').keys()];
    for (const sid of ['DenyPlainHttp', 'DenyOtherEncryption', 'DenyOtherKeys', 'DenyUnnamedKey']) {
      assert.ok(sids.includes(sid), `${name}: ${sid}`);
    }
  }
});

test('unfinished uploads are removed', () => {
  for (const { name, id, make } of makers) {
    const abort = make(true).field(`${id}-lifecycle`, 'rule', '0', 'abortIncompleteMultipartUpload');
    assert.equal(abort, [{ daysAfterInitiation: 7 }], name);
  }
});

test('a bucket that stays keeps its policy, its encryption and all else that guards it', () => {
  for (const { name, id, make } of makers) {
    const [kept, open] = [make(true), make(false)];
    const guards = kept.resources.flatMap(({ kind }, index) =>
      kind.startsWith('Bucket') ? [kept.ids[index] ?? ''] : [],
    );
    assert.ok(guards.length >= 7 && guards.includes(`${id}-policy`), name);
    for (const guard of guards) {
      assert.equal(kept.actions(guard), ['Observe', 'Create', 'Update'], `${name}: ${guard}`);
      assert.equal(open.actions(guard), ['Observe', 'Create', 'Update', 'Delete'], `${name}: ${guard}`);
    }
  }
});

test.run();
