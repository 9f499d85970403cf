// How a pod gets the DAGs: a git-sync sidecar that follows one revision, or a read-only EFS access point.
import type { IContainer, IPodSpec, IVolume, IVolumeMount } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectName, paths, ports } from './names.ts';
import { restrictedContainer } from './restricted.ts';

const volumeName = 'dags';
/** Name of the claim of the EFS access point. */
export const dagsClaim = objectName('dags');

/** The parts of a pod that bring the DAGs into it. */
export interface DagSource {
  volumes: IVolume[];
  mounts: IVolumeMount[];
  sidecars: NonNullable<IPodSpec['initContainers']>;
}

export function dagSource(environment: Environment): DagSource {
  const { dags } = environment.airflow;
  const mounts = [{ name: volumeName, mountPath: paths.dags, readOnly: true }];
  if (dags.source === 'efs') {
    const persistentVolumeClaim = { claimName: dagsClaim, readOnly: true };
    return { volumes: [{ name: volumeName, persistentVolumeClaim }], mounts, sidecars: [] };
  }
  return {
    volumes: [{ name: volumeName, emptyDir: { sizeLimit: '1Gi' } }],
    mounts,
    sidecars: [gitSync(dags)],
  };
}

/**
 * An init container that stays (a native sidecar): the component starts when the first checkout is there,
 * and the sidecar ends after it.
 */
function gitSync(dags: Extract<Environment['airflow']['dags'], { source: 'git-sync' }>): IContainer {
  return {
    name: 'git-sync',
    image: images.gitSync,
    restartPolicy: 'Always',
    args: [
      `--repo=${dags.repository}`,
      `--ref=${dags.revision}`,
      `--root=${paths.dags}`,
      '--link=current',
      '--depth=1',
      `--period=${dags.periodSeconds}s`,
      '--max-failures=5',
      `--http-bind=:${ports.gitSyncHealth}`,
    ],
    // Its own user and home: the root of the container is read-only.
    env: [{ name: 'HOME', value: '/tmp' }],
    ports: [{ name: 'git-sync', containerPort: ports.gitSyncHealth }],
    // Answers 200 once the first checkout is complete.
    startupProbe: {
      httpGet: { path: '/', port: 'git-sync' },
      periodSeconds: 2,
      failureThreshold: 60,
    },
    livenessProbe: { httpGet: { path: '/', port: 'git-sync' }, periodSeconds: 30, failureThreshold: 3 },
    resources: { requests: { cpu: '20m', memory: '96Mi' }, limits: { memory: '96Mi' } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: volumeName, mountPath: paths.dags },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
