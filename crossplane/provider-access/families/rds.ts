// What Crossplane may do in AWS for databases.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, passRole, useKeys } from '../family-access.ts';

/** Rights of provider-aws-rds. */
export const rds: FamilyAccess = {
  kinds: ['Instance', 'ParameterGroup', 'SubnetGroup'],
  statements: (names) => {
    const own = `helical-${names.environment}-*`;
    const ours = ['db', 'subgrp', 'pg', 'snapshot'].map((type) => names.arn('rds', `${type}:${own}`));
    return [
      allow(
        'ManageDatabases',
        [
          'rds:AddTagsToResource',
          'rds:CreateDBInstance',
          'rds:CreateDBInstanceReadReplica',
          'rds:CreateDBParameterGroup',
          'rds:CreateDBSnapshot',
          'rds:CreateDBSubnetGroup',
          'rds:DeleteDBInstance',
          'rds:DeleteDBParameterGroup',
          'rds:DeleteDBSubnetGroup',
          'rds:DescribeDBParameters',
          'rds:DescribeDBSubnetGroups',
          'rds:ListTagsForResource',
          'rds:ModifyDBInstance',
          'rds:ModifyDBParameterGroup',
          'rds:ModifyDBSubnetGroup',
          'rds:RebootDBInstance',
          'rds:RemoveTagsFromResource',
          'rds:ResetDBParameterGroup',
        ],
        ours,
      ),
      look(names, [
        'rds:DescribeDBEngineVersions',
        'rds:DescribeDBInstances',
        'rds:DescribeDBParameterGroups',
      ]),
      // RDS makes the master secret in the name of who asks for the database (RDS: password management).
      allow(
        'MakeMasterSecret',
        [
          'secretsmanager:CreateSecret',
          'secretsmanager:DescribeSecret',
          'secretsmanager:RotateSecret',
          'secretsmanager:TagResource',
        ],
        [names.arn('secretsmanager', 'secret:rds!db-*')],
      ),
      useKeys(names, ['rds', 'secretsmanager']),
      passRole(names, [`helical-${names.environment}-database-monitoring`], 'monitoring.rds.amazonaws.com'),
    ];
  },
};
