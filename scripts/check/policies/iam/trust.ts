// Who may become a role or use a resource: exactly one workload, one account, one source.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';
import type { Condition, Statement } from './documents.ts';
import { allowing } from './permissions.ts';

function exactly(conditions: readonly Condition[], isKey: (key: string) => boolean): Condition | undefined {
  return conditions.find(({ operator, key }) => /^(String|Arn)Equals$/.test(operator) && isKey(key));
}

const subjectForm = /^system:serviceaccount:[a-z0-9.-]+:[a-z0-9.-]+$/;
const webIdentity = 'sts:AssumeRoleWithWebIdentity';
const audience = 'sts.amazonaws.com';

export const iamWorkloadTrust = objectRule({
  id: 'policies/iam-workload-trust',
  title: 'A role of a workload trusts exactly one ServiceAccount',
  why: 'Any pod of the cluster, or of any cluster, could take the role and its data.',
  fix: 'Compare :sub with system:serviceaccount:NAMESPACE:NAME and :aud with sts.amazonaws.com, both by StringEquals.',
  standards: ['CKV_AWS_61', 'CIS-EKS-1.8:5.2.1'],
  *check(object) {
    for (const { path, statement } of allowing(object, 'trust')) {
      const { name, actions, conditions, principals } = statement;
      if (actions.includes(webIdentity)) {
        const subjects = exactly(conditions, (key) => key.endsWith(':sub'))?.values;
        const audiences = exactly(conditions, (key) => key.endsWith(':aud'))?.values;
        if (!subjects) yield { path, what: `${name} does not compare :sub by StringEquals.` };
        for (const subject of subjects ?? []) {
          if (subjectForm.test(subject)) continue;
          yield { path, what: `${name} trusts ${show(subject)}, which is no single ServiceAccount.` };
        }
        if (!audiences) yield { path, what: `${name} does not compare :aud by StringEquals.` };
        else if (audiences.some((one) => one !== audience)) {
          yield { path, what: `${name} takes tokens for ${show(audiences)} instead of ${audience}.` };
        }
      }
      if (principals.some((one) => one.name === 'pods.eks.amazonaws.com')) {
        for (const tag of ['kubernetes-namespace', 'kubernetes-service-account']) {
          if (exactly(conditions, (key) => key === `aws:RequestTag/${tag}`)) continue;
          yield { path, what: `${name} does not compare aws:RequestTag/${tag} by StringEquals.` };
        }
      }
    }
  },
});

/** Services that take a role for what somebody in its own account makes; AWS documents no source for them. */
const ownAccountServices = ['ec2.amazonaws.com', 'cloudtrail.amazonaws.com'];
const sourceKeys =
  /^(aws:Source(Arn|Account|OrgID|OrgPaths)|kms:(EncryptionContext:.+|CallerAccount|ViaService))$/i;

export const iamService = objectRule({
  id: 'policies/iam-confused-deputy',
  title: 'Services of AWS are trusted for one account or source',
  why: 'Somebody in another account makes the service act on our resource: it is allowed to, whoever asks.',
  fix: 'Add a condition on aws:SourceAccount or aws:SourceArn.',
  standards: ['CKV_AWS_364', 'CKV_AWS_70'],
  *check(object) {
    for (const { path, statement } of allowing(object)) {
      const { name, use, principals, conditions } = statement;
      const service = principals.find((one) => one.type === 'Service');
      if (!service || (use === 'trust' && ownAccountServices.includes(service.name))) continue;
      if (conditions.some(({ key }) => sourceKeys.test(key))) continue;
      yield { path, what: `${name} trusts ${service.name}, whoever it acts for.` };
    }
  },
});

const callerKeys =
  /^(aws:(Principal(Arn|Account|OrgID|OrgPaths)|Source(Arn|Account|OrgID|Vpc|Vpce|VpcArn)|ResourceAccount)|kms:CallerAccount)$/i;
const readsOrBecomes = /^(s3:(Get|List)[A-Za-z]*|sts:AssumeRoleWithWebIdentity)$/;

function isOpen({ use, actions, principals, conditions }: Statement): boolean {
  if (!principals.some(({ name }) => name === '*')) return false;
  if (conditions.some(({ key }) => callerKeys.test(key))) return false;
  // Package managers and registries read buckets of AWS through an endpoint; nothing can be carried out that way.
  return use !== 'endpoint' || !actions.every((action) => readsOrBecomes.test(action));
}

export const iamPublic = objectRule({
  id: 'policies/iam-public',
  title: 'No policy admits everybody',
  why: 'Anybody with any AWS account, or with none, can use it.',
  fix: 'Name the principals, or add a condition on aws:PrincipalAccount or kms:CallerAccount.',
  standards: ['CKV_AWS_60', 'CKV_AWS_70', 'CKV_AWS_168', 'CKV_AWS_169', 'CKV_AWS_33'],
  *check(object) {
    for (const { path, statement } of allowing(object)) {
      if (isOpen(statement)) yield { path, what: `${statement.name} admits everybody.` };
    }
  },
});

const mightyPolicies =
  /:policy\/(job-function\/)?(AdministratorAccess(-.*)?|PowerUserAccess|SystemAdministrator|IAMFullAccess|[A-Za-z0-9]+FullAccess(V\d)?)$/;

export const iamAttachment = objectRule({
  id: 'policies/iam-attached-policy',
  title: 'No administrator policy of AWS is attached',
  why: 'It allows everything in one service or in all, also what AWS adds later.',
  fix: 'Write a policy of what is needed.',
  standards: ['CKV_AWS_274', 'CKV2_AWS_56'],
  kinds: (['Role', 'User', 'Group'] as const).flatMap((kind) => [
    `iam.aws.m.upbound.io/${kind}PolicyAttachment` as const,
    `iam.aws.upbound.io/${kind}PolicyAttachment` as const,
  ]),
  *check({ manifest }) {
    const { policyArn } = fields(fields(manifest.spec).forProvider);
    if (typeof policyArn !== 'string' || !mightyPolicies.test(policyArn)) return;
    yield { path: 'spec.forProvider.policyArn', what: `${policyArn} is attached.` };
  },
});
