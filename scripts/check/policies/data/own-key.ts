// Rule policies/own-key: queues, topics, secrets, logs and trails are encrypted with an own key.
import { show } from '../../../../envs/validate/show.ts';
import { text } from '../../kit/read.ts';
import { managedKindOf } from '../kit/iam-documents.ts';
import { desired, isGiven, managedRule } from '../kit/managed.ts';

/** The field that names the key, for each kind. */
const keys: Readonly<Record<string, string>> = {
  'sqs/Queue': 'kmsMasterKeyId',
  'sns/Topic': 'kmsMasterKeyId',
  'secretsmanager/Secret': 'kmsKeyId',
  'cloudwatchlogs/Group': 'kmsKeyId',
  'cloudtrail/Trail': 'kmsKeyId',
};

export const ownKey = managedRule({
  id: 'policies/own-key',
  title: 'Queues, topics, secrets, logs and trails are encrypted with an own key',
  why: 'Without one nobody can see or stop who decrypts them.',
  fix: 'Name a KMS key.',
  standards: [
    'CKV_AWS_26',
    'CKV_AWS_27',
    'CKV_AWS_35',
    'CKV_AWS_149',
    'CKV_AWS_158',
    'AVD-AWS-0017',
    'AVD-AWS-0095',
    'AVD-AWS-0096',
    'AVD-AWS-0098',
  ],
  of: ['sqs/Queue', 'sns/Topic', 'secretsmanager/Secret', 'cloudwatchlogs/Group', 'cloudtrail/Trail'],
  *checkResource(resource, object) {
    const field = keys[managedKindOf(object) ?? ''] ?? 'kmsKeyId';
    const value = text(resource[field]);
    if (!isGiven(resource, field)) yield { path: `${desired}.${field}`, what: 'No key is named.' };
    else if (value?.startsWith('alias/aws/')) {
      yield { path: `${desired}.${field}`, what: `${show(value)} is a key of AWS, not an own one.` };
    }
  },
});
