// Rights of the families that watch: metrics, dashboards, logs, alarms, topics, queues, events and the audit trail.
import { allow } from '../shared/iam-policy.ts';
import { type FamilyAccess, look, make, passRole, useKeys } from './family-access.ts';

const amp: FamilyAccess = {
  kinds: ['AlertManagerDefinition', 'RuleGroupNamespace', 'Workspace'],
  statements: (names) => {
    const ours = ['workspace/*', 'rulegroupsnamespace/*/*'].map((resource) => names.arn('aps', resource));
    return [
      make(names, ['aps:CreateWorkspace']),
      allow('MakeRules', ['aps:CreateRuleGroupsNamespace', 'aps:TagResource'], ours, names.tagging),
      allow(
        'Manage',
        [
          'aps:CreateAlertManagerDefinition',
          'aps:CreateLoggingConfiguration',
          'aps:DeleteAlertManagerDefinition',
          'aps:DeleteLoggingConfiguration',
          'aps:DeleteRuleGroupsNamespace',
          'aps:DeleteWorkspace',
          'aps:DescribeAlertManagerDefinition',
          'aps:DescribeLoggingConfiguration',
          'aps:DescribeRuleGroupsNamespace',
          'aps:DescribeWorkspace',
          'aps:DescribeWorkspaceConfiguration',
          'aps:ListTagsForResource',
          'aps:PutAlertManagerDefinition',
          'aps:PutRuleGroupsNamespace',
          'aps:TagResource',
          'aps:UntagResource',
          'aps:UpdateLoggingConfiguration',
          'aps:UpdateWorkspaceAlias',
        ],
        ours,
        names.tagged,
      ),
      // AMP sets up the delivery of its log in the name of who asks for it (AMP: logging configuration).
      look(names, [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:UpdateLogDelivery',
      ]),
      useKeys(names, ['aps']),
    ];
  },
};

const grafana: FamilyAccess = {
  kinds: ['RoleAssociation', 'Workspace', 'WorkspaceAPIKey'],
  statements: (names) => {
    const ours = [names.arn('grafana', '/workspaces/*')];
    return [
      make(names, ['grafana:CreateWorkspace']),
      allow('TagNew', ['grafana:TagResource'], ours, names.tagging),
      allow(
        'Manage',
        [
          'grafana:CreateWorkspaceApiKey',
          'grafana:DeleteWorkspace',
          'grafana:DeleteWorkspaceApiKey',
          'grafana:DescribeWorkspace',
          'grafana:DescribeWorkspaceAuthentication',
          'grafana:DescribeWorkspaceConfiguration',
          'grafana:ListPermissions',
          'grafana:ListTagsForResource',
          'grafana:TagResource',
          'grafana:UntagResource',
          'grafana:UpdatePermissions',
          'grafana:UpdateWorkspace',
          'grafana:UpdateWorkspaceAuthentication',
          'grafana:UpdateWorkspaceConfiguration',
        ],
        ours,
        names.tagged,
      ),
      // Single sign-on: Grafana becomes an application of IAM Identity Center, with its groups (Grafana: prerequisites).
      look(names, [
        'sso:CreateManagedApplicationInstance',
        'sso:DescribeRegisteredRegions',
        'sso:GetManagedApplicationInstance',
        'sso:GetProfile',
        'sso:ListDirectoryAssociations',
        'sso:ListProfileAssociations',
        'sso:ListProfiles',
        'sso:AssociateProfile',
        'sso:DisassociateProfile',
        'sso-directory:DescribeGroup',
        'sso-directory:DescribeUser',
      ]),
      passRole(names, [`helical-${names.environment}-grafana`], 'grafana.amazonaws.com'),
    ];
  },
};

const cloudwatch: FamilyAccess = {
  kinds: ['MetricAlarm'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageAlarms',
      [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:ListTagsForResource',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      [arn('cloudwatch', `alarm:helical-${environment}-*`)],
    ),
  ],
};

