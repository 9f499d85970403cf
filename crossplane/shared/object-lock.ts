// Object lock: nobody deletes or overwrites a version of an object before its days are over.
import type { IBucketObjectLockConfiguration } from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { Type } from 'typebox';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import { required } from '../engine/combinators.ts';
import type { Ref } from '../engine/ref.ts';
import { choice, growing, immutable, type SpecRule } from '../engine/spec.ts';
import { goesWith, type WithComposition } from './composition-rule.ts';

/** Fields of a spec whose bucket may be locked. */
export const lockFields = {
  lockMode: Type.Optional(
    immutable(
      choice(
        ['GOVERNANCE', 'COMPLIANCE'],
        'Who may delete a locked object: in GOVERNANCE whoever has a right of its own, in COMPLIANCE nobody, not even the account’s root. Only for compositions that lock.',
      ),
      'a bucket is locked when it is made, or never',
    ),
  ),
  lockDays: Type.Optional(
    growing(
      Type.Integer({
        minimum: 1,
        maximum: 3650,
        description: 'Days that an object is locked. Only for compositions that lock.',
      }),
      'what is locked stays locked for its days',
    ),
  ),
};

interface LockSpec {
  lockMode?: 'GOVERNANCE' | 'COMPLIANCE';
  lockDays?: number;
}

/** Rules of `lockFields`. `compositions` are the ones that lock. */
export function lockRules(compositions: readonly string[]): SpecRule<WithComposition<LockSpec>>[] {
  return [
    {
      field: 'lockDays',
      cel: 'has(self.lockMode) == has(self.lockDays)',
      holds: ({ lockMode, lockDays }) => (lockMode === undefined) === (lockDays === undefined),
      message: 'lockMode and lockDays go together',
    },
    goesWith({
      field: 'lockDays',
      compositions,
      cel: 'has(self.lockDays)',
      fits: ({ lockDays }) => lockDays !== undefined,
      message: `lockMode and lockDays go with ${list(compositions)}, and with no other`,
    }),
  ];
}

function list(compositions: readonly string[]): string {
  return compositions.length === 1
    ? `the composition ${compositions.join('')}`
    : `the compositions ${compositions.join(', ')}`;
}

/** The default retention of a locked bucket. */
export function objectLock(facts: {
  region: Ref<string>;
  bucketRef: { name: Ref<string> };
  lockMode: Ref<'GOVERNANCE' | 'COMPLIANCE' | undefined>;
  lockDays: Ref<number | undefined>;
}): ComposedTemplate<IBucketObjectLockConfiguration> {
  const { region, bucketRef, lockMode, lockDays } = facts;
  return {
    apiVersion: 's3.aws.m.upbound.io/v1beta1',
    kind: 'BucketObjectLockConfiguration',
    spec: {
      forProvider: {
        region,
        bucketRef,
        rule: { defaultRetention: { mode: required(lockMode), days: required(lockDays) } },
      },
    },
  };
}
