// What holds for every cloud resource: tags, names that are known beforehand, and what protects those with data.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cloudApis } from '../../crossplane/index.ts';
import { isCompositeResource } from '../../crossplane/previews.ts';
import { kindsWithTags } from '../../crossplane/provider-facts.ts';
import { list, type PreviewedResource, planned, record, resources } from './previews.ts';

const isObserved = ({ managementPolicies }: PreviewedResource) =>
  managementPolicies.length === 1 && managementPolicies[0] === 'Observe';

const made = resources.filter(
  (resource) => resource.group.endsWith('.aws.m.upbound.io') && !isObserved(resource),
);

const kindOf = ({ group, kind }: PreviewedResource) => `${group.split('.')[0]}/${kind}`;

test('whatever takes tags says which environment, who answers and who pays', () => {
  const tagged = made.filter((resource) => kindsWithTags.includes(kindOf(resource)));
  assert.ok(tagged.length > 150, `only ${tagged.length}`);
  for (const { place, environment, forProvider } of tagged) {
    const tags = record(forProvider.tags);
    assert.is(tags.environment, environment, place);
    assert.is(tags.owner, 'ml-platform', place);
    assert.is(tags['cost-center'], `workflows-${environment}`, place);
  }
});

/** Kinds whose external name nobody can choose, by the reason. Every other one has the annotation. */
const withoutName: Record<string, readonly string[]> = {
  'AWS gives it an id': [
    'ec2/DefaultSecurityGroup',
    'ec2/EIP',
    'ec2/FlowLog',
    'ec2/InternetGateway',
    'ec2/LaunchTemplate',
    'ec2/NATGateway',
    'ec2/RouteTable',
    'ec2/SecurityGroup',
    'ec2/SecurityGroupIngressRule',
    'ec2/Subnet',
    'ec2/VPC',
    'ec2/VPCEndpoint',
    'efs/AccessPoint',
    'efs/FileSystem',
    'efs/MountTarget',
    'iam/OpenIDConnectProvider',
    'kms/Key',
    'rds/Instance',
    'secretsmanager/Secret',
    'sns/TopicSubscription',
  ],
  'AWS gives it an id; an existing one is named in the environment': ['amp/Workspace', 'grafana/Workspace'],
  'the provider puts it together from the fields': [
    'amp/AlertManagerDefinition',
    'cloudwatchevents/Target',
    'ec2/Route',
    'ec2/RouteTableAssociation',
    'ec2/Tag',
    'ec2/VPCEndpointRouteTableAssociation',
    'ec2/VPCEndpointSecurityGroupAssociation',
    'ec2/VPCEndpointSubnetAssociation',
    'efs/BackupPolicy',
    'efs/FileSystemPolicy',
    'eks/AccessEntry',
    'eks/AccessPolicyAssociation',
    'eks/Addon',
    'eks/PodIdentityAssociation',
    'grafana/RoleAssociation',
    'grafana/WorkspaceAPIKey',
    'iam/RolePolicyAttachment',
    's3/BucketLifecycleConfiguration',
    's3/BucketLogging',
    's3/BucketObjectLockConfiguration',
    's3/BucketOwnershipControls',
    's3/BucketPolicy',
    's3/BucketPublicAccessBlock',
    's3/BucketServerSideEncryptionConfiguration',
    's3/BucketVersioning',
    'secretsmanager/SecretPolicy',
    'secretsmanager/SecretRotation',
    'sns/TopicPolicy',
    'sqs/QueuePolicy',
  ],
};

test('every resource whose name can be chosen has one that follows from the spec', () => {
  const exempt = Object.values(withoutName).flat();
  for (const resource of made)
    assert.ok(
      resource.externalName ?? exempt.includes(kindOf(resource)),
      `${resource.place} has no external name`,
    );
});

/** Kinds whose loss loses data. */
const stateful = [
  'amp/Workspace',
  'cloudtrail/Trail',
  'cloudwatchlogs/Group',
  'efs/FileSystem',
  'elasticache/ReplicationGroup',
  'grafana/Workspace',
  'kms/Key',
  'rds/Instance',
  's3/Bucket',
  'secretsmanager/Secret',
];

test('in production Crossplane deletes nothing that holds data', () => {
  const precious = made.filter(
    (resource) => resource.environment === 'prod' && stateful.includes(kindOf(resource)),
  );
  assert.ok(precious.length >= 25, `only ${precious.length}`);
  for (const { place, managementPolicies } of precious)
    assert.equal(managementPolicies, ['Observe', 'Create', 'Update'], place);
});

const composites = planned.filter(({ manifest }) => isCompositeResource(manifest));

test('in production every stateful composite resource has a Usage, and keeps its revision', () => {
  const ofProduction = composites.filter(({ path }) => path.startsWith('prod/'));
  assert.ok(ofProduction.length > 30, `only ${ofProduction.length}`);
  for (const { path, manifest } of ofProduction) {
    const crossplane = record(record(manifest.spec).crossplane);
    assert.is(crossplane.compositionUpdatePolicy, 'Manual', path);
    if (!cloudApis.find(({ kind }) => kind === manifest.kind)?.stateful) continue;
    const usages = planned.filter(({ path: other, manifest: usage }) => {
      const of = record(record(usage.spec).of);
      return (
        usage.kind === 'Usage' &&
        other.startsWith('prod/') &&
        usage.metadata.namespace === manifest.metadata.namespace &&
        of.kind === manifest.kind &&
        record(of.resourceRef).name === manifest.metadata.name
      );
    });
    assert.is(usages.length, 1, path);
  }
});

test('no key is found through a reference of the provider, which may give its id instead of its ARN', () => {
  for (const { place, forProvider } of made) {
    const references = Object.keys(forProvider).filter((field) => /kms.*(Ref|Selector)$/i.test(field));
    assert.equal(references, [], place);
  }
});

test('no list of a role is managed twice', () => {
  for (const { place, forProvider } of made.filter((resource) => kindOf(resource) === 'iam/Role'))
    assert.equal([list(forProvider.managedPolicyArns), list(forProvider.inlinePolicy)], [[], []], place);
});

test.run();
