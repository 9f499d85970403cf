// Permissions boundaries: ceilings that grant nothing themselves. What a role may do is its policy within its boundary.
import type { PolicyStatement } from '../shared/iam-policy.ts';
import { rolePath } from '../shared/role.ts';
import type { Names } from './family-access.ts';

/** A boundary as IAM takes it. Unlike a policy it names services as a whole. */
export interface Boundary {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
}

/** Services that the roles of workloads, nodes and the cluster call. */
const workloadServices = [
  'acm',
  'aps',
  'autoscaling',
  'cloudwatch',
  'ec2',
  'ecr',
  'eks',
  'elasticfilesystem',
  'elasticloadbalancing',
  'kms',
  'logs',
  's3',
  'secretsmanager',
  'sqs',
  'ssm',
  'tag',
];

/** The boundary of every role that Crossplane makes. */
export function workloadBoundary(names: Names): Boundary {
  return boundary([
    wholeServices(workloadServices),
    {
      Sid: 'HandNodesTheirRole',
      Effect: 'Allow',
      Action: ['iam:GetInstanceProfile', 'iam:PassRole'],
      Resource: [
        names.globalArn('iam', `instance-profile/*`),
        names.globalArn('iam', `role${rolePath}helical-${names.environment}-node`),
      ],
    },
    {
      Sid: 'ServiceRoles',
      Effect: 'Allow',
      Action: ['iam:CreateServiceLinkedRole'],
      Resource: [names.globalArn('iam', 'role/aws-service-role/*')],
    },
  ]);
}

/** The boundary of the providers' own roles: the services of all families, and no way to a role beyond it. */
export function providerBoundary(names: Names, services: readonly string[]): Boundary {
  return boundary([
    wholeServices(services),
    {
      Sid: 'DenyOwnRolesAndBoundaries',
      Effect: 'Deny',
      Action: [
        'iam:AttachRolePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:DeleteRole',
        'iam:DeleteRolePermissionsBoundary',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:PassRole',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
        'iam:SetDefaultPolicyVersion',
        'iam:UpdateAssumeRolePolicy',
      ],
      Resource: [
        names.globalArn('iam', `role${rolePath}helical-${names.environment}-crossplane-*`),
        names.boundaryArn,
        `${names.boundaryArn}-crossplane`,
      ],
    },
  ]);
}

function wholeServices(services: readonly string[]): PolicyStatement {
  const Action = services.map((service) => `${service}:*`);
  return { Sid: 'Ceiling', Effect: 'Allow', Action, Resource: ['*'] };
}

function boundary(Statement: PolicyStatement[]): Boundary {
  return { Version: '2012-10-17', Statement };
}
