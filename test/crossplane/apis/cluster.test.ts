// The Cluster API: what its composition makes, and what its schema and rules refuse.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { addOnVersionsFor } from '../../../crossplane/apis/cluster/add-on-versions.ts';
import { type ClusterSpec, cluster } from '../../../crossplane/apis/cluster/index.ts';
import { compositeFindings } from '../../../crossplane/composite-findings.ts';
import { composition } from '../../../crossplane/engine/composition.ts';
import { valueAt } from '../../../crossplane/engine/evaluate.ts';
import { preview } from '../../../crossplane/engine/preview.ts';
import type { Manifest } from '../../../crossplane/manifest.ts';

const spec: ClusterSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  clusterName: 'helical-dev',
  kubernetesVersion: '1.35',
  supportType: 'STANDARD',
  vpcId: 'vpc-474180637ae33a794',
  privateSubnetIds: ['subnet-56cbf80e475db5ff4', 'subnet-9fdecfeebfe046e89'],
  serviceCidr: '172.20.0.0/16',
  apiClientCidr: '10.0.0.0/16',
  adminRoleArn: 'arn:aws:iam::111122223333:role/platform-admin',
  readerRoleArn: 'arn:aws:iam::111122223333:role/on-call',
  systemNodes: {
    amiType: 'AL2023_x86_64_STANDARD',
    instanceTypes: ['m6i.large'],
    minSize: 2,
    maxSize: 4,
    volumeGiB: 50,
  },
  addOnVersions: addOnVersionsFor['1.35'],
  secretsKeyAlias: 'helical-dev-cluster',
  nodesKeyAlias: 'helical-dev-nodes',
  logsKeyAlias: 'helical-dev-logs',
  logRetentionDays: 90,
  permissionsBoundary: 'helical-boundary',
  deletionProtection: true,
  providerConfigKind: 'ProviderConfig',
  tags: { environment: 'dev' },
};

function composite(changes: object): Manifest {
  return {
    apiVersion: 'aws.helical.dev/v1',
    kind: 'Cluster',
    metadata: { name: 'dev', namespace: 'hub' },
    spec: { ...spec, ...changes },
  };
}

const made = preview(cluster, 'default', composite({}));
const ofKind = (kind: string) => made.filter((resource) => resource.kind === kind);
const named = (name: string) => {
  const found = made.find(({ metadata }) => metadata.name === `dev-${name}`);
  if (!found) throw new Error(`no dev-${name}`);
  return found;
};
const field = (resource: Manifest, ...path: string[]) => valueAt(resource, ['spec', 'forProvider', ...path]);
const policy = (resource: Manifest, name: string): unknown => JSON.parse(String(field(resource, name)));
const waitsFor = (resource: Manifest) => resource.metadata.annotations?.['aws.helical.dev/waits-for'] ?? '';

test('the API server is reached privately only', () => {
  const eks = named('cluster');
  assert.is(field(eks, 'vpcConfig', 'endpointPrivateAccess'), true);
  assert.is(field(eks, 'vpcConfig', 'endpointPublicAccess'), false);
  assert.equal(field(eks, 'vpcConfig', 'subnetIds'), spec.privateSubnetIds);
  assert.equal(field(eks, 'vpcConfig', 'securityGroupIdRefs'), [{ name: 'dev-cluster-api-access' }]);
});

test('the only rule lets the private clients to the API server on 443', () => {
  assert.equal(
    ofKind('SecurityGroupIngressRule').map((rule) =>
      ['cidrIpv4', 'ipProtocol', 'fromPort', 'toPort'].map((name) => field(rule, name)),
    ),
    [['10.0.0.0/16', 'tcp', 443, 443]],
  );
});

test('Secrets are encrypted with our key', () => {
  const encryption = field(named('cluster'), 'encryptionConfig');
  assert.equal(valueAt(encryption, ['resources']), ['secrets']);
  assert.match(String(valueAt(encryption, ['provider', 'keyArn'])), 'Alias dev-cluster-secrets-key');
  assert.is(
    named('cluster-secrets-key').metadata.annotations?.['crossplane.io/external-name'],
    'helical-dev-cluster',
  );
});

