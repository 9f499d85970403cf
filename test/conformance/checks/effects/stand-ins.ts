// Objects of kinds that the tree has no manifest of, written as the tree would write them: storage, and programs with data.

import type { KubeObject } from '../../lib/json.ts';

const labels = { 'app.kubernetes.io/name': 'ledger' };
const resources = { requests: { storage: '10Gi' } };

const volumeClaim = (name: string, storageClassName: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'ledger', labels: { ...labels } },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources },
});

const storageClass = (name: string, allowVolumeExpansion?: boolean): KubeObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  parameters: { type: 'gp3', encrypted: 'true' },
  reclaimPolicy: 'Delete',
  ...(allowVolumeExpansion === undefined ? {} : { allowVolumeExpansion }),
});

/** Classes of the stand-ins' claims: they are in the cluster under these names. */
export const storageClasses: readonly KubeObject[] = [
  storageClass('growing', true),
  storageClass('fixed', false),
];

/** The stand-ins; claims of both classes, for only one of them lets volumes grow. */
export const standIns: readonly KubeObject[] = [
  volumeClaim('ledger', 'growing'),
  volumeClaim('archive', 'growing'),
  volumeClaim('journal', 'fixed'),
  volumeClaim('scratch', 'fixed'),
  storageClass('ledger', true),
  storageClass('archive'),
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'ledger', namespace: 'ledger', labels: { ...labels } },
    spec: {
      serviceName: 'ledger',
      replicas: 3,
      selector: { matchLabels: { ...labels } },
      template: {
        metadata: { labels: { ...labels } },
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'ledger',
              image: 'docker.io/library/postgres:17.6',
              env: [{ name: 'PGDATA', value: '/data/pg' }],
              resources: { requests: { cpu: '1000m', memory: '1024Mi' }, limits: { memory: '1024Mi' } },
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'growing', resources },
        },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'models' },
    spec: {
      capacity: { storage: '10Gi' },
      accessModes: ['ReadOnlyMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: 'models',
      csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-0000000000000000a' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-central-1a'] },
              ],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'ledger', namespace: 'ledger', labels: { ...labels } },
    data: { password: 'b2xk' },
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 'ledger.example.org' },
    spec: { attachRequired: false, fsGroupPolicy: 'File' },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'ledger' },
    spec: { controller: 'example.org/ledger' },
  },
  {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'ledger' },
    handler: 'gvisor',
    overhead: { podFixed: { cpu: '10m' } },
  },
];
