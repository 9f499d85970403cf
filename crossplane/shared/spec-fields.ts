// Fields that several specs have: the account, the boundary of a role, the address for alarms.
import { Type } from 'typebox';
import { immutable } from '../engine/spec.ts';

/** AWS account of everything here. It is part of every ARN. */
export const accountId = immutable(
  Type.String({ pattern: '^\\d{12}$', maxLength: 12, description: 'AWS account of everything here.' }),
  'AWS resources can’t move to another account',
);

/** Policy that bounds a role. */
export const permissionsBoundary = Type.String({
  pattern: '^[a-z][a-z0-9-]*$',
  maxLength: 64,
  description: 'Name of the IAM policy that bounds the role, whatever its own policy says.',
});

/** E-mail address that an SNS topic writes to. AWS asks its owner to confirm first. */
export const notificationEmail = Type.String({
  pattern: '^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$',
  maxLength: 254,
  description:
    'Address that is told. SNS sends it a link to confirm first; until then nobody is told. SNS can’t move a subscription: after a change, delete the TopicSubscription object, and Crossplane makes a new one.',
});