test('every log of the control plane goes to a log group that is there first', () => {
  const eks = named('cluster');
  assert.equal(field(eks, 'enabledClusterLogTypes'), [
    'api',
    'audit',
    'authenticator',
    'controllerManager',
    'scheduler',
  ]);
  assert.match(waitsFor(eks), 'Group dev-cluster-logs, status.atProvider.arn');
  const group = named('cluster-logs');
  assert.is(group.metadata.annotations?.['crossplane.io/external-name'], '/aws/eks/helical-dev/cluster');
  assert.is(field(group, 'retentionInDays'), 90);
  assert.match(String(field(group, 'kmsKeyId')), 'Alias dev-cluster-logs-key');
});

test('access entries alone say who gets in, and whoever made the cluster does not', () => {
  assert.equal(field(named('cluster'), 'accessConfig'), {
    authenticationMode: 'API',
    bootstrapClusterCreatorAdminPermissions: false,
  });
  assert.equal(
    ofKind('AccessEntry').map((entry) => [field(entry, 'principalArn'), field(entry, 'type')]),
    [
      [spec.adminRoleArn, 'STANDARD'],
      [spec.readerRoleArn, 'STANDARD'],
    ],
  );
  assert.equal(
    ofKind('AccessPolicyAssociation').map((association) => [
      field(association, 'principalArnRef', 'name'),
      String(field(association, 'policyArn')).split('/')[1],
    ]),
    [
      ['dev-cluster-admin-entry', 'AmazonEKSClusterAdminPolicy'],
      ['dev-cluster-reader-entry', 'AmazonEKSViewPolicy'],
    ],
  );
});

test('IAM trusts tokens of the cluster that are meant for AWS', () => {
  const provider = named('cluster-oidc-provider');
  assert.match(
    String(field(provider, 'url')),
    'Cluster dev-cluster, status.atProvider.identity[0].oidc[0].issuer',
  );
  assert.equal(field(provider, 'clientIdList'), ['sts.amazonaws.com']);
});

test('Karpenter finds the security group of the cluster', () => {
  const tag = named('cluster-discovery-tag');
  assert.is(field(tag, 'key'), 'karpenter.sh/discovery');
  assert.is(field(tag, 'value'), 'helical-dev');
  assert.match(String(field(tag, 'resourceId')), 'vpcConfig.clusterSecurityGroupId');
});

test('nodes have encrypted volumes and keep their credentials from pods', () => {
  const template = named('cluster-node-template');
  assert.is(field(template, 'metadataOptions', 'httpTokens'), 'required');
  assert.is(field(template, 'metadataOptions', 'httpPutResponseHopLimit'), 1);
  const volume = field(template, 'blockDeviceMappings', '0', 'ebs');
  assert.is(valueAt(volume, ['volumeType']), 'gp3');
  assert.is(valueAt(volume, ['encrypted']), 'true');
  assert.match(String(valueAt(volume, ['kmsKeyId'])), 'Alias dev-cluster-nodes-key');
  assert.equal(
    ['instance', 'volume', 'network-interface'],
    [0, 1, 2].map((index) => field(template, 'tagSpecifications', `${index}`, 'resourceType')),
  );
});

test('the node group uses one version of the template and waits for the pod network', () => {
  const nodes = named('cluster-nodes');
  assert.is(field(nodes, 'launchTemplate', 'name'), 'helical-dev-system');
  assert.is(field(named('cluster-node-template'), 'name'), 'helical-dev-system');
  assert.match(String(field(nodes, 'launchTemplate', 'version')), 'status.atProvider.latestVersion');
  assert.match(waitsFor(nodes), 'Addon dev-cluster-addon-vpc-cni');
});

test('the desired size is set at first and never again', () => {
  const nodes = named('cluster-nodes');
  assert.equal(field(nodes, 'scalingConfig'), { minSize: 2, maxSize: 4 });
  assert.equal(valueAt(nodes, ['spec', 'initProvider']), { scalingConfig: { desiredSize: 2 } });
});

