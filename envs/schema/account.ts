// The AWS account and region of an environment, and who pays for it.

import { label } from './common.ts';
import { oneOf, section, text, withDefault } from './field.ts';

/** Regions with EKS, RDS, ElastiCache, Managed Prometheus and Managed Grafana (AWS regional services list). */
export const regions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
] as const;

export const accountSection = section(
  {
    accountId: text('^\\d{12}$', {
      description: 'AWS account of this environment. Every environment has its own.',
      accepted: '12 digits, in quotes',
      why: 'The id is part of every ARN; a wrong one gives the rights to somebody else.',
    }),
    region: oneOf(regions, {
      description: 'AWS region of everything in this environment.',
      why: 'Managed Prometheus and Managed Grafana exist in these regions only.',
    }),
    permissionsBoundary: withDefault(
      label('Name of the IAM policy that bounds every role made here.', { maxLength: 64 }),
      {
        default: 'helical-boundary',
        source: 'decision: one boundary per account, made by the account owner before the first sync',
      },
    ),
  },
  { description: 'AWS account and region.', tsName: 'Account' },
);

export const ownershipSection = section(
  {
    owner: label('Team that answers for this environment. Becomes the tag `owner`.'),
    costCenter: label('Who pays. Becomes the tag `cost-center`.'),
  },
  { description: 'Tags on everything that takes tags.', tsName: 'Ownership' },
);
