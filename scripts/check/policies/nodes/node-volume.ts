// Rule policies/node-volume: volumes of nodes and of StorageClasses are encrypted.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { fields, itemsAt } from '../../kit/read.ts';
import { managedKindOf } from '../kit/iam-documents.ts';
import { block, desired, isOn } from '../kit/managed.ts';

export const nodeVolume = objectRule({
  id: 'policies/node-volume',
  title: 'Volumes of nodes and of StorageClasses are encrypted',
  why: 'A snapshot of such a volume can be read by whoever gets hold of it.',
  fix: 'Set ebs.encrypted to true, in a StorageClass parameters.encrypted to "true".',
  standards: ['CKV_AWS_3', 'CKV_AWS_8', 'AVD-AWS-0008', 'AVD-AWS-0026'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const template = managedKindOf(object) === 'ec2/LaunchTemplate';
    if (object.manifest.kind === 'EC2NodeClass' || template) {
      const at = `${template ? desired : 'spec'}.blockDeviceMappings`;
      const devices = (template ? fields(spec.forProvider) : spec).blockDeviceMappings;
      for (const { path, value } of itemsAt(devices, at)) {
        if (isOn(block(value.ebs).encrypted)) continue;
        yield { path: `${path}.ebs`, what: `The volume ${show(value.deviceName)} is not encrypted.` };
      }
    } else if (object.manifest.kind === 'StorageClass' && object.manifest.provisioner === 'ebs.csi.aws.com') {
      if (isOn(fields(object.manifest.parameters).encrypted)) return;
      yield { path: 'parameters', what: 'Volumes of this class are not encrypted.' };
    }
  },
});
