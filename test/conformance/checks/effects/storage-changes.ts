// Changes of storage and of what nodes offer.

import { type ChangeKind, flip, respell, set, unset } from './edits.ts';

const claim = ['PersistentVolumeClaim'];
const volume = ['PersistentVolume'];

/** Changes of storage and of what nodes offer. */
export const storageChanges: readonly ChangeKind[] = [
  { what: 'larger', kinds: claim, edit: set('spec.resources.requests.storage', '20Gi'), times: 3 },
  { what: 'smaller', kinds: claim, edit: set('spec.resources.requests.storage', '5Gi') },
  { what: 'size respelled', kinds: claim, edit: respell('spec.resources') },
  { what: 'class', kinds: claim, edit: set('spec.storageClassName', 'other') },
  { what: 'access', kinds: claim, edit: set('spec.accessModes', ['ReadWriteMany']) },
  { what: 'mode written out', kinds: claim, edit: set('spec.volumeMode', 'Filesystem') },
  { what: 'mode', kinds: claim, edit: set('spec.volumeMode', 'Block') },
  { what: 'selector', kinds: claim, edit: set('spec.selector', { matchLabels: { tier: 'back' } }) },
  { what: 'label', kinds: claim, edit: set('metadata.labels.tier', 'back') },
  { what: 'parameters', kinds: ['StorageClass'], edit: set('parameters.type', 'io2') },
  { what: 'reclaim policy', kinds: ['StorageClass'], edit: set('reclaimPolicy', 'Retain') },
  {
    what: 'reclaim policy written out',
    kinds: ['StorageClass'],
    before: unset('reclaimPolicy'),
    edit: set('reclaimPolicy', 'Delete'),
  },
  { what: 'binding', kinds: ['StorageClass'], edit: set('volumeBindingMode', 'WaitForFirstConsumer') },
  { what: 'binding written out', kinds: ['StorageClass'], edit: set('volumeBindingMode', 'Immediate') },
  { what: 'expansion', kinds: ['StorageClass'], edit: set('allowVolumeExpansion', (old: unknown) => !old) },
  { what: 'provisioner', kinds: ['StorageClass'], edit: set('provisioner', 'efs.csi.aws.com') },
  { what: 'mount options', kinds: ['StorageClass'], edit: set('mountOptions', ['noatime']) },
  {
    what: 'zones',
    kinds: ['StorageClass'],
    edit: set('allowedTopologies', [
      { matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['eu-central-1a'] }] },
    ]),
  },
  { what: 'capacity', kinds: volume, edit: set('spec.capacity.storage', '20Gi') },
  { what: 'reclaim policy', kinds: volume, edit: set('spec.persistentVolumeReclaimPolicy', 'Delete') },
  { what: 'source', kinds: volume, edit: set('spec.csi.volumeHandle', 'fs-0000000000000000b') },
  { what: 'mode', kinds: volume, edit: set('spec.volumeMode', 'Block') },
  { what: 'class', kinds: volume, edit: set('spec.storageClassName', 'other') },
  { what: 'mount options', kinds: volume, edit: set('spec.mountOptions', ['noatime']) },
  {
    what: 'zone',
    kinds: volume,
    edit: set('spec.nodeAffinity.required.nodeSelectorTerms.0.matchExpressions.0.values.0', 'eu-central-1b'),
  },
  { what: 'attaching', kinds: ['CSIDriver'], edit: flip('spec.attachRequired') },
  {
    what: 'attaching written out',
    kinds: ['CSIDriver'],
    before: unset('spec.attachRequired'),
    edit: set('spec.attachRequired', true),
  },
  { what: 'modes', kinds: ['CSIDriver'], edit: set('spec.volumeLifecycleModes', ['Ephemeral']) },
  { what: 'pod information', kinds: ['CSIDriver'], edit: set('spec.podInfoOnMount', true) },
  { what: 'group of files', kinds: ['CSIDriver'], edit: set('spec.fsGroupPolicy', 'None') },
  { what: 'controller', kinds: ['IngressClass'], edit: set('spec.controller', 'example.org/other') },
  {
    what: 'parameters',
    kinds: ['IngressClass'],
    edit: set('spec.parameters', { apiGroup: 'example.org', kind: 'Parameters', name: 'other' }),
  },
  { what: 'handler', kinds: ['RuntimeClass'], edit: set('handler', 'runsc') },
  { what: 'overhead', kinds: ['RuntimeClass'], edit: set('overhead.podFixed.cpu', '20m') },
];