test('the release of the image is pinned where it is given', () => {
  const pinned = preview(
    cluster,
    'default',
    composite({ systemNodes: { ...spec.systemNodes, releaseVersion: '1.35.0-20260129' } }),
  ).find(({ kind }) => kind === 'NodeGroup');
  assert.is(pinned && field(pinned, 'releaseVersion'), '1.35.0-20260129');
  assert.is(field(named('cluster-nodes'), 'releaseVersion'), undefined);
});

test('each add-on has its pinned version', () => {
  assert.equal(
    Object.fromEntries(
      ofKind('Addon').map((addOn) => [field(addOn, 'addonName'), field(addOn, 'addonVersion')]),
    ),
    {
      'vpc-cni': 'v1.21.1-eksbuild.3',
      coredns: 'v1.13.2-eksbuild.1',
      'kube-proxy': 'v1.35.0-eksbuild.2',
      'eks-pod-identity-agent': 'v1.3.10-eksbuild.2',
      'aws-ebs-csi-driver': 'v1.57.1-eksbuild.1',
      'aws-efs-csi-driver': 'v2.3.0-eksbuild.2',
    },
  );
});

test('the VPC CNI enforces network policies', () => {
  const configuration = field(named('cluster-addon-vpc-cni'), 'configurationValues');
  assert.equal(JSON.parse(String(configuration)), { enableNetworkPolicy: 'true' });
});

