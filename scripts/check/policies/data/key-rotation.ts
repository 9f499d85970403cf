// Rule policies/key-rotation: KMS keys are rotated every year.
import { desired, isOn, managedRule } from '../kit/managed.ts';

export const keyRotation = managedRule({
  id: 'policies/key-rotation',
  title: 'KMS keys are rotated every year',
  why: 'Whoever once got hold of a key’s material could read everything that was ever written.',
  fix: 'Set enableKeyRotation to true.',
  standards: ['CKV_AWS_7', 'AVD-AWS-0065'],
  of: ['kms/Key'],
  *checkResource({ enableKeyRotation, customerMasterKeySpec: spec }) {
    if (isOn(enableKeyRotation) || (spec !== undefined && spec !== 'SYMMETRIC_DEFAULT')) return;
    yield { path: `${desired}.enableKeyRotation`, what: 'The key is never rotated.' };
  },
});
