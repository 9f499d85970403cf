// Rule policies/cache-encryption: caches are encrypted, on disk and on the way.
import { desired, isOn, managedRule } from '../kit/managed.ts';

export const cacheEncryption = managedRule({
  id: 'policies/cache-encryption',
  title: 'Caches are encrypted, on disk and on the way',
  why: 'Messages and results of tasks can be read on the network. It can’t be changed without a new cache.',
  fix: 'Set atRestEncryptionEnabled and transitEncryptionEnabled to true.',
  standards: ['CKV_AWS_29', 'CKV_AWS_30', 'AVD-AWS-0045', 'AVD-AWS-0051'],
  of: ['elasticache/ReplicationGroup'],
  *checkResource({
    atRestEncryptionEnabled: rest,
    transitEncryptionEnabled: transit,
    transitEncryptionMode: mode,
  }) {
    if (!isOn(rest)) yield { path: `${desired}.atRestEncryptionEnabled`, what: 'The disk is not encrypted.' };
    if (!isOn(transit)) {
      yield { path: `${desired}.transitEncryptionEnabled`, what: 'The connections are not encrypted.' };
    } else if (mode === 'preferred') {
      yield {
        path: `${desired}.transitEncryptionMode`,
        what: 'Connections without encryption are accepted too.',
      };
    }
  },
});
