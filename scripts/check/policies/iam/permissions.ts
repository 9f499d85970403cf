// What IAM policies allow: named actions on named resources, and nothing that leads to more rights.
import { didYouMean } from '../../../../envs/validate/did-you-mean.ts';
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { actionsOf, matching, means } from './actions.ts';
import { policiesOf, type Statement } from './documents.ts';

const harmless = new Set(['List', 'Read']);

export const iamDocument = objectRule({
  id: 'policies/iam-document',
  title: 'IAM policies can be read and name actions that exist',
  why: 'AWS refuses a policy that it can’t read; an action that does not exist grants or denies nothing.',
  fix: 'Correct the policy. Names: https://docs.aws.amazon.com/service-authorization/latest/reference/',
  standards: ['CKV_AWS_62'],
  *check(object) {
    for (const { path, statements } of policiesOf(object)) {
      if (!statements) {
        yield { path, what: 'The text is no JSON object.' };
        continue;
      }
      if (statements.length === 0) yield { path, what: 'The policy has no statement.' };
      for (const { name, actions } of statements) {
        for (const action of actions) {
          if (action === '*' || matching(action).length > 0) continue;
          const [service = ''] = action.split(':');
          const names = actionsOf(service.toLowerCase()).map((one) => one.name);
          yield {
            path,
            what: `${name} names the action ${show(action)}, which does not exist.`,
            ...(names.length > 0 && { fix: `${didYouMean(action, names)}Correct the name.` }),
          };
        }
      }
    }
  },
});

export const iamWildcardAction = objectRule({
  id: 'policies/iam-wildcard-action',
  title: 'IAM policies name the actions that change something',
  why: 'A wildcard also grants what AWS adds later, and hides what is granted today.',
  fix: 'Write the actions down. A wildcard is right for actions that only read, such as ec2:Describe*.',
  standards: ['CKV_AWS_62', 'CKV_AWS_63', 'CKV2_AWS_40', 'AVD-AWS-0057', 'AVD-AWS-0345'],
  *check(object) {
    for (const { path, statement } of allowing(object)) {
      // An endpoint carries what the policies of identities allow; who may use it is another rule.
      if (statement.use === 'endpoint') continue;
      if (statement.notActions) yield { path, what: `${statement.name} allows all actions but some.` };
      for (const action of statement.actions) {
        if (!/[*?]/.test(action)) continue;
        const writes = matching(action).filter((one) => one.levels.some((level) => !harmless.has(level)));
        if (action !== '*' && writes.length === 0) continue;
        const reach = action === '*' ? 'everything' : `${writes.length} actions that change something`;
        yield { path, what: `${statement.name} allows ${show(action)}, which is ${reach}.` };
      }
    }
  },
});

/** Conditions that do not say which resources are meant. */
const placeKeys = /^aws:(RequestedRegion|SecureTransport|CurrentTime|ViaAWSService)$/i;

export const iamWildcardResource = objectRule({
  id: 'policies/iam-wildcard-resource',
  title: 'IAM policies name the resources of their actions',
  why: 'Who breaks into one workload reaches the data of all others in the account.',
  fix: 'Name the resources by ARN, or limit the statement by tags of the resources.',
  standards: ['CKV_AWS_355', 'CKV_AWS_290', 'CKV_AWS_288', 'CKV_AWS_289', 'AVD-AWS-0057'],
  *check(object) {
    for (const { path, statement } of allowing(object, 'identity')) {
      if (statement.notResources) yield { path, what: `${statement.name} allows all resources but some.` };
      if (!statement.resources.some(isAll)) continue;
      const limits = statement.conditions.filter(({ key }) => !placeKeys.test(key));
      if (limits.length > 0) continue;
      const isLimited = statement.conditions.length > 0;
      const wide = statement.actions.flatMap(matching).find(
        ({ hasResources, levels }) =>
          // Finding out what there is can be limited to a region alone.
          hasResources && (!isLimited || levels.some((level) => !harmless.has(level))),
      );
      if (wide) yield { path, what: `${statement.name} allows ${wide.name} on every resource.` };
    }
  },
});

/** True for `*` and for an ARN of which only the service is named. */
function isAll(resource: string): boolean {
  return resource === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*$/.test(resource);
}

/** Actions that change who may do what, or that run code under the role of something else. */
const escalations = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PutGroupPolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'eks:AssociateAccessPolicy',
  'eks:CreateAccessEntry',
  'eks:CreatePodIdentityAssociation',
  'eks:UpdatePodIdentityAssociation',
  'kms:PutKeyPolicy',
  'lambda:AddPermission',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  's3:PutBucketPolicy',
  'secretsmanager:PutResourcePolicy',
  'ssm:SendCommand',
  'ssm:StartSession',
];

export const iamEscalation = objectRule({
  id: 'policies/iam-escalation',
  title: 'No workload can give itself more rights in AWS',
  why: 'Who breaks into it becomes administrator of the account.',
  fix: 'Delete the action. What changes rights belongs into compositions.',
  standards: ['CKV_AWS_286', 'CKV_AWS_287', 'CKV2_AWS_56', 'AVD-AWS-0342'],
  *check(object) {
    for (const { path, statement } of allowing(object, 'identity')) {
      for (const action of statement.actions) {
        // Another rule reports what has a wildcard for everything.
        if (action === '*') continue;
        const [found] = escalations.filter((one) => means(action, one));
        // Roles that keep their boundary, or get policies from a list, gain nothing that is not in them.
        const isBounded =
          found?.startsWith('iam:') &&
          statement.conditions.some(({ key }) => /^iam:(PermissionsBoundary|PolicyARN)$/i.test(key));
        if (found && !isBounded)
          yield { path, what: `${statement.name} allows ${found}, with which its holder gains rights.` };
      }
    }
  },
});

export const iamPassRole = objectRule({
  id: 'policies/iam-pass-role',
  title: 'Roles are passed and assumed by name',
  why: 'Who can hand any role to a machine, or become it, has the rights of the mightiest.',
  fix: 'Name the roles, and with iam:PassRole the service in a condition on iam:PassedToService.',
  standards: ['CKV_AWS_110', 'CKV_AWS_286', 'AVD-AWS-0342'],
  *check(object) {
    for (const { path, statement } of allowing(object, 'identity')) {
      const { name, actions, resources, conditions } = statement;
      const passes = actions.some((action) => action !== '*' && means(action, 'iam:PassRole'));
      const assumes = actions.some((action) => action !== '*' && means(action, 'sts:AssumeRole'));
      if (!passes && !assumes) continue;
      const verb = passes ? 'pass' : 'assume';
      const wide = resources.find((resource) => resource.includes('*'));
      if (wide) yield { path, what: `${name} allows to ${verb} every role of ${show(wide)}.` };
      if (passes && !conditions.some(({ key }) => /^iam:PassedToService$/i.test(key))) {
        yield { path, what: `${name} allows to pass a role to any service.` };
      }
    }
  },
});

/** The statements of an object that allow something, with the path of their policy. */
export function* allowing(
  object: Parameters<typeof policiesOf>[0],
  use?: Statement['use'],
): Generator<{ path: string; statement: Statement }> {
  for (const { path, statements } of policiesOf(object)) {
    for (const statement of statements ?? []) {
      if (statement.allows && (use === undefined || statement.use === use)) yield { path, statement };
    }
  }
}
