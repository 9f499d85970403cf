// Every IAM policy names its resources, and every role trusts exactly one ServiceAccount or AWS service.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { list, ofKind, type PreviewedResource, record } from './previews.ts';

interface Statement {
  sid: string;
  effect: string;
  actions: string[];
  resources: string[];
  condition: Record<string, unknown>;
  principal: Record<string, unknown>;
}

function statements(text: unknown): Statement[] {
  const parsed: unknown = JSON.parse(String(text));
  return list(record(parsed).Statement).map((item) => {
    const { Sid, Effect, Action, Resource, Condition, Principal } = record(item);
    return {
      sid: String(Sid),
      effect: String(Effect),
      actions: list(Action).map(String),
      resources: list(Resource).map(String),
      condition: record(Condition),
      principal: record(Principal),
    };
  });
}

/** Actions for which IAM knows no resource; all of them only look. */
const resourceless =
  /^(ec2:(Describe|Get)|elasticloadbalancing:Describe|acm:(Describe|List)|cloudwatch:PutMetricData|xray:|grafana:|logs:(Describe|CreateLogDelivery|PutResourcePolicy)|aps:List)/;

const policies: PreviewedResource[] = [...ofKind('RolePolicy', 'iam'), ...ofKind('Policy', 'iam')];

test('there are policies to judge', () => {
  assert.ok(policies.length >= 15, `only ${policies.length}`);
});

test('every statement names its resources, or only looks, in one region', () => {
  for (const { place, forProvider } of policies) {
    for (const { sid, effect, actions, resources, condition } of statements(forProvider.policy)) {
      if (effect !== 'Allow') continue;
      assert.ok(resources.length > 0, `${place} ${sid}`);
      if (!resources.includes('*')) continue;
      assert.ok(
        actions.every((action) => resourceless.test(action)),
        `${place} ${sid}: ${actions.join(', ')} on *`,
      );
      assert.ok(Object.keys(condition).length > 0, `${place} ${sid}: * without a condition`);
    }
  }
});

test('no statement allows a whole service', () => {
  for (const { place, forProvider } of policies)
    for (const { sid, effect, actions } of statements(forProvider.policy))
      if (effect === 'Allow')
        assert.not.ok(
          actions.some((action) => /(^|:)\*$/.test(action)),
          `${place} ${sid}`,
        );
});

test('every role has a permissions boundary and our path', () => {
  for (const { place, forProvider } of ofKind('Role', 'iam')) {
    assert.is(forProvider.path, '/helical/', place);
    assert.match(
      String(forProvider.permissionsBoundary),
      /^arn:aws:iam::\d{12}:policy\/helical-boundary$/,
      place,
    );
    assert.is(forProvider.managedPolicyArns, undefined, place);
    assert.is(forProvider.inlinePolicy, undefined, place);
  }
});

test('a role for a ServiceAccount pins its subject and its audience', () => {
  let judged = 0;
  for (const { place, forProvider } of ofKind('Role', 'iam')) {
    for (const { actions, condition, principal } of statements(forProvider.assumeRolePolicy)) {
      assert.not.ok(list(principal.AWS).includes('*'), place);
      if (!actions.includes('sts:AssumeRoleWithWebIdentity')) continue;
      judged++;
      const equals = record(condition.StringEquals);
      const subjects = Object.entries(equals).filter(([key]) => key.endsWith(':sub'));
      const audiences = Object.entries(equals).filter(([key]) => key.endsWith(':aud'));
      assert.is(subjects.length, 1, place);
      assert.match(String(subjects[0]?.[1]), /^system:serviceaccount:[a-z0-9-]+:[a-z0-9-]+$/, place);
      assert.equal(
        audiences.map(([, value]) => value),
        ['sts.amazonaws.com'],
        place,
      );
    }
  }
  assert.ok(judged >= 15, `only ${judged}`);
});

test.run();
