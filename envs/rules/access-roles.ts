// Administrators and readers of a cluster are different roles.
import { environmentRule } from './kit/rule.ts';

export const accessRoles = environmentRule({
  id: 'environment/access-roles',
  reads: ['cluster.source', 'cluster.adminRoleArn', 'cluster.readerRoleArn'],
  why: 'EKS takes one access entry for a role; who only wants to look should not be able to delete.',
  check: ({ cluster }) => {
    if (cluster.source === 'existing' || cluster.adminRoleArn !== cluster.readerRoleArn) return [];
    return [
      {
        path: 'cluster.readerRoleArn',
        what: `"${cluster.readerRoleArn}" is the adminRoleArn, too.`,
        fix: 'Name two roles.',
      },
    ];
  },
});
