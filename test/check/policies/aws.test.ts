// Managed resources of AWS and their IAM policies: what a rule says, and what passes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  eksEndpoint,
  eksLogs,
  eksSecrets,
  instanceMetadata,
} from '../../../scripts/check/policies/cluster.ts';
import {
  bucketProtection,
  cacheEncryption,
  databaseEncryption,
  fileSystemEncryption,
  keyRotation,
  logRetention,
  openSecurityGroup,
  ownKey,
} from '../../../scripts/check/policies/data-stores.ts';
import {
  iamDocument,
  iamEscalation,
  iamPassRole,
  iamWildcardAction,
  iamWildcardResource,
} from '../../../scripts/check/policies/iam/permissions.ts';
import {
  iamAttachment,
  iamPublic,
  iamService,
  iamWorkloadTrust,
} from '../../../scripts/check/policies/iam/trust.ts';
import type { Rule } from '../../../scripts/check/rule.ts';
import { said } from '../kit/run-rule.ts';

const managed = (service: string, kind: string, forProvider: string, name = 'one') =>
  `---
apiVersion: ${service}.aws.m.upbound.io/v1beta1
kind: ${kind}
metadata: {name: ${name}, namespace: test}
spec: {forProvider: {${forProvider}}}
`;
const at = 'spec.forProvider';

const resources: [Rule, string, string[]][] = [
  [
    eksEndpoint,
    managed('eks', 'Cluster', 'vpcConfig: {endpointPrivateAccess: false}'),
    [
      `${at}.vpcConfig: Nodes reach the API server only by way of the internet.`,
      `${at}.vpcConfig: The API server is open to every address of the internet.`,
    ],
  ],
  [
    eksEndpoint,
    managed('eks', 'Cluster', 'vpcConfig: {endpointPrivateAccess: true, publicAccessCidrs: [10.0.0.0/8]}'),
    [],
  ],
  [
    eksSecrets,
    managed('eks', 'Cluster', 'encryptionConfig: {resources: [secrets]}'),
    [`${at}.encryptionConfig: Secrets are not encrypted with a key of ours.`],
  ],
  [
    eksSecrets,
    managed('eks', 'Cluster', 'encryptionConfig: {resources: [secrets], provider: {keyArn: a}}'),
    [],
  ],
  [
    eksLogs,
    managed('eks', 'Cluster', 'enabledClusterLogTypes: [api]'),
    [`${at}.enabledClusterLogTypes: Not logged: audit, authenticator.`],
  ],
  [eksLogs, managed('eks', 'Cluster', 'enabledClusterLogTypes: [api, audit, authenticator]'), []],
  [
    instanceMetadata,
    managed('ec2', 'LaunchTemplate', 'name: a'),
    [
      `${at}.metadataOptions: The metadata service answers without a token (IMDSv1).`,
      `${at}.metadataOptions: Answers of the metadata service travel as far as AWS likes.`,
    ],
  ],
  [
    databaseEncryption,
    managed('rds', 'Instance', 'publiclyAccessible: true'),
    [
      `${at}.storageEncrypted: The storage is not encrypted.`,
      `${at}.publiclyAccessible: The database has a public address.`,
    ],
  ],
  [
    databaseEncryption,
    managed('rds', 'Instance', 'storageEncrypted: true'),
    [`${at}.kmsKeyId: The storage is encrypted with the key of AWS, not with an own one.`],
  ],
  [databaseEncryption, managed('rds', 'Instance', 'storageEncrypted: true, kmsKeyIdRef: {name: key}'), []],
  [
    cacheEncryption,
    managed(
      'elasticache',
      'ReplicationGroup',
      "atRestEncryptionEnabled: 'true', transitEncryptionEnabled: true, transitEncryptionMode: preferred",
    ),
    [`${at}.transitEncryptionMode: Connections without encryption are accepted too.`],
  ],
  [
    cacheEncryption,
    managed('elasticache', 'ReplicationGroup', ''),
    [
      `${at}.atRestEncryptionEnabled: The disk is not encrypted.`,
      `${at}.transitEncryptionEnabled: The connections are not encrypted.`,
    ],
  ],
  [
    fileSystemEncryption,
    managed('efs', 'FileSystem', 'encrypted: false'),
    [`${at}.encrypted: The files are not encrypted.`],
  ],
  [fileSystemEncryption, managed('efs', 'FileSystem', 'encrypted: true, kmsKeyId: a'), []],
  [ownKey, managed('sqs', 'Queue', ''), [`${at}.kmsMasterKeyId: No key is named.`]],
  [
    ownKey,
    managed('secretsmanager', 'Secret', 'kmsKeyId: alias/aws/secretsmanager'),
    [`${at}.kmsKeyId: "alias/aws/secretsmanager" is a key of AWS, not an own one.`],
  ],
  [ownKey, managed('sns', 'Topic', 'kmsMasterKeyId: alias/own'), []],
  [keyRotation, managed('kms', 'Key', ''), [`${at}.enableKeyRotation: The key is never rotated.`]],
  [keyRotation, managed('kms', 'Key', 'enableKeyRotation: true'), []],
  [
    logRetention,
    managed('cloudwatchlogs', 'Group', 'retentionInDays: 0'),
    [`${at}.retentionInDays: The entries are kept for ever.`],
  ],
  [logRetention, managed('cloudwatchlogs', 'Group', 'retentionInDays: 7'), []],
  [
    openSecurityGroup,
    managed('ec2', 'SecurityGroupIngressRule', "cidrIpv6: '::/0'"),
    [`${at}: The rule admits ::/0.`],
  ],
  [openSecurityGroup, managed('ec2', 'SecurityGroupIngressRule', 'cidrIpv4: 10.0.0.0/8'), []],
  [
    bucketProtection,
    managed('s3', 'Bucket', '') +
      managed('s3', 'BucketPublicAccessBlock', 'bucketRef: {name: one}, blockPublicAcls: true'),
    [
      ': Nothing says how the bucket is encrypted.',
      `${at}.blockPublicPolicy: blockPublicPolicy is not on.`,
      `${at}.ignorePublicAcls: ignorePublicAcls is not on.`,
      `${at}.restrictPublicBuckets: restrictPublicBuckets is not on.`,
    ],
  ],
  [
    iamAttachment,
    managed('iam', 'RolePolicyAttachment', 'policyArn: "arn:aws:iam::aws:policy/AdministratorAccess"'),
    [`${at}.policyArn: arn:aws:iam::aws:policy/AdministratorAccess is attached.`],
  ],
  [
    iamAttachment,
    managed('iam', 'RolePolicyAttachment', 'policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"'),
    [],
  ],
];

