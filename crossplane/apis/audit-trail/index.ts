// AuditTrail: who did what in the account, kept where nobody can change it, with alarms on what would end that.
import type { IAnalyzer } from '@crossplane-models/provider-upjet-aws/accessanalyzer.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { composeProtected } from '../../shared/protection.ts';
import { composeAlarms } from './alarms.ts';
import { composeBucket } from './bucket.ts';
import { composeKey } from './key.ts';
import { variants } from './names.ts';
import { rules, spec, status } from './spec.ts';
import { composeTrail } from './trail.ts';

export type { AuditTrailSpec } from './spec.ts';

export const auditTrail = cloudApi({
  kind: 'AuditTrail',
  plural: 'audittrails',
  description:
    'A trail of every API call in all regions, with its own bucket, key and log group, alarms, and an access analyzer.',
  stateful: true,
  spec,
  status,
  rules,
  variants,
  compose({ resource: compose, ...rest }) {
    const { spec, publish } = rest;
    // Whatever guards the records stays with them.
    const resource = composeProtected(compose, spec.deletionProtection);
    const context = { ...rest, resource };
    const key = composeKey(context);
    const bucket = composeBucket(context);
    const trail = composeTrail(context);
    const alarms = composeAlarms(context, trail.logGroup);
    const analyzer = resource<IAnalyzer>('trail-analyzer', {
      apiVersion: 'accessanalyzer.aws.m.upbound.io/v1beta1',
      kind: 'Analyzer',
      metadata: { annotations: { 'crossplane.io/external-name': spec.trailName } },
      spec: { forProvider: { region: spec.region, type: 'ACCOUNT', tags: spec.tags } },
    });
    publish({
      trailArn: trail.arn,
      bucketArn: bucket.arn,
      keyArn: key.arn,
      logGroupArn: trail.logGroupArn,
      topicArn: alarms.topicArn,
      analyzerArn: analyzer.status.atProvider.arn,
    });
  },
});
