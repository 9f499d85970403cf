// Every cloud resource that can be encrypted is, with a key of ours.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { composedAwsKinds } from '../../crossplane/composed-kinds.ts';
import { list, ofKind, record, resources } from './previews.ts';

/** Where each kind that stores data says its keys. */
const keysOf: Record<string, (forProvider: Record<string, unknown>) => unknown[]> = {
  'amp/Workspace': ({ kmsKeyArn }) => [kmsKeyArn],
  'cloudtrail/Trail': ({ kmsKeyId }) => [kmsKeyId],
  'cloudwatchlogs/Group': ({ kmsKeyId }) => [kmsKeyId],
  'ec2/LaunchTemplate': ({ blockDeviceMappings }) =>
    list(blockDeviceMappings).map((mapping) => record(list(record(mapping).ebs)[0]).kmsKeyId),
  'efs/FileSystem': ({ kmsKeyId }) => [kmsKeyId],
  'eks/Cluster': ({ encryptionConfig }) => [record(record(list(encryptionConfig)[0]).provider).keyArn],
  'elasticache/ReplicationGroup': ({ kmsKeyId }) => [kmsKeyId],
  'rds/Instance': ({
    kmsKeyId,
    performanceInsightsKmsKeyId,
    masterUserSecretKmsKeyId,
    replicateSourceDbRef,
  }) =>
    // A replica has the master user of its source.
    replicateSourceDbRef === undefined
      ? [kmsKeyId, performanceInsightsKmsKeyId, masterUserSecretKmsKeyId]
      : [kmsKeyId, performanceInsightsKmsKeyId],
  's3/BucketServerSideEncryptionConfiguration': ({ rule }) =>
    list(rule).map((one) => record(record(one).applyServerSideEncryptionByDefault).kmsMasterKeyId),
  'secretsmanager/Secret': ({ kmsKeyId }) => [kmsKeyId],
  'sns/Topic': ({ kmsMasterKeyId }) => [kmsMasterKeyId],
  'sqs/Queue': ({ kmsMasterKeyId }) => [kmsMasterKeyId],
};

/** Kinds without a key, by the reason. A new kind that is in neither table fails the test. */
const withoutKey: Record<string, readonly string[]> = {
  'settings of something in the table above': [
    'amp/AlertManagerDefinition',
    'amp/RuleGroupNamespace',
    'cloudwatchlogs/MetricFilter',
    'cloudwatchlogs/ResourcePolicy',
    'efs/AccessPoint',
    'efs/BackupPolicy',
    'efs/FileSystemPolicy',
    'efs/MountTarget',
    'eks/AccessEntry',
    'eks/AccessPolicyAssociation',
    'eks/Addon',
    'eks/PodIdentityAssociation',
    'elasticache/ParameterGroup',
    'elasticache/SubnetGroup',
    'grafana/RoleAssociation',
    'grafana/WorkspaceAPIKey',
    'rds/ParameterGroup',
    'rds/SubnetGroup',
    's3/BucketLifecycleConfiguration',
    's3/BucketLogging',
    's3/BucketObjectLockConfiguration',
    's3/BucketOwnershipControls',
    's3/BucketPolicy',
    's3/BucketPublicAccessBlock',
    's3/BucketVersioning',
    'secretsmanager/SecretPolicy',
    'secretsmanager/SecretRotation',
    'sns/TopicPolicy',
    'sns/TopicSubscription',
    'sqs/QueuePolicy',
  ],
  'its own resource says the key, as the test below holds': ['s3/Bucket'],
  'its volumes are those of the launch template': ['eks/NodeGroup'],
  'this version of the provider has no field for its key': ['grafana/Workspace'],
  'the keys themselves': ['kms/Alias', 'kms/Key'],
  'rights, which AWS encrypts with no key of a customer': [
    'iam/InstanceProfile',
    'iam/OpenIDConnectProvider',
    'iam/Role',
    'iam/RolePolicy',
    'iam/RolePolicyAttachment',
  ],
  network: [
    'ec2/DefaultSecurityGroup',
    'ec2/EIP',
    'ec2/FlowLog',
    'ec2/InternetGateway',
    'ec2/NATGateway',
    'ec2/Route',
    'ec2/RouteTable',
    'ec2/RouteTableAssociation',
    'ec2/SecurityGroup',
    'ec2/SecurityGroupIngressRule',
    'ec2/Subnet',
    'ec2/Tag',
    'ec2/VPC',
    'ec2/VPCEndpoint',
    'ec2/VPCEndpointRouteTableAssociation',
    'ec2/VPCEndpointSecurityGroupAssociation',
    'ec2/VPCEndpointSubnetAssociation',
  ],
  'keeps findings, numbers or rules, and takes no key': [
    'accessanalyzer/Analyzer',
    'cloudwatch/MetricAlarm',
    'cloudwatchevents/Rule',
    'cloudwatchevents/Target',
  ],
};

const ourKey =
  /^<known after apply: (Alias \S+, status\.atProvider\.targetKeyArn|Key \S+, status\.atProvider\.arn)>$|^alias\/helical-|:alias\/helical-/;

/** S3 delivers access logs to a bucket with S3's own key only. */
const accessLogs = /\/BucketServerSideEncryptionConfiguration\.access-logs-access-logs-encryption$/;

test('every kind that a composition uses is judged, once', () => {
  const known = [...Object.keys(keysOf), ...Object.values(withoutKey).flat()];
  assert.is(new Set(known).size, known.length);
  assert.equal(
    composedAwsKinds()
      .map(({ family, kind }) => `${family}/${kind}`)
      .filter((kind) => !known.includes(kind)),
    [],
  );
});

for (const [id, keys] of Object.entries(keysOf)) {
  test(`${id} has our key`, () => {
    const [group = '', kind = ''] = id.split('/');
    for (const { place, forProvider } of ofKind(kind, group)) {
      const found = keys(forProvider);
      assert.ok(found.length > 0, place);
      for (const key of found) {
        if (accessLogs.test(place)) assert.is(key, undefined, place);
        else assert.match(String(key), ourKey, place);
      }
    }
  });
}

test('a database is encrypted and its password is AWS’s own business', () => {
  const databases = ofKind('Instance', 'rds');
  assert.ok(databases.length >= 3);
  for (const { place, forProvider } of databases) {
    assert.is(forProvider.storageEncrypted, true, place);
    // A replica has the master user of its source.
    const ofItsOwn = forProvider.replicateSourceDbRef === undefined;
    assert.is(forProvider.manageMasterUserPassword, ofItsOwn ? true : undefined, place);
  }
});

test('every bucket has an encryption configuration', () => {
  const encrypted = ofKind('BucketServerSideEncryptionConfiguration', 's3');
  for (const { place, name, environment } of ofKind('Bucket', 's3')) {
    const own = encrypted.filter(
      ({ forProvider, environment: other }) =>
        other === environment && record(forProvider.bucketRef).name === name,
    );
    assert.is(own.length, 1, place);
  }
});

test('every key rotates', () => {
  const keys = ofKind('Key', 'kms');
  assert.ok(keys.length >= 18);
  for (const { place, forProvider } of keys) assert.is(forProvider.enableKeyRotation, true, place);
});

test('there are resources to judge', () => {
  assert.ok(resources.length > 150, `only ${resources.length}`);
});

test.run();
