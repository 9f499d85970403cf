// The EFS file system of the DAGs, where the environment lets Crossplane make it.
import type { Chart } from 'cdk8s';
import { sharedFileSystem } from '../../crossplane/apis/shared-file-system/index.ts';
import { environmentTags, keyAlias } from '../../crossplane/keys.ts';
import { type Environment, makesFileSystem } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { namespace } from './names.ts';
import { airflowUser } from './pod.ts';

/** Name of the SharedFileSystem. */
export const fileSystemName = 'dags';

/** Adds the file system with one access point, a mount target in each private subnet and its security group. */
export function addFileSystem(chart: Chart, environment: Environment): void {
  if (!makesFileSystem(environment)) return;
  const { account, network, cluster, storage } = environment;
  compositeResource(chart, environment, sharedFileSystem, {
    name: fileSystemName,
    namespace,
    variant: network.privateSubnets.length === 3 ? 'three-zones' : 'two-zones',
    spec: {
      accountId: account.accountId,
      region: account.region,
      fileSystemName: `helical-${environment.name}-dags`,
      // Whoever mounts the access point is this user: Airflow, which reads, and what brings the DAGs, which writes.
      accessPoint: { path: '/dags', uid: airflowUser.user, gid: airflowUser.group, permissions: '0755' },
      vpcId: network.vpcId,
      subnetIds: network.privateSubnets.map(({ id }) => id),
      clusterSecurityGroupId: cluster.securityGroupId,
      encryptionKeyAlias: keyAlias(environment, 'files'),
      deletionProtection: storage.deletionProtection,
      tags: environmentTags(environment),
    },
  });
}
