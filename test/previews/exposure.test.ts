// Nothing of ours in the cloud is reachable from the internet; logs are kept as long as the guide says.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { list, ofKind, record, resources } from './previews.ts';

test('no database has a public address', () => {
  for (const { place, forProvider } of ofKind('Instance', 'rds'))
    assert.is(forProvider.publiclyAccessible, false, place);
});

test('every bucket blocks public access in all four ways', () => {
  const blocks = ofKind('BucketPublicAccessBlock', 's3');
  assert.is(blocks.length, ofKind('Bucket', 's3').length);
  for (const { place, forProvider } of blocks) {
    const { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets } = forProvider;
    assert.equal(
      [blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets],
      [true, true, true, true],
      place,
    );
  }
});

test('every bucket refuses plain HTTP, and other keys or other writers', () => {
  const policies = ofKind('BucketPolicy', 's3');
  assert.is(policies.length, ofKind('Bucket', 's3').length);
  for (const { place, name, forProvider } of policies) {
    assert.match(String(forProvider.policy), /"aws:SecureTransport": "false"/, place);
    // S3 alone writes access logs, and with a key of its own.
    const own = name === 'access-logs-access-logs-policy' ? /DenyOtherWriters/ : /aws:kms/;
    assert.match(String(forProvider.policy), own, place);
  }
});

test('S3 logs the requests to every bucket, except to the one with these logs', () => {
  for (const { environment, name, place } of ofKind('Bucket', 's3')) {
    const logging = ofKind('BucketLogging', 's3').filter(
      (one) => one.environment === environment && record(one.forProvider.bucketRef).name === name,
    );
    assert.is(logging.length, name === 'access-logs-access-logs' ? 0 : 1, place);
    for (const { forProvider } of logging)
      assert.match(String(forProvider.targetBucket), /-access-logs$/, place);
  }
});

test('no security group admits the whole world', () => {
  const rules = ofKind('SecurityGroupIngressRule', 'ec2');
  assert.ok(rules.length > 0);
  for (const { place, forProvider } of rules) {
    assert.is.not(forProvider.cidrIpv4, '0.0.0.0/0', place);
    assert.is.not(forProvider.cidrIpv6, '::/0', place);
  }
});

test('a cluster made here answers inside the VPC only', () => {
  for (const { place, forProvider } of ofKind('Cluster', 'eks')) {
    const config = record(list(forProvider.vpcConfig)[0]);
    assert.is(config.endpointPublicAccess, false, place);
    assert.is(config.endpointPrivateAccess, true, place);
  }
});

test('every log group keeps 7 to 180 days', () => {
  const groups = ofKind('Group', 'cloudwatchlogs');
  assert.ok(groups.length > 0);
  for (const { place, forProvider } of groups) {
    const days = Number(forProvider.retentionInDays);
    assert.ok(days >= 7 && days <= 180, `${place}: ${days}`);
  }
});

test('a policy that names everybody has a condition, or denies', () => {
  let judged = 0;
  for (const { place, kind, forProvider } of resources) {
    // The policy of an endpoint narrows what goes through it; only the VPC reaches it.
    if (typeof forProvider.policy !== 'string' || kind === 'VPCEndpoint') continue;
    for (const item of list(record(JSON.parse(forProvider.policy)).Statement)) {
      const { Effect, Principal, Condition, Sid } = record(item);
      const principals = [Principal, record(Principal).AWS].flatMap(list);
      if (!principals.includes('*')) continue;
      judged++;
      if (Effect === 'Allow') assert.ok(Object.keys(record(Condition)).length > 0, `${place} ${Sid}`);
    }
  }
  assert.ok(judged > 20, `only ${judged}`);
});

test('Grafana answers the stated networks only', () => {
  const workspaces = ofKind('Workspace', 'grafana');
  assert.ok(workspaces.length > 0);
  for (const { place, forProvider } of workspaces) {
    const access = record(list(forProvider.networkAccessControl)[0]);
    assert.ok(list(access.prefixListIds).length > 0, place);
  }
});

test('the cache speaks TLS only', () => {
  for (const { place, forProvider } of ofKind('ReplicationGroup', 'elasticache')) {
    assert.is(forProvider.transitEncryptionEnabled, true, place);
    assert.is(forProvider.transitEncryptionMode, 'required', place);
  }
});

test.run();
