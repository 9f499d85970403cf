// Volumes, claims and classes name each other, and drivers that something installs.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { fixMissing } from '../kit/missing.ts';
import { builtIn, operatorsOf } from '../kit/operators.ts';
import { dig, fields, itemsAt, text } from '../kit/read.ts';

export const storage = environmentRule({
  id: 'references/storage',
  title: 'Volumes name claims, classes and drivers that exist',
  why: 'The pod stays Pending until the volume can be made.',
  fix: 'Add the claim or the class, or name one that exists.',
  *check(environment) {
    const index = indexOf(environment);
    const classes = [...builtIn.storageClasses, ...index.names('storage.k8s.io/StorageClass')];
    const drivers = ['ebs.csi.aws.com', ...operatorsOf(environment).flatMap((one) => one.csiDrivers)];
    for (const { object, path, spec, namespace } of index.pods) {
      for (const { path: at, value } of itemsAt(spec.volumes, `${path}.volumes`)) {
        const claim = text(dig(value, 'persistentVolumeClaim', 'claimName'));
        if (claim && !index.find('/PersistentVolumeClaim', claim, namespace)) {
          yield {
            object,
            path: `${at}.persistentVolumeClaim.claimName`,
            what: `Namespace ${namespace} has no PersistentVolumeClaim ${show(claim)}.`,
            fix: fixMissing(claim, index.names('/PersistentVolumeClaim', namespace)),
          };
        }
      }
    }
    for (const object of index.ofKind('/PersistentVolumeClaim')) {
      const { storageClassName: name, volumeName } = fields(object.manifest.spec);
      // A claim that names its volume needs no class that makes one.
      if (typeof name === 'string' && name !== '' && !volumeName && !classes.includes(name)) {
        yield {
          object,
          path: 'spec.storageClassName',
          what: `There is no StorageClass ${show(name)}.`,
          fix: fixMissing(name, classes),
        };
      }
      if (
        typeof volumeName === 'string' &&
        volumeName !== '' &&
        !index.find('/PersistentVolume', volumeName)
      ) {
        yield {
          object,
          path: 'spec.volumeName',
          what: `There is no PersistentVolume ${show(volumeName)}.`,
          fix: fixMissing(volumeName, index.names('/PersistentVolume')),
        };
      }
    }
    for (const object of [
      ...index.ofKind('/PersistentVolume'),
      ...index.ofKind('storage.k8s.io/StorageClass'),
    ]) {
      const inline = text(dig(object.manifest, 'spec', 'csi', 'driver'));
      const driver = inline ?? text(object.manifest.provisioner);
      if (!driver || drivers.includes(driver) || driver.startsWith('kubernetes.io/')) continue;
      yield {
        object,
        path: inline ? 'spec.csi.driver' : 'provisioner',
        what: `No operator brings the driver ${show(driver)}.`,
        fix: fixMissing(driver, drivers),
      };
    }
  },
});
