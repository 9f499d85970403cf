// Finds the ARN of a KMS key by its alias, because a key's id exists only after AWS made it.
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import type { Ref } from '../engine/ref.ts';

/**
 * An observed (never changed) alias. Its `status.atProvider.targetKeyArn` is the ARN of the key. The provider's own
 * reference would give the key id for ElastiCache, CloudTrail and Managed Prometheus, where AWS wants the ARN
 * (https://github.com/crossplane-contrib/provider-upjet-aws/issues/1478).
 */
export function observedKey(region: Ref<string>, alias: Ref<string>): ComposedTemplate<IAlias> {
  return {
    apiVersion: 'kms.aws.m.upbound.io/v1beta1',
    kind: 'Alias',
    metadata: { annotations: { 'crossplane.io/external-name': alias } },
    spec: { managementPolicies: ['Observe'], forProvider: { region } },
  };
}
