// Rule policies/database-encryption: databases are encrypted and private.
import { desired, isGiven, isOn, managedRule } from '../kit/managed.ts';

export const databaseEncryption = managedRule({
  id: 'policies/database-encryption',
  title: 'Databases are encrypted and private',
  why: 'Encryption can’t be turned on later without a new database; a public one is found within minutes.',
  fix: 'Set storageEncrypted to true with a kmsKeyId, and publiclyAccessible to false.',
  standards: ['CKV_AWS_16', 'CKV_AWS_17', 'CKV_AWS_96', 'AVD-AWS-0079', 'AVD-AWS-0080', 'AVD-AWS-0082'],
  of: ['rds/Instance', 'rds/Cluster'],
  *checkResource(resource) {
    if (!isOn(resource.storageEncrypted)) {
      yield { path: `${desired}.storageEncrypted`, what: 'The storage is not encrypted.' };
    } else if (!isGiven(resource, 'kmsKeyId')) {
      yield {
        path: `${desired}.kmsKeyId`,
        what: 'The storage is encrypted with the key of AWS, not with an own one.',
      };
    }
    if (isOn(resource.publiclyAccessible)) {
      yield { path: `${desired}.publiclyAccessible`, what: 'The database has a public address.' };
    }
  },
});
