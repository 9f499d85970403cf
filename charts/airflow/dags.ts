// How a pod gets the DAGs: a git-sync sidecar that follows one revision, or a read-only EFS access point.
import type { IContainer, IEnvVar, IVolume, IVolumeMount } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectName, paths, ports } from './names.ts';
import { restrictedContainer } from './restricted.ts';
import { gitSecret } from './secret-names.ts';

type GitSync = Extract<Environment['airflow']['dags'], { source: 'git-sync' }>;

const volumeName = 'dags';
const credentialsFolder = '/etc/git-credentials';
/** User of the git-sync image. SSH insists on a user with an entry in /etc/passwd. */
const gitSyncUser = 65_533;

/** Name of the claim, and of the volume, of the EFS access point. */
export const dagsClaim = objectName('dags');

/** Folder that the DAGs are read from. */
export function dagsFolder({ airflow: { dags } }: Environment): string {
  return dags.source === 'git-sync' ? `${paths.dags}/current/${dags.path}` : paths.dags;
}

/** The parts of a pod that bring the DAGs into it. */
export interface DagSource {
  volumes: IVolume[];
  mounts: IVolumeMount[];
  sidecars: IContainer[];
}

export function dagSource(environment: Environment): DagSource {
  const { dags } = environment.airflow;
  const mounts = [{ name: volumeName, mountPath: paths.dags, readOnly: true }];
  if (dags.source === 'efs') {
    const persistentVolumeClaim = { claimName: dagsClaim, readOnly: true };
    return { volumes: [{ name: volumeName, persistentVolumeClaim }], mounts, sidecars: [] };
  }
  const credentials =
    dags.credentials === 'none'
      ? []
      : [
          {
            name: 'git-credentials',
            secret: { secretName: gitSecret.name(environment), defaultMode: 0o440 },
          },
        ];
  return {
    volumes: [
      { name: volumeName, emptyDir: { sizeLimit: '1Gi' } },
      { name: 'git-sync-tmp', emptyDir: { sizeLimit: '100Mi' } },
      ...credentials,
    ],
    mounts,
    sidecars: [gitSync(environment, dags)],
  };
}

/**
 * An init container that stays (a native sidecar): the component starts when the first checkout is there,
 * and the sidecar ends after it.
 */
function gitSync(environment: Environment, dags: GitSync): IContainer {
  const signIn = signInOf(environment, dags);
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
      ...signIn.args,
    ],
    env: [{ name: 'HOME', value: '/tmp' }, ...signIn.env],
    ports: [{ name: 'git-sync', containerPort: ports.gitSyncHealth }],
    // Answers 200 once the first checkout is complete.
    startupProbe: { httpGet: { path: '/', port: 'git-sync' }, periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { httpGet: { path: '/', port: 'git-sync' }, periodSeconds: 30, failureThreshold: 3 },
    resources: { requests: { cpu: '20m', memory: '96Mi' }, limits: { memory: '96Mi' } },
    securityContext: { ...restrictedContainer, runAsUser: gitSyncUser, runAsGroup: gitSyncUser },
    volumeMounts: [
      { name: volumeName, mountPath: paths.dags },
      { name: 'git-sync-tmp', mountPath: '/tmp' },
      ...(dags.credentials === 'none'
        ? []
        : [{ name: 'git-credentials', mountPath: credentialsFolder, readOnly: true }]),
    ],
  };
}

/** How git-sync proves who it is. */
function signInOf(environment: Environment, dags: GitSync): { args: string[]; env: IEnvVar[] } {
  if (dags.credentials === 'none') return { args: [], env: [] };
  if (dags.credentials === 'ssh-key') {
    return {
      args: [
        `--ssh-key-file=${credentialsFolder}/ssh-key`,
        `--ssh-known-hosts-file=${credentialsFolder}/known-hosts`,
      ],
      env: [],
    };
  }
  const fromSecret = (name: string, key: string): IEnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: gitSecret.name(environment), key } },
  });
  return {
    args: [`--github-app-private-key-file=${credentialsFolder}/private-key`],
    env: [
      fromSecret('GITSYNC_GITHUB_APP_APPLICATION_ID', 'application-id'),
      fromSecret('GITSYNC_GITHUB_APP_INSTALLATION_ID', 'installation-id'),
    ],
  };
}