test('add-ons that call AWS have a role of their own, for their service account in kube-system alone', () => {
  const accounts = {
    'vpc-cni': ['vpc-cni', 'aws-node'],
    'aws-ebs-csi-driver': ['ebs-csi', 'ebs-csi-controller-sa'],
    'aws-efs-csi-driver': ['efs-csi', 'efs-csi-controller-sa'],
  };
  for (const [addOn, [role, serviceAccount]] of Object.entries(accounts)) {
    const identity = field(named(`cluster-addon-${addOn}`), 'podIdentityAssociation', '0');
    assert.is(valueAt(identity, ['serviceAccount']), serviceAccount);
    assert.match(String(valueAt(identity, ['roleArn'])), `Role dev-cluster-addon-${role}-role`);
    const trust = policy(named(`cluster-addon-${role}-role`), 'assumeRolePolicy');
    assert.equal(valueAt(trust, ['Statement', '0', 'Principal']), { Service: 'pods.eks.amazonaws.com' });
    assert.equal(valueAt(trust, ['Statement', '0', 'Condition']), {
      StringEquals: {
        'aws:SourceAccount': '111122223333',
        'aws:RequestTag/kubernetes-namespace': 'kube-system',
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
      ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:eu-west-1:111122223333:cluster/helical-dev' },
    });
  }
});

test('every role has the path, the boundary and a name of its own', () => {
  const names = ofKind('Role').map((role) => {
    assert.is(field(role, 'path'), '/helical/');
    assert.is(field(role, 'permissionsBoundary'), 'arn:aws:iam::111122223333:policy/helical-boundary');
    return role.metadata.annotations?.['crossplane.io/external-name'];
  });
  assert.equal(names, [
    'helical-dev-control-plane',
    'helical-dev-addon-vpc-cni',
    'helical-dev-addon-ebs-csi',
    'helical-dev-addon-efs-csi',
    'helical-dev-system-nodes',
  ]);
});

test('nodes may join and pull images, nothing else', () => {
  const attached = ofKind('RolePolicyAttachment')
    .filter((attachment) => field(attachment, 'roleRef', 'name') === 'dev-cluster-node-role')
    .map((attachment) => String(field(attachment, 'policyArn')).split('/')[1]);
  assert.equal(attached, ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly']);
});

test('own policies name their resources; one action knows none', () => {
  const open = ofKind('RolePolicy').flatMap((resource) => {
    const statements = valueAt(policy(resource, 'policy'), ['Statement']);
    return (Array.isArray(statements) ? statements : []).filter(
      (statement: unknown) => valueAt(statement, ['Resource']) === '*',
    );
  });
  assert.equal(
    open.map((statement: unknown) => valueAt(statement, ['Action'])),
    ['ec2:DescribeAvailabilityZones'],
  );
});

test('the control plane keeps its policy until the cluster is gone', () => {
  const [usage, ...others] = ofKind('Usage');
  assert.equal(others, []);
  assert.equal(valueAt(usage, ['spec', 'of', 'resourceRef']), { name: 'dev-cluster-role-policy' });
  assert.equal(valueAt(usage, ['spec', 'by', 'resourceRef']), { name: named('cluster').metadata.name });
});

test('a protected cluster loses nothing when its object goes; an unprotected one loses all', () => {
  for (const [deletionProtection, deletes] of [
    [true, false],
    [false, true],
  ] as const) {
    const resources = preview(cluster, 'default', composite({ deletionProtection }));
    for (const resource of resources.filter(({ kind }) => kind !== 'Alias' && kind !== 'Usage')) {
      const policies = valueAt(resource, ['spec', 'managementPolicies']);
      assert.is(Array.isArray(policies) && policies.includes('Delete'), deletes, resource.metadata.name);
    }
  }
});

test('every reference becomes a patch', () => {
  const resources = valueAt(composition(cluster, 'default'), ['spec', 'pipeline', '0', 'input', 'resources']);
  assert.is(Array.isArray(resources) && resources.length, made.length);
});

test('the sets of add-on versions fit their Kubernetes version', () => {
  for (const [kubernetesVersion, addOnVersions] of Object.entries(addOnVersionsFor))
    assert.equal(compositeFindings(composite({ kubernetesVersion, addOnVersions }), 'test'), []);
});

const nodes = (changes: object) => ({ systemNodes: { ...spec.systemNodes, ...changes } });

const refused: [object, string][] = [
  [
    { serviceCidr: '8.8.0.0/16' },
    'serviceCidr is a network from /12 to /24 in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16',
  ],
  [
    { serviceCidr: '10.0.0.0/8' },
    'serviceCidr is a network from /12 to /24 in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16',
  ],
  [
    { serviceCidr: '172.20.0.1/16' },
    'serviceCidr is a network from /12 to /24 in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16',
  ],
  [
    { apiClientCidr: '0.0.0.0/0' },
    'apiClientCidr is a network in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10',
  ],
  [
    { readerRoleArn: spec.adminRoleArn },
    'adminRoleArn and readerRoleArn differ: EKS takes one access entry for a role',
  ],
  [nodes({ minSize: 5 }), 'systemNodes.minSize is at most systemNodes.maxSize'],
  [
    { addOnVersions: addOnVersionsFor['1.34'] },
    'addOnVersions.kubeProxy has the minor version of kubernetesVersion',
  ],
  [
    nodes({ releaseVersion: '1.34.0-20260129' }),
    'systemNodes.releaseVersion has the minor version of kubernetesVersion',
  ],
];

test('specs that do not fit together are refused, each for one reason', () => {
  for (const [changes, message] of refused)
    assert.equal(
      compositeFindings(composite(changes), 'test').map(({ what }) => what),
      [message],
    );
});

const outside: [object, string][] = [
  [{ kubernetesVersion: '1.29' }, 'spec.kubernetesVersion'],
  [{ privateSubnetIds: ['subnet-56cbf80e475db5ff4'] }, 'spec.privateSubnetIds'],
  [{ logRetentionDays: 365 }, 'spec.logRetentionDays'],
  [{ adminRoleArn: 'platform-admin' }, 'spec.adminRoleArn'],
  [nodes({ minSize: 1 }), 'spec.systemNodes.minSize'],
  [{ addOnVersions: { ...spec.addOnVersions, coreDns: 'latest' } }, 'spec.addOnVersions.coreDns'],
];

test('the schema refuses what is outside of its bounds, by field', () => {
  for (const [changes, path] of outside)
    assert.equal(
      compositeFindings(composite(changes), 'test').map(({ where }) => where.path),
      [`Cluster hub/dev ${path}`],
    );
});

test.run();
