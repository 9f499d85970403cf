// What workloads are made from: a described environment whose network and cluster exist.
import type {
  EnvironmentDescription,
  ExistingCluster,
  ProvisionedCluster,
  ProvisionedNetwork,
  Subnet,
} from './environment.ts';

/** A network with everything that AWS decided. */
export interface Network {
  vpcId: string;
  vpcCidr: string;
  /** Subnets of nodes, pods, database, cache and file system. */
  privateSubnets: Subnet[];
  /** Subnets of the load balancer. */
  publicSubnets: Subnet[];
}

/** A cluster with everything that AWS decided. */
export interface Cluster extends Omit<ExistingCluster, 'source'> {
  /** Who made it. With a provisioned one come the EKS add-ons, the EFS CSI driver among them. */
  source: 'existing' | 'provisioned';
}

/** An environment that can be generated in full. */
export interface Environment extends Omit<EnvironmentDescription, 'network' | 'cluster'> {
  network: Network;
  cluster: Cluster;
}

/** The environment, or undefined while facts of its network or cluster are missing. */
export function environmentOf(description: EnvironmentDescription): Environment | undefined {
  const network = networkOf(description.network);
  const cluster = clusterOf(description.cluster);
  return network && cluster ? { ...description, network, cluster } : undefined;
}

/** Fields that somebody has to fill in before the environment can be generated in full. */
export function missingFacts({ network, cluster }: EnvironmentDescription): string[] {
  return [
    ...(network.source === 'provisioned' && !network.facts ? ['network.facts'] : []),
    ...(cluster.source === 'provisioned' && !cluster.facts ? ['cluster.facts'] : []),
  ];
}

/** True when Crossplane makes the file system of the DAGs. */
export function makesFileSystem({ airflow: { dags } }: Pick<EnvironmentDescription, 'airflow'>): boolean {
  return dags.source === 'efs' && dags.fileSystemId === undefined;
}

/** File system and access point of the DAGs; undefined where they come from git, or while facts are missing. */
export function dagsVolume({
  airflow: { dags },
}: Pick<EnvironmentDescription, 'airflow'>): { fileSystemId: string; accessPointId: string } | undefined {
  if (dags.source !== 'efs') return undefined;
  const { fileSystemId, accessPointId, facts } = dags;
  if (facts) return facts;
  // The rule efs-file-system has seen to it that there are both or none.
  return fileSystemId === undefined || accessPointId === undefined
    ? undefined
    : { fileSystemId, accessPointId };
}

/** The network, or undefined while its facts are missing. */
export function networkOf(network: EnvironmentDescription['network']): Network | undefined {
  if (network.source === 'existing') return network;
  const { vpcCidr, facts } = network;
  if (!facts) return undefined;
  return {
    vpcId: facts.vpcId,
    vpcCidr,
    privateSubnets: subnetsOf(network, facts.privateSubnetIds, 'privateCidr'),
    publicSubnets: subnetsOf(network, facts.publicSubnetIds, 'publicCidr'),
  };
}

function subnetsOf(
  { zones }: ProvisionedNetwork,
  ids: readonly string[],
  range: 'privateCidr' | 'publicCidr',
): Subnet[] {
  // The rule facts-count has seen to it that there is an id for each zone.
  return zones.flatMap((layout, index) => {
    const id = ids[index];
    return id === undefined ? [] : [{ id, zone: layout.zone, cidr: layout[range] }];
  });
}

function clusterOf(cluster: ExistingCluster | ProvisionedCluster): Cluster | undefined {
  if (cluster.source === 'existing') return cluster;
  const { source, name, kubernetesVersion, serviceCidr, facts } = cluster;
  return facts && { source, name, kubernetesVersion, serviceCidr, ...facts };
}
