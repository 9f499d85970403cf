// Rule policies/eks-secrets-encryption: secrets of the cluster are encrypted with an own key.
import { list } from '../../kit/read.ts';
import { block, desired, managedRule } from '../kit/managed.ts';

export const eksSecretsEncryption = managedRule({
  id: 'policies/eks-secrets-encryption',
  title: 'Secrets of the cluster are encrypted with an own key',
  why: 'Nobody can see or stop who decrypts them, and encryption can’t be turned on for the past later.',
  fix: 'Set encryptionConfig with provider.keyArn and resources: [secrets].',
  standards: ['CKV_AWS_58', 'AVD-AWS-0039', 'CIS-EKS-1.8:5.3.1'],
  of: ['eks/Cluster'],
  *checkResource({ encryptionConfig }) {
    const { provider, resources } = block(encryptionConfig);
    const key = block(provider);
    if (list(resources).includes('secrets') && (key.keyArn || key.keyArnRef || key.keyArnSelector)) return;
    yield { path: `${desired}.encryptionConfig`, what: 'Secrets are not encrypted with a key of ours.' };
  },
});
