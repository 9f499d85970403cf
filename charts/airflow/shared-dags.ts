// The volume of an EFS access point that holds the DAGs: read-only, and bound to one claim.
// While the ids of a file system that Crossplane makes are not recorded, the claim waits without a volume.
import type { Chart } from 'cdk8s';
import type { IPersistentVolume, IPersistentVolumeClaim } from 'kubernetes-models/v1';
import { dagsVolume, type Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { dagsClaim } from './dags.ts';
import { namespace } from './names.ts';

/** Kubernetes wants a size; EFS has none. */
const size = '1Gi';

export function addSharedDags(chart: Chart, environment: Environment): void {
  if (environment.airflow.dags.source !== 'efs') return;
  const volume = dagsVolume(environment);
  const labels = objectLabels(environment, namespace);
  const annotations = {
    'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
    ...inWave(objectWaves.settings),
  };
  if (volume)
    manifest<IPersistentVolume>(chart, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: dagsClaim, labels, annotations },
      spec: {
        capacity: { storage: size },
        accessModes: ['ReadOnlyMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
        claimRef: { namespace, name: dagsClaim },
        mountOptions: ['tls', 'iam'],
        csi: {
          driver: 'efs.csi.aws.com',
          volumeHandle: `${volume.fileSystemId}::${volume.accessPointId}`,
          readOnly: true,
        },
      },
    });
  manifest<IPersistentVolumeClaim>(chart, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: dagsClaim, namespace, labels, annotations },
    spec: {
      accessModes: ['ReadOnlyMany'],
      storageClassName: '',
      ...(volume ? { volumeName: dagsClaim } : {}),
      resources: { requests: { storage: size } },
    },
  });
}
