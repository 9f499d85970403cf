// What AWS does with each changed field: refused for every fixed one, and by its values for every conditional one.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { composedAwsKinds } from '../../../../crossplane/composed-kinds.ts';
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { Effect, EnvironmentChange, ObjectChange } from '../../../../scripts/diff/change.ts';
import { conditionalFields } from '../../../../scripts/diff/effects/aws/conditional-fields.ts';
import facts from '../../../../scripts/diff/effects/aws/fixed-fields.json' with { type: 'json' };
import { isFixed, referredField } from '../../../../scripts/diff/effects/aws/fixed-fields.ts';
import { awsEffects } from '../../../../scripts/diff/effects/aws/index.ts';

test('every fixed field of every kind is refused', () => {
  for (const [kind, { fixed }] of Object.entries(facts)) {
    for (const field of fixed) {
      const rules = rulesOf(kind, field, 'a', 'b');
      assert.ok(rules.includes('aws/refused'), `${kind} ${field}: ${rules.join(', ')}`);
    }
  }
});

test('a part of a fixed field is refused, a field with the same beginning is not', () => {
  assert.equal(isFixed('accessanalyzer/Analyzer', 'configuration.unusedAccess.unusedAccessAge'), true);
  assert.equal(isFixed('accessanalyzer/Analyzer', 'configurationOfAnother'), false);
});

test('a kind that keeps data and is composed is known', () => {
  const keepers = ['rds/Instance', 's3/Bucket', 'kms/Key', 'elasticache/ReplicationGroup', 'efs/FileSystem'];
  const composed = composedAwsKinds().map(({ family, kind }) => `${family}/${kind}`);
  for (const kind of keepers) {
    assert.ok(composed.includes(kind), kind);
    assert.is(Object.entries(facts).find(([name]) => name === kind)?.[1].keepsData, true, kind);
  }
});

const conditions: [kind: string, field: string, from: unknown, to: unknown, rule: string][] = [
  ['amp/Workspace', 'alias', 'a', 'b', 'aws/update'],
  ['amp/Workspace', 'alias', 'a', undefined, 'aws/refused'],
  ['ec2/SecurityGroupIngressRule', 'cidrIpv4', '10.0.0.0/8', '10.1.0.0/16', 'aws/update'],
  ['ec2/SecurityGroupIngressRule', 'cidrIpv4', '10.0.0.0/8', undefined, 'aws/refused'],
  ['ec2/SecurityGroupEgressRule', 'prefixListId', undefined, 'pl-1', 'aws/refused'],
  ['ec2/VPC', 'instanceTenancy', 'dedicated', 'default', 'aws/update'],
  ['ec2/VPC', 'instanceTenancy', 'default', 'dedicated', 'aws/refused'],
  ['ec2/VPCEndpoint', 'privateDnsEnabled', false, true, 'aws/refused'],
  ['eks/Cluster', 'version', '1.34', '1.35', 'aws/interruption'],
  ['eks/Cluster', 'version', '1.10', '1.9', 'aws/rejected'],
  ['eks/Cluster', 'encryptionConfig', {}, undefined, 'aws/refused'],
  ['eks/Cluster', 'vpcConfig.controlPlaneEgressMode', 'CUSTOMER_ROUTED', 'AWS_MANAGED', 'aws/refused'],
  ['eks/Cluster', 'vpcConfig.controlPlaneEgressMode', 'AWS_MANAGED', 'CUSTOMER_ROUTED', 'aws/update'],
  ['eks/Cluster', 'computeConfig.nodeRoleArn', 'a', 'b', 'aws/refused'],
  ['ec2/Subnet', 'ipv6CidrBlock', 'a', 'b', 'aws/update'],
  ['elasticache/ReplicationGroup', 'nodeGroupConfiguration', undefined, {}, 'aws/refused'],
  ['secretsmanager/SecretVersion', 'secretStringSecretRef', 'a', 'b', 'aws/refused'],
  ['elasticache/ReplicationGroup', 'engine', 'redis', 'valkey', 'aws/interruption'],
  ['elasticache/ReplicationGroup', 'engine', 'valkey', 'redis', 'aws/refused'],
  ['elasticache/ReplicationGroup', 'engineVersion', '8.0', '7.2', 'aws/refused'],
  ['elasticache/ReplicationGroup', 'engineVersion', '7.2', '8.0', 'aws/interruption'],
  ['rds/Instance', 'allocatedStorage', 100, 200, 'aws/update'],
  ['rds/Instance', 'allocatedStorage', 200, 100, 'aws/rejected'],
  ['rds/Instance', 'engineVersion', '17.10', '17.9', 'aws/ignored'],
  ['rds/Instance', 'engineVersion', '17.9', '17.10', 'aws/interruption'],
  ['rds/Instance', 'restoreToPointInTime', undefined, {}, 'aws/refused'],
  ['s3/BucketVersioning', 'versioningConfiguration.status', 'Enabled', 'Suspended', 'aws/update'],
  ['s3/BucketVersioning', 'versioningConfiguration.status', 'Enabled', 'Disabled', 'aws/refused'],
  ['s3/BucketLogging', 'expectedBucketOwner', undefined, '111122223333', 'aws/update'],
  ['s3/BucketLogging', 'expectedBucketOwner', '111122223333', '444455556666', 'aws/refused'],
];

for (const [kind, field, from, to, rule] of conditions) {
  test(`${kind} ${field}: ${JSON.stringify(from)} → ${JSON.stringify(to)} is ${rule}`, () => {
    assert.ok(rulesOf(kind, field, from, to).includes(rule), rulesOf(kind, field, from, to).join(', '));
  });
}

test('the table above tries every kind with conditions', () => {
  const tried = new Set(conditions.map(([kind]) => kind));
  const kinds = new Set(conditionalFields.map(({ kind }) => kind));
  // Two kinds share the condition of BucketLogging.
  const shared = ['s3/BucketServerSideEncryptionConfiguration'];
  assert.equal(
    [...kinds].filter((kind) => !tried.has(kind)),
    shared,
  );
});

test('a reference stands for its field', () => {
  assert.is(referredField('kmsKeyIdRef.name'), 'kmsKeyId');
  assert.is(referredField('vpcSecurityGroupIdRefs.name'), 'vpcSecurityGroupIds');
  assert.is(referredField('vpcConfig.subnetIdSelector.matchLabels'), 'vpcConfig.subnetId');
  assert.is(referredField('authTokenSecretRef.key'), undefined, 'a Secret is read each time');
  assert.is(referredField('instanceClass'), undefined);
});

function rulesOf(kind: string, field: string, from: unknown, to: unknown): string[] {
  const [family = '', name = ''] = kind.split('/');
  const manifest: Manifest = {
    apiVersion: `${family}.aws.m.upbound.io/v1beta1`,
    kind: name,
    metadata: { name: 'one', namespace: 'shop' },
    spec: { forProvider: { region: 'eu-central-1' } },
  };
  const side = { file: 'prod/preview/one.yaml', environment: 'prod', application: 'preview', manifest };
  const change: ObjectChange = {
    environment: 'prod',
    application: 'preview',
    apiVersion: manifest.apiVersion,
    kind: name,
    namespace: 'shop',
    name: 'one',
    from: side,
    to: side,
    fields: [{ path: `spec.forProvider.${field}`, from, to }],
  };
  const environment: EnvironmentChange = {
    environment: 'prod',
    changes: [change],
    from: [side],
    to: [side],
    definitionOf: () => undefined,
  };
  return awsEffects.flatMap((rule): Effect[] => [...rule.effects(environment)]).map(({ rule }) => rule);
}

test.run();
