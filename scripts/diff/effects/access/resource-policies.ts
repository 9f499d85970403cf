// Who else may use a bucket, key, queue, topic or file system: policies that name principals.
import type { EffectRule } from '../../change.ts';
import { awsChanges } from '../aws/managed-resource.ts';
import { fieldOf } from '../cluster/kinds.ts';
import { effectOf } from '../effect.ts';
import { few } from './few.ts';
import { type Grant, gainedGrants, grantsOf } from './statements.ts';

/** Kinds with a policy that names principals. */
const kinds = new Set([
  's3/BucketPolicy',
  'kms/Key',
  'sqs/QueuePolicy',
  'sns/TopicPolicy',
  'efs/FileSystemPolicy',
  'secretsmanager/SecretPolicy',
  'cloudwatchlogs/ResourcePolicy',
]);

/** Principals that gain or lose something on a resource. */
export const resourcePolicies: EffectRule = {
  id: 'access/resource-policy',
  title: 'A policy of a resource lets somebody do more or less.',
  *effects({ changes }) {
    for (const { change, kind } of awsChanges(changes)) {
      if (!kinds.has(kind) || !change.from || !change.to) continue;
      const policy = (side: typeof change.from) =>
        grantsOf(
          fieldOf(side?.manifest, 'spec.forProvider.policy') ??
            fieldOf(side?.manifest, 'spec.forProvider.policyDocument'),
        );
      const gained = gainedGrants(policy(change.from), policy(change.to));
      const lost = gainedGrants(policy(change.to), policy(change.from));
      if (gained.length > 0) {
        const open = gained.some(
          ({ principal, condition, effect }) => effect === 'Allow' && principal === '*' && condition === '',
        );
        const lifted = gained.some(({ effect }) => effect === 'Deny');
        yield effectOf(change, {
          rule: open ? 'access/public' : 'access/resource-gained',
          level: open || lifted ? 'danger' : 'caution',
          what: `Its policy now lets ${few(gained.map(shown))}.`,
          why: open
            ? 'Everybody in AWS is meant by the principal "*".'
            : 'The policy of the resource says so.',
          fix: 'Name principals, actions and conditions as closely as the workload allows.',
        });
      }
      if (lost.length > 0) {
        yield effectOf(change, {
          rule: 'access/resource-lost',
          level: 'notice',
          what: `Its policy no longer lets ${few(lost.map(shown))}.`,
          why: 'The policy of the resource says so no more, or forbids it now.',
          fix: 'Make sure that nobody needs this.',
        });
      }
    }
  },
};

function shown({ effect, principal, action, condition }: Grant): string {
  const who = principal === '*' ? 'everybody' : principal || 'its users';
  return effect === 'Deny'
    ? `${who} do ${action}, which was forbidden${condition ? ' under a condition' : ''}`
    : `${who} do ${action}${condition ? ' under a condition' : ''}`;
}