const cloudwatchlogs: FamilyAccess = {
  kinds: ['Group', 'MetricFilter', 'ResourcePolicy'],
  statements: (names) => {
    const { arn, environment, cluster } = names;
    const groups = [
      `/helical/${environment}/*`,
      '/aws/cloudtrail/helical-*',
      `/aws/eks/${cluster}/*`,
      `/aws/elasticache/helical-${environment}-*`,
      `/aws/rds/instance/helical-${environment}-*`,
      `/aws/vendedlogs/prometheus/helical-${environment}`,
      `/aws/vpc/helical-${environment}*`,
      'RDSOSMetrics',
    ];
    return [
      allow(
        'ManageLogGroups',
        [
          'logs:AssociateKmsKey',
          'logs:CreateLogGroup',
          'logs:DeleteLogGroup',
          'logs:DeleteMetricFilter',
          'logs:DescribeMetricFilters',
          'logs:DisassociateKmsKey',
          'logs:ListTagsForResource',
          'logs:PutMetricFilter',
          'logs:PutRetentionPolicy',
          'logs:TagResource',
          'logs:UntagResource',
        ],
        groups.map((group) => arn('logs', `log-group:${group}`)),
      ),
      look(names, [
        'logs:DeleteResourcePolicy',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:PutResourcePolicy',
      ]),
    ];
  },
};

const cloudwatchevents: FamilyAccess = {
  kinds: ['Rule', 'Target'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageRules',
      [
        'events:DeleteRule',
        'events:DescribeRule',
        'events:DisableRule',
        'events:EnableRule',
        'events:ListTagsForResource',
        'events:ListTargetsByRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      [arn('events', `rule/helical-${environment}-*`)],
    ),
  ],
};

const sns: FamilyAccess = {
  kinds: ['Topic', 'TopicPolicy', 'TopicSubscription'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageTopics',
      [
        'sns:CreateTopic',
        'sns:DeleteTopic',
        'sns:GetSubscriptionAttributes',
        'sns:GetTopicAttributes',
        'sns:ListSubscriptionsByTopic',
        'sns:ListTagsForResource',
        'sns:SetSubscriptionAttributes',
        'sns:SetTopicAttributes',
        'sns:Subscribe',
        'sns:TagResource',
        'sns:Unsubscribe',
        'sns:UntagResource',
      ],
      [arn('sns', `helical-${environment}-*`)],
    ),
  ],
};

const sqs: FamilyAccess = {
  kinds: ['Queue', 'QueuePolicy'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageQueues',
      [
        'sqs:CreateQueue',
        'sqs:DeleteQueue',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListQueueTags',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      [arn('sqs', `helical-${environment}-*`)],
    ),
  ],
};

const cloudtrail: FamilyAccess = {
  kinds: ['Trail'],
  statements: (names) => [
    allow(
      'ManageTrail',
      [
        'cloudtrail:AddTags',
        'cloudtrail:CreateTrail',
        'cloudtrail:DeleteTrail',
        'cloudtrail:GetEventSelectors',
        'cloudtrail:GetInsightSelectors',
        'cloudtrail:GetTrail',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:ListTags',
        'cloudtrail:PutEventSelectors',
        'cloudtrail:RemoveTags',
        'cloudtrail:StartLogging',
        'cloudtrail:StopLogging',
        'cloudtrail:UpdateTrail',
      ],
      [names.arn('cloudtrail', `trail/helical-${names.environment}`)],
    ),
    look(names, ['cloudtrail:DescribeTrails']),
    passRole(names, [`helical-${names.environment}-cloudtrail`], 'cloudtrail.amazonaws.com'),
  ],
};

const accessanalyzer: FamilyAccess = {
  kinds: ['Analyzer'],
  statements: ({ arn, globalArn, environment }) => [
    allow(
      'ManageAnalyzer',
      [
        'access-analyzer:CreateAnalyzer',
        'access-analyzer:DeleteAnalyzer',
        'access-analyzer:GetAnalyzer',
        'access-analyzer:ListTagsForResource',
        'access-analyzer:TagResource',
        'access-analyzer:UntagResource',
        'access-analyzer:UpdateAnalyzer',
      ],
      [arn('access-analyzer', `analyzer/helical-${environment}`)],
    ),
    allow(
      'MakeServiceRole',
      ['iam:CreateServiceLinkedRole'],
      [globalArn('iam', 'role/aws-service-role/access-analyzer.amazonaws.com/*')],
      { StringEquals: { 'iam:AWSServiceName': ['access-analyzer.amazonaws.com'] } },
    ),
  ],
};

/** Families that watch. */
export const observabilityFamilies = {
  amp,
  grafana,
  cloudwatch,
  cloudwatchlogs,
  cloudwatchevents,
  sns,
  sqs,
  cloudtrail,
  accessanalyzer,
};
