// Rule policies/file-system-encryption: EFS file systems are encrypted.
import { desired, isGiven, isOn, managedRule } from '../kit/managed.ts';

export const fileSystemEncryption = managedRule({
  id: 'policies/file-system-encryption',
  title: 'EFS file systems are encrypted',
  why: 'It can’t be turned on later without copying all files.',
  fix: 'Set encrypted to true with a kmsKeyId.',
  standards: ['CKV_AWS_42', 'CKV_AWS_184', 'AVD-AWS-0037'],
  of: ['efs/FileSystem'],
  *checkResource(resource) {
    if (!isOn(resource.encrypted))
      yield { path: `${desired}.encrypted`, what: 'The files are not encrypted.' };
    else if (!isGiven(resource, 'kmsKeyId')) {
      yield {
        path: `${desired}.kmsKeyId`,
        what: 'The files are encrypted with the key of AWS, not with an own one.',
      };
    }
  },
});
