// A KMS key with rotation and a deletion window, and the alias that others find it by.
import type { IAlias, IKey } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { Type } from 'typebox';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import type { Ref, Templated } from '../engine/ref.ts';
import { protectedBy } from './protection.ts';

/** Fields of a spec that makes a key. */
export const keyLifetime = {
  rotationDays: Type.Integer({ minimum: 90, maximum: 2560, description: 'Days between two rotations.' }),
  deletionWindowDays: Type.Integer({
    minimum: 7,
    maximum: 30,
    description: 'Days between the request to delete and the deletion.',
  }),
};

/** What a key is made from. */
export interface KeyFacts {
  region: Ref<string>;
  description: Templated<string>;
  /** Key policy as JSON. */
  policy: Ref<string>;
  rotationDays: Ref<number>;
  deletionWindowDays: Ref<number>;
  deletionProtection: Ref<boolean>;
  tags: Ref<Record<string, string>>;
}

/** The key. AWS refuses a policy that would lock its owner out. */
export function customerKey(facts: KeyFacts): ComposedTemplate<IKey> {
  const { region, description, policy, rotationDays, deletionWindowDays, deletionProtection, tags } = facts;
  return {
    apiVersion: 'kms.aws.m.upbound.io/v1beta1',
    kind: 'Key',
    spec: {
      managementPolicies: protectedBy(deletionProtection),
      forProvider: {
        region,
        description,
        keyUsage: 'ENCRYPT_DECRYPT',
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        enableKeyRotation: true,
        rotationPeriodInDays: rotationDays,
        deletionWindowInDays: deletionWindowDays,
        bypassPolicyLockoutSafetyCheck: false,
        policy,
        tags,
      },
    },
  };
}

/** The alias of a key that is composed beside it. */
export function keyAlias(facts: {
  region: Ref<string>;
  /** Alias without `alias/`. */
  alias: Ref<string>;
  /** Name of the composed key. */
  keyName: Ref<string>;
  deletionProtection: Ref<boolean>;
}): ComposedTemplate<IAlias> {
  const { region, alias, keyName, deletionProtection } = facts;
  return {
    apiVersion: 'kms.aws.m.upbound.io/v1beta1',
    kind: 'Alias',
    metadata: { annotations: { 'crossplane.io/external-name': alias } },
    spec: {
      managementPolicies: protectedBy(deletionProtection),
      forProvider: { region, targetKeyIdRef: { name: keyName } },
    },
  };
}
