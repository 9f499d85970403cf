// The rights of each provider family: a file and a line here for each.
import type { FamilyAccess } from '../family-access.ts';
import { accessanalyzer } from './accessanalyzer.ts';
import { amp } from './amp.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { cloudwatchevents } from './cloudwatchevents.ts';
import { cloudwatchlogs } from './cloudwatchlogs.ts';
import { ec2 } from './ec2.ts';
import { efs } from './efs.ts';
import { eks } from './eks.ts';
import { elasticache } from './elasticache.ts';
import { grafana } from './grafana.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import { secretsmanager } from './secretsmanager.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';

/** Rights by provider family. */
export const families: Readonly<Record<string, FamilyAccess>> = {
  accessanalyzer,
  amp,
  cloudtrail,
  cloudwatch,
  cloudwatchevents,
  cloudwatchlogs,
  ec2,
  efs,
  eks,
  elasticache,
  grafana,
  iam,
  kms,
  rds,
  s3,
  secretsmanager,
  sns,
  sqs,
};
