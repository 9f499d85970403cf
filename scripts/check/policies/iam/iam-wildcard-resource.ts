// Rule policies/iam-wildcard-resource: IAM policies name the resources of their actions.
import { environmentRule } from '../../kit/make-rule.ts';
import { matching } from '../kit/iam-actions.ts';
import { grantsIn } from '../kit/iam-grants.ts';
import { harmless } from '../kit/iam-statements.ts';

/** Conditions that do not say which resources are meant. */
const placeKeys = /^aws:(RequestedRegion|SecureTransport|CurrentTime|ViaAWSService)$/i;

export const iamWildcardResource = environmentRule({
  id: 'policies/iam-wildcard-resource',
  title: 'IAM policies name the resources of their actions',
  why: 'Who breaks into one workload reaches the data of all others in the account.',
  fix: 'Name the resources by ARN, or limit the statement by tags of the resources.',
  standards: ['CKV_AWS_355', 'CKV_AWS_290', 'CKV_AWS_288', 'CKV_AWS_289', 'AVD-AWS-0057'],
  *check(environment) {
    for (const { object, path, statement, isEffective } of grantsIn(environment, 'identity')) {
      if (statement.notResources)
        yield { object, path, what: `${statement.name} allows all resources but some.` };
      if (!statement.resources.some(isAll)) continue;
      const limits = statement.conditions.filter(({ key }) => !placeKeys.test(key));
      if (limits.length > 0) continue;
      const isLimited = statement.conditions.length > 0;
      const wide = statement.actions.flatMap(matching).find(
        ({ name, hasResources, levels }) =>
          // Finding out what there is can be limited to a region alone.
          isEffective(name) && hasResources && (!isLimited || levels.some((level) => !harmless.has(level))),
      );
      if (wide) yield { object, path, what: `${statement.name} allows ${wide.name} on every resource.` };
    }
  },
});

/** True for `*` and for an ARN of which only the service is named. */
function isAll(resource: string): boolean {
  return resource === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*$/.test(resource);
}