for (const [rule, yaml, expected] of resources) {
  test(`${rule.id}: ${yaml.split('\n').at(-2)} gives ${expected.length}`, () => {
    assert.equal(said(rule, yaml.replace(/^---\n/, '')), expected);
  });
}

type Statement = Record<string, unknown>;
const allow = (Action: string | string[], Resource: string, rest: Statement = {}): Statement => ({
  Sid: 'It',
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const policy = (statement: Statement, kind = 'RolePolicy', field = 'policy', service = 'iam') =>
  managed(service, kind, `${field}: '${JSON.stringify({ Version: '2012-10-17', Statement: statement })}'`);
const bucket = 'arn:aws:s3:::data/*';
const condition = (operator: string, pairs: Statement) => ({ Condition: { [operator]: pairs } });

const permissions: [Rule, Statement, string[]][] = [
  [
    iamDocument,
    allow('s3:GetObjekt', bucket),
    [
      'It names the action "s3:GetObjekt", which does not exist. -> Did you mean "s3:GetObject"? Correct the name.',
    ],
  ],
  [iamDocument, allow(['s3:getobject', '*'], bucket), []],
  [iamWildcardAction, allow('*', bucket), ['It allows "*", which is everything.']],
  [iamWildcardAction, allow('ec2:Describe*', '*'), []],
  [
    iamWildcardAction,
    { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
    ['statement 1 allows all actions but some.'],
  ],
  [iamWildcardAction, { Effect: 'Deny', Action: 's3:*', Resource: '*' }, []],
  [iamWildcardResource, allow('s3:GetObject', '*'), ['It allows s3:GetObject on every resource.']],
  [iamWildcardResource, allow('s3:GetObject', bucket), []],
  [iamWildcardResource, allow('ec2:DescribeInstances', '*'), []],
  [
    iamWildcardResource,
    allow('sqs:SendMessage', '*', condition('StringEquals', { 'aws:RequestedRegion': 'eu-west-1' })),
    ['It allows sqs:SendMessage on every resource.'],
  ],
  [
    iamWildcardResource,
    allow('sqs:SendMessage', '*', condition('StringEquals', { 'aws:ResourceTag/owner': 'web' })),
    [],
  ],
  [
    iamEscalation,
    allow('iam:Attach*', '*'),
    ['It allows iam:AttachGroupPolicy, with which its holder gains rights.'],
  ],
  [
    iamEscalation,
    allow('iam:PutRolePolicy', '*', condition('StringEquals', { 'iam:PermissionsBoundary': 'arn' })),
    [],
  ],
  [iamEscalation, allow('iam:GetRole', '*'), []],
  [
    iamPassRole,
    allow('iam:PassRole', 'arn:aws:iam::1:role/*'),
    ['It allows to pass every role of "arn:aws:iam::1:role/*".', 'It allows to pass a role to any service.'],
  ],
  [
    iamPassRole,
    allow(
      'iam:PassRole',
      'arn:aws:iam::1:role/node',
      condition('StringEquals', { 'iam:PassedToService': 'ec2.amazonaws.com' }),
    ),
    [],
  ],
];

for (const [rule, statement, expected] of permissions) {
  test(`${rule.id}: ${JSON.stringify(statement)} gives ${expected.length}`, () => {
    const yaml = policy(statement).replace(/^---\n/, '');
    assert.equal(
      said(rule, yaml),
      expected.map((what) => `${at}.policy: ${what}`),
    );
  });
}

test('a policy that is no JSON is found', () => {
  const yaml = managed('iam', 'RolePolicy', 'policy: "{"').replace(/^---\n/, '');
  assert.equal(said(iamDocument, yaml), [`${at}.policy: The text is no JSON object.`]);
});

const trust = (statement: Statement) =>
  policy({ Sid: 'It', Effect: 'Allow', ...statement }, 'Role', 'assumeRolePolicy').replace(/^---\n/, '');
const web = (conditions: Statement) =>
  trust({
    Principal: { Federated: 'arn:aws:iam::1:oidc-provider/issuer' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: conditions,
  });

test('a role trusts exactly one ServiceAccount', () => {
  const aud = { 'issuer:aud': 'sts.amazonaws.com' };
  const exact = { ...aud, 'issuer:sub': 'system:serviceaccount:web:front' };
  assert.equal(said(iamWorkloadTrust, web({ StringEquals: exact })), []);
  assert.equal(said(iamWorkloadTrust, web({ StringLike: { 'issuer:sub': 'system:serviceaccount:web:*' } })), [
    `${at}.assumeRolePolicy: It does not compare :sub by StringEquals.`,
    `${at}.assumeRolePolicy: It does not compare :aud by StringEquals.`,
  ]);
  const wide = { 'issuer:sub': 'system:serviceaccount:web:*', 'issuer:aud': 'other' };
  assert.equal(said(iamWorkloadTrust, web({ StringEquals: wide })), [
    `${at}.assumeRolePolicy: It trusts "system:serviceaccount:web:*", which is no single ServiceAccount.`,
    `${at}.assumeRolePolicy: It takes tokens for ["other"] instead of sts.amazonaws.com.`,
  ]);
});

test('services are trusted for one account, and nobody for all', () => {
  const service = (rest: Statement = {}) =>
    trust({ Principal: { Service: 'eks.amazonaws.com' }, Action: 'sts:AssumeRole', ...rest });
  assert.equal(said(iamService, service()), [
    `${at}.assumeRolePolicy: It trusts eks.amazonaws.com, whoever it acts for.`,
  ]);
  assert.equal(said(iamService, service(condition('StringEquals', { 'aws:SourceAccount': '1' }))), []);
  const open = (rest: Statement = {}) =>
    policy(
      allow('s3:GetObject', bucket, { Principal: '*', ...rest }),
      'BucketPolicy',
      'policy',
      's3',
    ).replace(/^---\n/, '');
  assert.equal(said(iamPublic, open()), [`${at}.policy: It admits everybody.`]);
  assert.equal(said(iamPublic, open(condition('StringEquals', { 'aws:PrincipalAccount': '1' }))), []);
});

test.run();
