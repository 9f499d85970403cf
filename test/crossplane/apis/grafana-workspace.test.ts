// The GrafanaWorkspace API: reachable by few, able to query one metrics workspace, its key in a Secret.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type GrafanaWorkspaceSpec,
  grafanaWorkspace,
} from '../../../crossplane/apis/grafana-workspace/index.ts';
import { composed, refusedFields } from '../kit/composed.ts';

const spec: GrafanaWorkspaceSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  workspaceName: 'helical-dev',
  metricsWorkspaceId: 'ws-0162d594-ee09-45e4-a5f3-6fc267ca4bee',
  roleName: 'helical-dev-grafana',
  permissionsBoundary: 'helical-boundary',
  adminGroupIds: ['a1b2c3d4-0000-4000-8000-000000000001'],
  viewerGroupIds: ['a1b2c3d4-0000-4000-8000-000000000002'],
  prefixListIds: ['pl-0123456789abcdef0'],
  vpcEndpointIds: [],
  apiKeyRole: 'ADMIN',
  apiKeyDays: 30,
  deletionProtection: true,
  tags: { environment: 'dev' },
};
const made = composed(grafanaWorkspace, 'default', spec);

test('the workspace uses our role, single sign-on, and no plugins from the internet', () => {
  assert.is(made.field('grafana-workspace', 'permissionType'), 'CUSTOMER_MANAGED');
  assert.equal(made.field('grafana-workspace', 'roleArnRef'), { name: 'sample-grafana-role' });
  assert.equal(made.field('grafana-workspace', 'authenticationProviders'), ['AWS_SSO']);
  assert.equal(made.field('grafana-workspace', 'dataSources'), ['PROMETHEUS']);
  assert.is(
    made.field('grafana-workspace', 'configuration'),
    '{"plugins":{"pluginAdminEnabled":false},"unifiedAlerting":{"enabled":true}}',
  );
});

test('only the stated networks reach the login page', () => {
  assert.equal(made.field('grafana-workspace', 'networkAccessControl'), {
    prefixListIds: ['pl-0123456789abcdef0'],
    vpceIds: [],
  });
  assert.equal(refusedFields(grafanaWorkspace, 'default', spec, { prefixListIds: [] }), ['prefixListIds']);
});

test('the role reads one metrics workspace and nothing else', () => {
  const statements = made.statements('grafana-role-policy', 'policy');
  assert.equal([...statements.keys()], ['QueryMetrics']);
  const statement = statements.get('QueryMetrics');
  assert.is(
    statement?.Resource,
    'arn:aws:aps:eu-west-1:111122223333:workspace/ws-0162d594-ee09-45e4-a5f3-6fc267ca4bee',
  );
  for (const action of [statement?.Action ?? []].flat()) {
    assert.match(action, /^aps:(Describe|Get|List|Query)[A-Za-z]+$/);
  }
});

test('only Grafana of this account and region assumes the role, which is bounded', () => {
  const trust = made.statements('grafana-role', 'assumeRolePolicy').get('GrafanaOfThisAccount');
  assert.equal(trust?.Principal, { Service: 'grafana.amazonaws.com' });
  assert.equal(trust?.Condition, {
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    StringLike: { 'aws:SourceArn': 'arn:aws:grafana:eu-west-1:111122223333:/workspaces/*' },
  });
  assert.is(
    made.field('grafana-role', 'permissionsBoundary'),
    'arn:aws:iam::111122223333:policy/helical-boundary',
  );
  assert.is(made.field('grafana-role', 'path'), '/helical/');
  assert.is(made.field('grafana-role', 'managedPolicyArns'), undefined);
  assert.is(made.field('grafana-role', 'inlinePolicy'), undefined);
});

test('the API key goes into a Secret of the same namespace and lives for the stated days', () => {
  assert.equal(made.at('grafana-api-key', 'spec', 'writeConnectionSecretToRef'), {
    name: 'sample-grafana-api-key',
  });
  const seconds = ([1, 7, 14, 30] as const).map((apiKeyDays) =>
    composed(grafanaWorkspace, 'default', { ...spec, apiKeyDays }).field('grafana-api-key', 'secondsToLive'),
  );
  assert.equal(seconds, [86_400, 604_800, 1_209_600, 2_592_000]);
  assert.equal(refusedFields(grafanaWorkspace, 'default', spec, { apiKeyDays: 31 }), ['apiKeyDays']);
});

test('the operator signs in at the workspace with the key', () => {
  assert.equal(made.at('grafana-instance', 'metadata', 'labels'), { 'helical.dev/grafana': 'sample' });
  assert.match(
    String(made.at('grafana-instance', 'spec', 'external', 'url')),
    /^https:\/\/<known after apply: Workspace sample-grafana-workspace/,
  );
  assert.equal(made.at('grafana-instance', 'spec', 'external', 'apiKey'), {
    name: 'sample-grafana-api-key',
    key: 'attribute.key',
  });
});

test('the data source is signed with the role and queries the stated workspace', () => {
  assert.equal(made.at('grafana-data-source', 'spec'), {
    instanceSelector: { matchLabels: { 'helical.dev/grafana': 'sample' } },
    uid: 'managed-prometheus',
    datasource: {
      name: 'Managed Prometheus',
      type: 'prometheus',
      access: 'proxy',
      isDefault: true,
      editable: false,
      url: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0162d594-ee09-45e4-a5f3-6fc267ca4bee/',
      jsonData: {
        httpMethod: 'POST',
        sigV4Auth: true,
        sigV4AuthType: 'workspace-iam-role',
        sigV4Region: 'eu-west-1',
      },
    },
  });
});

test('administrators and viewers are groups of their own', () => {
  assert.equal(
    ['grafana-admins', 'grafana-viewers'].map((id) => [made.field(id, 'role'), made.field(id, 'groupIds')]),
    [
      ['ADMIN', spec.adminGroupIds],
      ['VIEWER', spec.viewerGroupIds],
    ],
  );
});

test.run();
