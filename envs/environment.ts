// The types of environments and of the hub, printed from envs/schema/ by "npm run generate:types". Edit the schema, not this file.
// EnvironmentDescription has every default filled in; in EnvironmentInput a field with a default may be left out.

/** One environment: an AWS account with its EKS cluster. */
export interface EnvironmentDescription {
  /**
   * Name of the environment, and of its folder under generated/.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 20 characters. It names
   * a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.
   */
  name: string;
  /**
   * One sentence for people: what this environment is for.
   *
   * Accepted: a text of 10 to 200 characters. A reviewer who does not know the environment judges a change by
   * this sentence.
   */
  description: string;
  /** Tags on everything that takes tags. */
  ownership: Ownership;
  /** AWS account and region. */
  account: Account;
  /**
   * Network that the environment uses: one that exists, or one that the hub makes.
   *
   * Accepted: source: "existing" or "provisioned". It decides which other fields there are.
   */
  network: ExistingNetwork | ProvisionedNetwork;
  /**
   * EKS cluster that the environment runs on: one that exists, or one that the hub makes.
   *
   * Accepted: source: "existing" or "provisioned". It decides which other fields there are.
   */
  cluster: ExistingCluster | ProvisionedCluster;
  /** The only public way in. */
  ingress: Ingress;
  /** Customer managed KMS keys. */
  encryption: Encryption;
  /** RDS PostgreSQL, Airflow’s metadata database. */
  database: Database;
  /** ElastiCache, the Celery queue. */
  cache: Cache;
  /** S3 buckets for inputs, outputs and logs. */
  storage: Storage;
  /** Airflow. */
  airflow: Airflow;
  /** helical-runner, the model job. */
  runner: Runner;
  /** Karpenter node pools. */
  nodes: Nodes;
  /** Metrics and logs. */
  observability: Observability;
  /** Delivery by Argo CD. */
  delivery: Delivery;
}

/** Tags on everything that takes tags. */
export interface Ownership {
  /**
   * Team that answers for this environment. Becomes the tag `owner`.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 40 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   */
  owner: string;
  /**
   * Who pays. Becomes the tag `cost-center`.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 40 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   */
  costCenter: string;
}

/** AWS account and region. */
export interface Account {
  /**
   * AWS account of this environment. Every environment has its own.
   *
   * Accepted: 12 digits, in quotes. The id is part of every ARN; a wrong one gives the rights to somebody
   * else.
   */
  accountId: string;
  /**
   * AWS region of everything in this environment.
   *
   * Accepted: "us-east-1", "us-east-2", "us-west-2", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1",
   * "ap-southeast-2", "eu-central-1", "eu-west-1", "eu-west-2". Managed Prometheus and Managed Grafana exist
   * in these regions only.
   */
  region:
    | 'us-east-1'
    | 'us-east-2'
    | 'us-west-2'
    | 'ap-northeast-1'
    | 'ap-northeast-2'
    | 'ap-southeast-1'
    | 'ap-southeast-2'
    | 'eu-central-1'
    | 'eu-west-1'
    | 'eu-west-2';
  /**
   * Name of the IAM policy that bounds every role made here.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 64 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   *
   * Default: `"helical-boundary"` (decision: one boundary per account, made by the account owner before the
   * first sync).
   */
  permissionsBoundary: string;
}

/** A network that exists. */
export interface ExistingNetwork {
  /** The network is there already. */
  source: 'existing';
  /**
   * VPC id.
   *
   * Accepted: vpc- and 8 to 17 hexadecimal digits. Security groups belong to one VPC.
   */
  vpcId: string;
  /**
   * Address range of the VPC.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  vpcCidr: string;
  /**
   * Subnets of nodes, pods, database, cache and file system. No route from the internet.
   *
   * Accepted: a list of 2 to 3 items. RDS, ElastiCache and the load balancer need two zones; the compositions
   * place three at most.
   */
  privateSubnets: Subnet[];
  /**
   * Subnets of the load balancer, and of nothing else.
   *
   * Accepted: a list of 2 to 3 items. RDS, ElastiCache and the load balancer need two zones; the compositions
   * place three at most.
   */
  publicSubnets: Subnet[];
}

/** One existing subnet. */
export interface Subnet {
  /**
   * Subnet id.
   *
   * Accepted: subnet- and 8 to 17 hexadecimal digits. The database, the cache and the load balancer are
   * placed by subnet id.
   */
  id: string;
  /**
   * Availability zone of the subnet.
   *
   * Accepted: a zone name such as eu-west-1a. Multi-AZ failover needs subnets in at least two zones.
   */
  zone: string;
  /**
   * Address range of the subnet.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  cidr: string;
}

/** A network that the hub makes. */
export interface ProvisionedNetwork {
  /** The hub makes the network. */
  source: 'provisioned';
  /**
   * Address range of the VPC.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  vpcCidr: string;
  /**
   * Zones of the network. AWS changes neither a zone nor a range of a subnet.
   *
   * Accepted: a list of 2 to 3 items. RDS, ElastiCache and the load balancer need two zones; the compositions
   * place three at most.
   */
  zones: ZoneLayout[];
  /**
   * one: a zone that fails takes the way out of the others with it. one-per-zone: each zone pays for its own.
   *
   * Accepted: "one", "one-per-zone". The network has a composition for each of these two.
   */
  natGateways: 'one' | 'one-per-zone';
  /**
   * How long flow logs stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  flowLogRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /**
   * The network stays in AWS when its manifest leaves git.
   *
   * Default: `true` (decision: everything of the environment is in it).
   */
  deletionProtection: boolean;
  /** What AWS decided when the hub made the network. docs/bootstrap.md says how to read it. */
  facts?: NetworkFacts;
}

/** One zone with its two subnets. */
export interface ZoneLayout {
  /**
   * Availability zone.
   *
   * Accepted: a zone name such as eu-west-1a. Multi-AZ failover needs subnets in at least two zones.
   */
  zone: string;
  /**
   * Addresses of the private subnet: nodes, pods, database, cache and file system.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  privateCidr: string;
  /**
   * Addresses of the public subnet: load balancer and NAT gateway.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  publicCidr: string;
}

/** What AWS decided when the hub made the network. docs/bootstrap.md says how to read it. */
export interface NetworkFacts {
  /**
   * VPC id.
   *
   * Accepted: vpc- and 8 to 17 hexadecimal digits. Security groups belong to one VPC.
   */
  vpcId: string;
  /**
   * Private subnets, in the order of zones.
   *
   * Accepted: a list of 2 to 3 items. RDS, ElastiCache and the load balancer need two zones; the compositions
   * place three at most.
   */
  privateSubnetIds: string[];
  /**
   * Public subnets, in the order of zones.
   *
   * Accepted: a list of 2 to 3 items. RDS, ElastiCache and the load balancer need two zones; the compositions
   * place three at most.
   */
  publicSubnetIds: string[];
}

/** An EKS cluster that exists. */
export interface ExistingCluster {
  /** The cluster is there already. */
  source: 'existing';
  /**
   * EKS cluster name. Also the value of the tag karpenter.sh/discovery.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 63 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   */
  name: string;
  /**
   * Kubernetes minor version of the cluster.
   *
   * Accepted: "1.33", "1.34", "1.35". Served API versions and instance images depend on it.
   */
  kubernetesVersion: '1.33' | '1.34' | '1.35';
  /**
   * Private endpoint of the Kubernetes API server.
   *
   * Accepted: an https URL without port and path. Nodes in private subnets join by this address.
   */
  endpoint: string;
  /**
   * Cluster security group. EKS puts it on every node and so on every pod.
   *
   * Accepted: sg- and 8 to 17 hexadecimal digits. The database and the cache admit this group and nothing
   * else.
   */
  securityGroupId: string;
  /**
   * OpenID Connect issuer of the cluster, without https://.
   *
   * Accepted: oidc.eks.REGION.amazonaws.com/id/ID. IAM trusts service accounts (IRSA) through this issuer.
   */
  oidcIssuer: string;
  /**
   * Addresses of Kubernetes Services.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   *
   * Default: `"172.20.0.0/16"` (EKS: used when the VPC does not overlap with 172.20.0.0/16).
   */
  serviceCidr: string;
}

/** An EKS cluster that the hub makes. */
export interface ProvisionedCluster {
  /** The hub makes the cluster. */
  source: 'provisioned';
  /**
   * EKS cluster name. Also the value of the tag karpenter.sh/discovery.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 48 characters. The names
   * of its IAM roles begin with it, and IAM allows 64 characters.
   */
  name: string;
  /**
   * Kubernetes minor version of the cluster.
   *
   * Accepted: "1.33", "1.34", "1.35". Served API versions and instance images depend on it.
   */
  kubernetesVersion: '1.33' | '1.34' | '1.35';
  /**
   * STANDARD: AWS upgrades the cluster when standard support ends. EXTENDED: it stays, at six times the
   * price.
   *
   * Accepted: "STANDARD", "EXTENDED". EKS has these two.
   *
   * Default: `"STANDARD"` (decision: a version out of support is a mistake, and nobody should pay for it).
   */
  supportType: 'STANDARD' | 'EXTENDED';
  /**
   * Addresses of Kubernetes Services.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   *
   * Default: `"172.20.0.0/16"` (EKS: used when the VPC does not overlap with 172.20.0.0/16).
   */
  serviceCidr: string;
  /**
   * Private network, beside nodes and pods, that may reach the API server: a VPN or the VPC of the hub.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  apiClientCidr: string;
  /**
   * IAM role that administers the cluster.
   *
   * Accepted: the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. EKS admits roles and users by their
   * ARN; with none, nobody would get into the cluster.
   */
  adminRoleArn: string;
  /**
   * IAM role that may look at everything in the cluster but Secrets.
   *
   * Accepted: the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. EKS admits roles and users by their
   * ARN; with none, nobody would get into the cluster.
   */
  readerRoleArn: string;
  /** Managed node group of the system pods. */
  systemNodes: SystemNodes;
  /**
   * How long the logs of the control plane stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /**
   * AWS refuses to delete the cluster, and the hub deletes nothing of it.
   *
   * Default: `true` (decision: everything of the environment runs on it).
   */
  deletionProtection: boolean;
  /** What AWS decided when the hub made the cluster. docs/bootstrap.md says how to read it. */
  facts?: ClusterFacts;
}

/** Managed node group of the system pods. */
export interface SystemNodes {
  /**
   * Image of the nodes, by processor. AWS would need a new group for another.
   *
   * Accepted: "AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD". These are the images that Karpenter’s nodes
   * have, too.
   *
   * Default: `"AL2023_x86_64_STANDARD"` (decision: every image of the platform runs on it).
   */
  amiType: 'AL2023_x86_64_STANDARD' | 'AL2023_ARM_64_STANDARD';
  /**
   * Release of the image. Without it, the newest when the group is made.
   *
   * Accepted: a release such as 1.35.0-20260129. EKS knows an image by its Kubernetes version and its day.
   */
  releaseVersion?: string;
  /**
   * EC2 instance types. AWS takes the first that is to be had.
   *
   * Accepted: a list of 1 to 5 different items. Without a type there is no node.
   */
  instanceTypes: string[];
  /**
   * Fewest nodes, and how many there are at first.
   *
   * Accepted: 2 to 20 nodes. Operators run twice, on two nodes; more than 20 is Karpenter’s work.
   */
  minSize: number;
  /**
   * Most nodes.
   *
   * Accepted: 2 to 20 nodes. Operators run twice, on two nodes; more than 20 is Karpenter’s work.
   */
  maxSize: number;
  /**
   * Root volume of each node.
   *
   * Accepted: 20 to 1024 GiB. Below 20 GiB images of the operators fill it; above 1 TiB is a digit too many.
   *
   * Default: `50` (decision: system images and logs, nothing else).
   */
  volumeGiB: number;
}

/** What AWS decided when the hub made the cluster. docs/bootstrap.md says how to read it. */
export interface ClusterFacts {
  /**
   * Private endpoint of the Kubernetes API server.
   *
   * Accepted: an https URL without port and path. Nodes in private subnets join by this address.
   */
  endpoint: string;
  /**
   * Cluster security group. EKS puts it on every node and so on every pod.
   *
   * Accepted: sg- and 8 to 17 hexadecimal digits. The database and the cache admit this group and nothing
   * else.
   */
  securityGroupId: string;
  /**
   * OpenID Connect issuer of the cluster, without https://.
   *
   * Accepted: oidc.eks.REGION.amazonaws.com/id/ID. IAM trusts service accounts (IRSA) through this issuer.
   */
  oidcIssuer: string;
}

/** The only public way in. */
export interface Ingress {
  /**
   * Host name of the Airflow web interface and API.
   *
   * Accepted: a full DNS name in lower case. The load balancer routes by host name and serves the certificate
   * for it.
   */
  hostName: string;
  /**
   * ACM certificate for the host name, in the same account and region.
   *
   * Accepted: an ARN of acm, arn:aws:acm:REGION:ACCOUNT:…. AWS finds the resource by this name only.
   */
  certificateArn: string;
  /**
   * Networks that may reach the load balancer on 443.
   *
   * Accepted: a list of 1 to 50 different items. An empty list would open the load balancer to everybody; a
   * security group has 60 rules by default.
   */
  inboundCidrs: string[];
  /**
   * Why inboundCidrs may contain 0.0.0.0/0. Required then, refused otherwise.
   *
   * Accepted: a text of 20 to 500 characters. A weaker choice is written down with its reason, so that a
   * reviewer can judge it.
   */
  openToInternetReason?: string;
}

/** Customer managed KMS keys. */
export interface Encryption {
  /**
   * How often KMS rotates the key material.
   *
   * Accepted: 90 to 2560 days. KMS accepts 90 to 2,560 days.
   *
   * Default: `365` (KMS: default rotation period).
   */
  rotationDays: number;
  /**
   * How long KMS waits before it deletes a key that was scheduled for deletion.
   *
   * Accepted: 7 to 30 days. KMS accepts 7 to 30 days. Without the key the data is lost.
   */
  deletionWindowDays: number;
}

/** RDS PostgreSQL, Airflow’s metadata database. */
export interface Database {
  /**
   * PostgreSQL version. The parameter group family follows from it.
   *
   * Accepted: "16.10", "16.11", "17.6", "17.7". Airflow 3 supports PostgreSQL 13 to 17; RDS offers these
   * minor versions.
   *
   * Default: `"17.7"` (Airflow: prerequisites list PostgreSQL up to 17).
   */
  engineVersion: '16.10' | '16.11' | '17.6' | '17.7';
  /**
   * RDS instance class. Its memory sets the number of connections.
   *
   * Accepted: an instance class such as db.m7g.large. RDS refuses to create an unknown class.
   */
  instanceClass: string;
  /**
   * Initial gp3 storage. It can grow, never shrink.
   *
   * Accepted: 20 to 65,536 GiB. RDS accepts 20 to 65,536 GiB for gp3.
   */
  storageGiB: number;
  /**
   * Storage autoscaling stops here.
   *
   * Accepted: 22 to 65,536 GiB. RDS wants at least 10 % more than the initial storage.
   */
  maxStorageGiB: number;
  /** Standby in a second zone with automatic failover. */
  multiAz: boolean;
  /**
   * A read replica for reports. Airflow itself reads from the primary.
   *
   * Default: `false` (decision: nothing of the platform reads from a replica).
   */
  readReplica: boolean;
  /**
   * How far back point-in-time restore reaches.
   *
   * Accepted: 7 to 35 days. RDS keeps 35 days at most; fewer than 7 would not outlast a long weekend.
   */
  backupRetentionDays: number;
  /**
   * Daily backup, UTC.
   *
   * Accepted: hh:mm-hh:mm in UTC, for example 02:00-03:00. RDS and ElastiCache refuse any other form.
   *
   * Default: `"02:00-03:00"` (decision: before the maintenance window, outside European and American working
   * hours).
   */
  backupWindow: string;
  /**
   * Weekly maintenance, UTC.
   *
   * Accepted: ddd:hh:mm-ddd:hh:mm in UTC, for example sun:04:00-sun:05:00. RDS and ElastiCache refuse any
   * other form.
   *
   * Default: `"sun:04:00-sun:05:00"` (decision: Sunday night, after the backup).
   */
  maintenanceWindow: string;
  /**
   * AWS refuses to delete the database while this is on.
   *
   * Default: `true` (decision: losing the metadata database loses the history of every run).
   */
  deletionProtection: boolean;
  /**
   * How long the PostgreSQL logs stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
}

/** ElastiCache, the Celery queue. */
export interface Cache {
  /**
   * ElastiCache engine.
   *
   * Accepted: "valkey", "redis". ElastiCache offers these with replication.
   *
   * Default: `"valkey"` (AWS: Valkey speaks the Redis protocol at a lower price).
   */
  engine: 'valkey' | 'redis';
  /**
   * Engine version: 7.2 or 8.0 for valkey, 7.1 for redis.
   *
   * Accepted: "7.1", "7.2", "8.0". The platform is made for these versions; ElastiCache refuses a version of
   * the other engine.
   *
   * Default: `"8.0"` (decision: the current major version of Valkey).
   */
  engineVersion: '7.1' | '7.2' | '8.0';
  /**
   * ElastiCache node type.
   *
   * Accepted: a node type such as cache.t4g.small. ElastiCache refuses an unknown type.
   */
  nodeType: string;
  /**
   * Read replicas beside the primary. One or more gives failover.
   *
   * Accepted: 0 to 5 replicas. ElastiCache allows five replicas a shard.
   */
  replicas: number;
  /**
   * How long daily snapshots are kept.
   *
   * Accepted: 1 to 35 days. ElastiCache keeps 35 days at most; 0 would turn snapshots off.
   */
  snapshotRetentionDays: number;
  /**
   * Daily snapshot, UTC.
   *
   * Accepted: hh:mm-hh:mm in UTC, for example 02:00-03:00. RDS and ElastiCache refuse any other form.
   *
   * Default: `"02:00-03:00"` (decision: same quiet hour as the database backup).
   */
  snapshotWindow: string;
  /**
   * Weekly maintenance, UTC.
   *
   * Accepted: ddd:hh:mm-ddd:hh:mm in UTC, for example sun:04:00-sun:05:00. RDS and ElastiCache refuse any
   * other form.
   *
   * Default: `"sun:05:00-sun:06:00"` (decision: the hour after the database, so that both are never down
   * together).
   */
  maintenanceWindow: string;
  /**
   * How long the slow log and the engine log stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
}

/** S3 buckets for inputs, outputs and logs. */
export interface Storage {
  /**
   * Buckets are named PREFIX-datasets, PREFIX-outputs, PREFIX-logs, PREFIX-audit and PREFIX-access-logs.
   *
   * Accepted: 4 to 42 lower-case letters, digits and dashes. Bucket names are unique across all AWS accounts.
   */
  bucketPrefix: string;
  /**
   * Replaced and deleted versions of input datasets move to Glacier after this time.
   *
   * Accepted: 1 to 3650 days. S3 counts whole days from 1; ten years is longer than any dataset is asked for.
   *
   * Default: `30` (decision: a month to notice a dataset that was replaced by mistake).
   */
  datasetsNoncurrentGlacierDays: number;
  /**
   * Embeddings and metrics move to Glacier after this time.
   *
   * Accepted: 30 to 3650 days. Objects that leave the standard class within 30 days cost more than they save.
   *
   * Default: `180` (decision: results are compared for about two quarters).
   */
  outputsGlacierDays: number;
  /**
   * Task and audit logs move to Glacier after this time.
   *
   * Accepted: 60, 90 days. The scaling guide gives these two choices.
   */
  logsGlacierDays: 60 | 90;
  /**
   * Logs are deleted after this time.
   *
   * Accepted: 180 to 3650 days. Glacier bills at least 90 days of storage after the transition.
   */
  logsExpireDays: number;
  /**
   * Buckets whose objects nobody deletes or overwrites for some days. A bucket is locked when it is made, or
   * never.
   */
  objectLock?: ObjectLocks;
  /**
   * Removing a bucket, or the file system of the DAGs, from git leaves it in AWS.
   *
   * Default: `true` (decision: datasets and results can’t be made again cheaply).
   */
  deletionProtection: boolean;
}

/**
 * Buckets whose objects nobody deletes or overwrites for some days. A bucket is locked when it is made, or
 * never.
 */
export interface ObjectLocks {
  /** Lock of the input datasets. */
  datasets?: ObjectLock;
  /** Lock of embeddings and metrics. */
  outputs?: ObjectLock;
  /** Lock of the task logs. */
  logs?: ObjectLock;
  /** Lock of the audit trail. */
  audit?: ObjectLock;
}

/** Lock of the objects of one bucket. */
export interface ObjectLock {
  /**
   * Who may delete a locked version: whoever has a right of its own (GOVERNANCE), or nobody, not even the
   * root of the account (COMPLIANCE).
   *
   * Accepted: "GOVERNANCE", "COMPLIANCE". S3 has these two.
   *
   * Default: `"GOVERNANCE"` (decision: a mistake can be corrected by few).
   */
  mode: 'GOVERNANCE' | 'COMPLIANCE';
  /**
   * Days that a version is locked after it was written. It can grow, never shrink.
   *
   * Accepted: 1 to 3650 days. S3 counts whole days; ten years is longer than anything is asked for.
   */
  days: number;
  /**
   * Why nobody may delete for that long. Required with COMPLIANCE, refused otherwise.
   *
   * Accepted: a text of 20 to 500 characters. Nobody can take it back, and it is paid for until the days are
   * over.
   */
  complianceReason?: string;
}

/** Airflow. */
export interface Airflow {
  /** Web interface, REST API and the execution API of the workers. */
  apiServer: Component;
  /**
   * The execution API in pods of its own, so that a busy web interface never delays a task. Without it the
   * api-server serves both.
   */
  executionApi?: Component;
  /** Scheduler. Two or more share the work, and one may stop. */
  scheduler: Component;
  /** DAG processor, which reads the DAG files. */
  dagProcessor: Component;
  /** Triggerer, which waits for deferred tasks. */
  triggerer: Component;
  /**
   * Tasks that one scheduler runs at once, over all queues.
   *
   * Accepted: 1 to 10,000 tasks. Airflow’s [core] parallelism; workers beyond it stay idle.
   */
  parallelism: number;
  /**
   * Celery queues. The first is the default.
   *
   * Accepted: a list of 1 to 10 items. A task without a queue goes to the first one; each queue is a
   * Deployment that somebody looks after.
   */
  queues: Queue[];
  /**
   * Slots of the pool `helical_runner`: helical-runner pods at once.
   *
   * Accepted: 1 to 5000 slots. The pool keeps a mapped DAG from asking for more GPUs than the node pool may
   * have.
   */
  runnerSlots: number;
  /**
   * Where the DAGs come from: a git repository or EFS, never both.
   *
   * Accepted: source: "git-sync" or "efs". It decides which other fields there are.
   */
  dags: GitSyncDags | EfsDags;
  /**
   * How long component and task logs stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /**
   * Older runs, tasks and logs leave the database every week, and are archived in the logs bucket.
   *
   * Accepted: 7 to 3650 days. A database that only grows makes every page and every scheduling loop slower.
   *
   * Default: `90` (Airflow Helm chart: retention of its database clean-up).
   */
  historyDays: number;
  /**
   * Mail address of the first administrator.
   *
   * Accepted: a mail address. Airflow stores it with the user.
   */
  adminEmail: string;
  /** Sign-on by OpenID Connect. Without it there is one administrator with a password. */
  openIdConnect?: OpenIdConnect;
  /**
   * Versions of the secrets. Raise one to rotate it.
   *
   * Default: `{"database":1,"cache":1,"fernet":1,"jwt":1,"apiKey":1,"admin":1,"clientSecret":1,"git":1}`
   * (decision: nothing has been rotated yet).
   */
  secretVersions: SecretVersions;
  /** Celery’s web interface, reached by port-forward only. */
  flower?: Flower;
  /**
   * Airflow options beyond those that the platform sets.
   *
   * Accepted: a list of 100 or less items. Each is checked against the options of the pinned Airflow version.
   *
   * Default: `[]` (decision: the platform’s configuration is complete).
   */
  options: AirflowOption[];
}

/** One Airflow component: how many pods it has, and what each may use. */
export interface Component {
  /**
   * Number of pods.
   *
   * Accepted: 1 to 20 pods. Without a pod Airflow stands still; each one also holds connections of the
   * database.
   */
  replicas: number;
  /** Resources of each pod. */
  resources: ContainerResources;
}

/** What one container asks for. It has no CPU limit: throttling delays work and protects nobody. */
export interface ContainerResources {
  /**
   * CPU request in thousandths of a core.
   *
   * Accepted: 10 to 192,000 millicores. Below 10 millicores the kernel gives no useful share; no EC2 instance
   * type offers more than 192 cores.
   */
  cpuMillis: number;
  /**
   * Memory request and limit.
   *
   * Accepted: 32 to 1,572,864 MiB. Request and limit are equal, so a pod is never killed because a neighbour
   * grew.
   */
  memoryMiB: number;
}

/** One Celery queue with its own workers. */
export interface Queue {
  /**
   * Queue name, as a task writes it in `queue=`.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 40 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   */
  name: string;
  /**
   * Tasks that one worker runs at once.
   *
   * Accepted: 1 to 64 tasks. Each task is a process; more than 64 in one pod fail together.
   */
  concurrency: number;
  /**
   * Workers that are always there. With 0 the first task waits for a pod, and perhaps for a node.
   *
   * Accepted: 0 to 200 workers. They cost money day and night; more than 200 is a digit too many.
   */
  minWorkers: number;
  /**
   * Autoscaling stops here.
   *
   * Accepted: 1 to 200 workers. With 0 no worker could ever exist, and tasks of this queue would wait for
   * ever.
   */
  maxWorkers: number;
  /**
   * Longest task of this queue. Graceful termination waits that long.
   *
   * Accepted: 1 to 2880 minutes. A worker that stops earlier kills the task; EKS nodes are replaced within
   * days.
   */
  longestTaskMinutes: number;
  /** Resources of each worker. */
  resources: ContainerResources;
}

/** DAGs from git. */
export interface GitSyncDags {
  /** DAGs come from a git repository. */
  source: 'git-sync';
  /**
   * Repository of the DAGs.
   *
   * Accepted: an https or ssh git URL without user name, token or query. git-sync clones it; a token in the
   * URL would be a secret in git.
   */
  repository: string;
  /**
   * Branch, tag or commit that is checked out.
   *
   * Accepted: a branch, tag or commit, such as main or v1.4.0. git-sync asks the repository for exactly this
   * name.
   */
  revision: string;
  /**
   * Folder of the DAGs inside the repository.
   *
   * Accepted: a relative path such as dags or src/dags. git-sync checks out this folder only, and Airflow
   * reads nothing else.
   *
   * Default: `"dags"` (decision: this repository keeps its DAGs in dags/).
   */
  path: string;
  /**
   * Time between two fetches.
   *
   * Accepted: 5 to 3600 seconds. Every pod of Airflow fetches by itself, and git hosts limit the rate.
   *
   * Default: `60` (decision: git hosts limit the rate of anonymous fetches).
   */
  periodSeconds: number;
  /**
   * How git-sync signs in. The key itself is in Secrets Manager.
   *
   * Accepted: "none", "ssh-key", "github-app". git-sync knows these ways.
   *
   * Default: `"none"` (decision: a public repository needs none).
   */
  credentials: 'none' | 'ssh-key' | 'github-app';
}

/** DAGs from EFS. */
export interface EfsDags {
  /** DAGs come from a shared EFS file system: one that exists, by both ids, or one that Crossplane makes. */
  source: 'efs';
  /**
   * EFS file system id.
   *
   * Accepted: fs- and 8 to 17 hexadecimal digits. The volume is mounted by this id.
   */
  fileSystemId?: string;
  /**
   * Access point whose root is the DAG folder.
   *
   * Accepted: fsap- and 8 to 17 hexadecimal digits. The access point pins user, group and folder.
   */
  accessPointId?: string;
  /** What AWS decided when Crossplane made the file system. docs/airflow.md says how to read it. */
  facts?: FileSystemFacts;
}

/** What AWS decided when Crossplane made the file system. docs/airflow.md says how to read it. */
export interface FileSystemFacts {
  /**
   * EFS file system id.
   *
   * Accepted: fs- and 8 to 17 hexadecimal digits. The volume is mounted by this id.
   */
  fileSystemId: string;
  /**
   * Access point whose root is the DAG folder.
   *
   * Accepted: fsap- and 8 to 17 hexadecimal digits. The access point pins user, group and folder.
   */
  accessPointId: string;
}

/** Sign-on by OpenID Connect. Without it there is one administrator with a password. */
export interface OpenIdConnect {
  /**
   * Issuer of the provider. Its discovery document lies below it.
   *
   * Accepted: an https URL without a slash at the end. Airflow reads ISSUER/.well-known/openid-configuration.
   */
  issuer: string;
  /**
   * Client id of Airflow at the provider. The client secret is in Secrets Manager.
   *
   * Accepted: a text without spaces. The provider knows Airflow by it.
   */
  clientId: string;
  /**
   * Claim of the token that lists the groups of a user, often `groups`.
   *
   * Accepted: the name of a claim. Airflow looks the groups up under this name.
   */
  rolesClaim: string;
  /**
   * Group whose members are administrators. Everybody else may look.
   *
   * Accepted: the name of a group. Without it nobody could administer Airflow.
   */
  adminGroup: string;
}

/** Versions of the secrets. Raise one to rotate it. */
export interface SecretVersions {
  /**
   * Password of Airflow’s database role.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  database: number;
  /**
   * Token of the Celery queue.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  cache: number;
  /**
   * Key that encrypts connections. The version before stays readable.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  fernet: number;
  /**
   * Key that signs tokens of users and tasks.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  jwt: number;
  /**
   * Key that signs sessions and requests for task logs.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  apiKey: number;
  /**
   * Password of the first administrator.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  admin: number;
  /**
   * Client secret of the OpenID Connect provider, which somebody puts into Secrets Manager.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  clientSecret: number;
  /**
   * Credentials of git-sync, which somebody puts into Secrets Manager.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  git: number;
}

/** Celery’s web interface, reached by port-forward only. */
export interface Flower {
  /** Resources of the pod. */
  resources: ContainerResources;
}

/** One Airflow option. */
export interface AirflowOption {
  /**
   * Section of airflow.cfg.
   *
   * Accepted: the name of a section, such as core. Airflow groups its options in sections.
   */
  section: string;
  /**
   * Option of the section.
   *
   * Accepted: the name of an option, such as default_task_retries. Airflow ignores an option that it does not
   * know, without a word.
   */
  option: string;
  /**
   * Value, as it would stand in airflow.cfg.
   *
   * Accepted: one line. airflow.cfg has one line for each value.
   */
  value: string;
}

/** helical-runner, the model job. */
export interface Runner {
  /**
   * Image of helical-runner.
   *
   * Accepted: registry/repository:tag@sha256:DIGEST. A tag can be moved; the digest pins what was tested.
   */
  image: string;
  /**
   * Kinds of jobs that DAGs may ask for.
   *
   * Accepted: a list of 1 to 10 items. A DAG asks for a job by class; each class is a template that somebody
   * looks after.
   */
  jobClasses: JobClass[];
  /**
   * Quota: pods of the namespace helical-runner at once.
   *
   * Accepted: 1 to 5000 pods. A runaway DAG stops here and not at the bill.
   */
  maxPods: number;
}

/** One kind of helical-runner job. */
export interface JobClass {
  /**
   * Name of the class, as a DAG asks for it.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 40 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   */
  name: string;
  /**
   * GPUs of one job. 0 runs on general nodes.
   *
   * Accepted: 0 to 8 GPUs. No instance type of the GPU node pool has more than 8.
   */
  gpus: number;
  /** Resources of the job. */
  resources: ContainerResources;
  /**
   * Local disk for the inputs of one job.
   *
   * Accepted: 1 to 2000 GiB. The input files are copied to the node before the job starts.
   */
  scratchGiB: number;
  /**
   * Kubernetes ends the job after this time.
   *
   * Accepted: 1 to 2880 minutes. A job that hangs would keep a GPU node for ever.
   */
  deadlineMinutes: number;
}

/** Karpenter node pools. */
export interface Nodes {
  /**
   * Amazon Linux 2023 image of the nodes.
   *
   * Accepted: al2023@v and the date of a release, such as al2023@v20251112, never @latest. An unpinned image
   * rolls every node on the day AWS publishes a new one.
   */
  amiAlias: string;
  /** Nodes of Airflow and of CPU jobs. */
  general: GeneralNodes;
  /** Nodes of GPU jobs. */
  gpu: GpuNodes;
  /**
   * When Karpenter must not replace nodes for cost or for a new image.
   *
   * Default: `{"schedule":"0 6 * * mon-fri","hours":12}` (decision: working hours, 06:00 to 18:00 UTC).
   */
  disruptionFreeze: DisruptionFreeze;
}

/** Nodes of Airflow and of CPU jobs. */
export interface GeneralNodes {
  /**
   * Karpenter stops at this many cores.
   *
   * Accepted: 4 to 20,000 cores. It is the ceiling of the bill; a node has 4 cores or more.
   */
  cpuLimit: number;
  /**
   * Karpenter stops at this much memory.
   *
   * Accepted: 16 to 80,000 GiB. It is the ceiling of the bill; a node with 4 cores has 16 GiB or so.
   */
  memoryLimitGiB: number;
  /**
   * EC2 purchase options. With both, Karpenter takes spot first.
   *
   * Accepted: a list of 1 to 2 different items. With none Karpenter could start no node.
   */
  capacityTypes: ('spot' | 'on-demand')[];
  /**
   * EC2 instance categories.
   *
   * Accepted: a list of 1 or more different items. With none Karpenter could start no node.
   *
   * Default: `["c","m","r"]` (Karpenter: a wide choice finds capacity).
   */
  instanceCategories: ('c' | 'm' | 'r')[];
  /**
   * Root volume of a node.
   *
   * Accepted: 20 to 16,384 GiB. The system takes 20 GiB with its images; more than 16,384 is a digit too
   * many.
   *
   * Default: `100` (decision: Airflow images take about 2 GiB, logs are shipped).
   */
  volumeGiB: number;
}

/** Nodes of GPU jobs. */
export interface GpuNodes {
  /**
   * Karpenter stops at this many cores.
   *
   * Accepted: 4 to 20,000 cores. It is the ceiling of the bill; a node has 4 cores or more.
   */
  cpuLimit: number;
  /**
   * Karpenter stops at this much memory.
   *
   * Accepted: 16 to 80,000 GiB. It is the ceiling of the bill; a node with 4 cores has 16 GiB or so.
   */
  memoryLimitGiB: number;
  /**
   * EC2 purchase options. With both, Karpenter takes spot first.
   *
   * Accepted: a list of 1 to 2 different items. With none Karpenter could start no node.
   */
  capacityTypes: ('spot' | 'on-demand')[];
  /**
   * Karpenter stops at this many GPUs; 0 means that there is no GPU pool.
   *
   * Accepted: 0 to 1000 GPUs. GPU nodes are the largest part of the bill.
   */
  gpuLimit: number;
  /**
   * EC2 GPU instance families.
   *
   * Accepted: a list of 1 or more different items. With none Karpenter could start no node.
   *
   * Default: `["g5","g6","g6e"]` (AWS: NVIDIA A10G, L4 and L40S, all above the memory that scGPT needs).
   */
  instanceFamilies: ('g5' | 'g6' | 'g6e')[];
  /**
   * Root volume of a node.
   *
   * Accepted: 50 to 16,384 GiB. CUDA images alone take tens of GiB; more than 16,384 is a digit too many.
   *
   * Default: `200` (decision: GPU images and model weights take tens of GiB).
   */
  volumeGiB: number;
}

/** When Karpenter must not replace nodes for cost or for a new image. */
export interface DisruptionFreeze {
  /**
   * Cron expression in UTC at which the freeze starts.
   *
   * Accepted: five cron fields. Karpenter reads it as cron.
   */
  schedule: string;
  /**
   * Length of the freeze.
   *
   * Accepted: 1 to 24 hours. Freezes of more than a day meet each other, and nodes would never be replaced.
   */
  hours: number;
}

/** Metrics and logs. */
export interface Observability {
  /**
   * Amazon Managed Prometheus workspace to take over. Without it Crossplane makes one; record its id here
   * afterwards if Grafana is wanted.
   *
   * Accepted: ws- and the id. The remote-write address contains it.
   */
  metricsWorkspaceId?: string;
  /**
   * Mail address that alerts of the platform and alarms of the audit trail go to.
   *
   * Accepted: a mail address. An alert that reaches nobody is none.
   */
  alertEmail: string;
  /**
   * Time between two scrapes.
   *
   * Accepted: 10 to 300 seconds. Below 10 seconds the bill doubles for nothing; above 300 a graph has holes,
   * because samples expire.
   *
   * Default: `30` (decision: Managed Prometheus bills by sample; alerts look at 5 minutes and more).
   */
  scrapeIntervalSeconds: number;
  /**
   * How long the logs of platform pods stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /** Managed Grafana with dashboards of this environment. */
  grafana?: Grafana;
}

/** Managed Grafana with dashboards of this environment. */
export interface Grafana {
  /**
   * Amazon Managed Grafana workspace to take over. Without it Crossplane makes one; record its id here
   * afterwards, so that it is found again.
   *
   * Accepted: g- and 10 hexadecimal digits. Grafana is known to AWS by its id.
   */
  workspaceId?: string;
  /**
   * Groups of IAM Identity Center that administer Grafana.
   *
   * Accepted: a list of 1 to 20 different items. Without a group nobody could sign in.
   */
  adminGroupIds: string[];
  /**
   * Groups of IAM Identity Center that look at dashboards.
   *
   * Accepted: a list of 1 to 20 different items. Without a group nobody could sign in.
   */
  viewerGroupIds: string[];
  /**
   * Managed prefix lists of the networks that reach Grafana. Nobody else sees its login page.
   *
   * Accepted: a list of 1 to 5 different items. An empty list would leave Grafana open to everybody; Managed
   * Grafana takes five at most.
   */
  prefixListIds: string[];
  /**
   * Interface endpoints for Grafana workspaces, for readers inside a VPC.
   *
   * Accepted: a list of 5 or less different items. Managed Grafana takes five at most.
   *
   * Default: `[]` (decision: readers come from the networks of the prefix lists).
   */
  vpcEndpointIds: string[];
}

/** Delivery by Argo CD. */
export interface Delivery {
  /**
   * Git repository that Argo CD reads: this one.
   *
   * Accepted: an https or ssh git URL without user name, token or query. Argo CD syncs from here, and its
   * project allows nothing else.
   */
  repository: string;
  /**
   * Branch, tag or commit that Argo CD syncs. A tag makes a change reach this environment by promotion only.
   *
   * Accepted: a branch, tag or commit, such as main or v1.4.0. Argo CD asks the repository for exactly this
   * name.
   */
  targetRevision: string;
  /**
   * automatic: a merge is applied at once. manual: somebody presses Sync.
   *
   * Accepted: "automatic", "manual". Argo CD has these two.
   */
  syncPolicy: 'automatic' | 'manual';
  /**
   * automatic: a changed Composition reaches existing cloud resources at once. manual: each of them keeps its
   * revision until somebody moves it.
   *
   * Accepted: "automatic", "manual". Crossplane has these two.
   *
   * Default: `"automatic"` (Crossplane: default of spec.crossplane.compositionUpdatePolicy).
   */
  compositionUpdates: 'automatic' | 'manual';
  /**
   * Automatic sync removes what left git. Stateful resources still ask.
   *
   * Default: `true` (decision: what is not in git should not run).
   */
  prune: boolean;
}

/** One environment: an AWS account with its EKS cluster. */
export interface EnvironmentInput {
  /**
   * Name of the environment, and of its folder under generated/.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 20 characters. It names
   * a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.
   */
  name: string;
  /**
   * One sentence for people: what this environment is for.
   *
   * Accepted: a text of 10 to 200 characters. A reviewer who does not know the environment judges a change by
   * this sentence.
   */
  description: string;
  /** Tags on everything that takes tags. */
  ownership: Ownership;
  /** AWS account and region. */
  account: AccountInput;
  /**
   * Network that the environment uses: one that exists, or one that the hub makes.
   *
   * Accepted: source: "existing" or "provisioned". It decides which other fields there are.
   */
  network: ExistingNetwork | ProvisionedNetworkInput;
  /**
   * EKS cluster that the environment runs on: one that exists, or one that the hub makes.
   *
   * Accepted: source: "existing" or "provisioned". It decides which other fields there are.
   */
  cluster: ExistingClusterInput | ProvisionedClusterInput;
  /** The only public way in. */
  ingress: Ingress;
  /** Customer managed KMS keys. */
  encryption: EncryptionInput;
  /** RDS PostgreSQL, Airflow’s metadata database. */
  database: DatabaseInput;
  /** ElastiCache, the Celery queue. */
  cache: CacheInput;
  /** S3 buckets for inputs, outputs and logs. */
  storage: StorageInput;
  /** Airflow. */
  airflow: AirflowInput;
  /** helical-runner, the model job. */
  runner: Runner;
  /** Karpenter node pools. */
  nodes: NodesInput;
  /** Metrics and logs. */
  observability: ObservabilityInput;
  /** Delivery by Argo CD. */
  delivery: DeliveryInput;
}

/** AWS account and region. */
export interface AccountInput {
  /**
   * AWS account of this environment. Every environment has its own.
   *
   * Accepted: 12 digits, in quotes. The id is part of every ARN; a wrong one gives the rights to somebody
   * else.
   */
  accountId: string;
  /**
   * AWS region of everything in this environment.
   *
   * Accepted: "us-east-1", "us-east-2", "us-west-2", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1",
   * "ap-southeast-2", "eu-central-1", "eu-west-1", "eu-west-2". Managed Prometheus and Managed Grafana exist
   * in these regions only.
   */
  region:
    | 'us-east-1'
    | 'us-east-2'
    | 'us-west-2'
    | 'ap-northeast-1'
    | 'ap-northeast-2'
    | 'ap-southeast-1'
    | 'ap-southeast-2'
    | 'eu-central-1'
    | 'eu-west-1'
    | 'eu-west-2';
  /**
   * Name of the IAM policy that bounds every role made here.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 64 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   *
   * Default: `"helical-boundary"` (decision: one boundary per account, made by the account owner before the
   * first sync).
   */
  permissionsBoundary?: string;
}

/** A network that the hub makes. */
export interface ProvisionedNetworkInput {
  /** The hub makes the network. */
  source: 'provisioned';
  /**
   * Address range of the VPC.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  vpcCidr: string;
  /**
   * Zones of the network. AWS changes neither a zone nor a range of a subnet.
   *
   * Accepted: a list of 2 to 3 items. RDS, ElastiCache and the load balancer need two zones; the compositions
   * place three at most.
   */
  zones: ZoneLayout[];
  /**
   * one: a zone that fails takes the way out of the others with it. one-per-zone: each zone pays for its own.
   *
   * Accepted: "one", "one-per-zone". The network has a composition for each of these two.
   */
  natGateways: 'one' | 'one-per-zone';
  /**
   * How long flow logs stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  flowLogRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /**
   * The network stays in AWS when its manifest leaves git.
   *
   * Default: `true` (decision: everything of the environment is in it).
   */
  deletionProtection?: boolean;
  /** What AWS decided when the hub made the network. docs/bootstrap.md says how to read it. */
  facts?: NetworkFacts;
}

/** An EKS cluster that exists. */
export interface ExistingClusterInput {
  /** The cluster is there already. */
  source: 'existing';
  /**
   * EKS cluster name. Also the value of the tag karpenter.sh/discovery.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 63 characters. The name
   * becomes part of Kubernetes and AWS names, which allow nothing else.
   */
  name: string;
  /**
   * Kubernetes minor version of the cluster.
   *
   * Accepted: "1.33", "1.34", "1.35". Served API versions and instance images depend on it.
   */
  kubernetesVersion: '1.33' | '1.34' | '1.35';
  /**
   * Private endpoint of the Kubernetes API server.
   *
   * Accepted: an https URL without port and path. Nodes in private subnets join by this address.
   */
  endpoint: string;
  /**
   * Cluster security group. EKS puts it on every node and so on every pod.
   *
   * Accepted: sg- and 8 to 17 hexadecimal digits. The database and the cache admit this group and nothing
   * else.
   */
  securityGroupId: string;
  /**
   * OpenID Connect issuer of the cluster, without https://.
   *
   * Accepted: oidc.eks.REGION.amazonaws.com/id/ID. IAM trusts service accounts (IRSA) through this issuer.
   */
  oidcIssuer: string;
  /**
   * Addresses of Kubernetes Services.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   *
   * Default: `"172.20.0.0/16"` (EKS: used when the VPC does not overlap with 172.20.0.0/16).
   */
  serviceCidr?: string;
}

/** An EKS cluster that the hub makes. */
export interface ProvisionedClusterInput {
  /** The hub makes the cluster. */
  source: 'provisioned';
  /**
   * EKS cluster name. Also the value of the tag karpenter.sh/discovery.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 48 characters. The names
   * of its IAM roles begin with it, and IAM allows 64 characters.
   */
  name: string;
  /**
   * Kubernetes minor version of the cluster.
   *
   * Accepted: "1.33", "1.34", "1.35". Served API versions and instance images depend on it.
   */
  kubernetesVersion: '1.33' | '1.34' | '1.35';
  /**
   * STANDARD: AWS upgrades the cluster when standard support ends. EXTENDED: it stays, at six times the
   * price.
   *
   * Accepted: "STANDARD", "EXTENDED". EKS has these two.
   *
   * Default: `"STANDARD"` (decision: a version out of support is a mistake, and nobody should pay for it).
   */
  supportType?: 'STANDARD' | 'EXTENDED';
  /**
   * Addresses of Kubernetes Services.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   *
   * Default: `"172.20.0.0/16"` (EKS: used when the VPC does not overlap with 172.20.0.0/16).
   */
  serviceCidr?: string;
  /**
   * Private network, beside nodes and pods, that may reach the API server: a VPN or the VPC of the hub.
   *
   * Accepted: an IPv4 network such as 10.20.0.0/16. AWS refuses anything else, or reads it as another network
   * than the one that was meant.
   */
  apiClientCidr: string;
  /**
   * IAM role that administers the cluster.
   *
   * Accepted: the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. EKS admits roles and users by their
   * ARN; with none, nobody would get into the cluster.
   */
  adminRoleArn: string;
  /**
   * IAM role that may look at everything in the cluster but Secrets.
   *
   * Accepted: the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. EKS admits roles and users by their
   * ARN; with none, nobody would get into the cluster.
   */
  readerRoleArn: string;
  /** Managed node group of the system pods. */
  systemNodes: SystemNodesInput;
  /**
   * How long the logs of the control plane stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /**
   * AWS refuses to delete the cluster, and the hub deletes nothing of it.
   *
   * Default: `true` (decision: everything of the environment runs on it).
   */
  deletionProtection?: boolean;
  /** What AWS decided when the hub made the cluster. docs/bootstrap.md says how to read it. */
  facts?: ClusterFacts;
}

/** Managed node group of the system pods. */
export interface SystemNodesInput {
  /**
   * Image of the nodes, by processor. AWS would need a new group for another.
   *
   * Accepted: "AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD". These are the images that Karpenter’s nodes
   * have, too.
   *
   * Default: `"AL2023_x86_64_STANDARD"` (decision: every image of the platform runs on it).
   */
  amiType?: 'AL2023_x86_64_STANDARD' | 'AL2023_ARM_64_STANDARD';
  /**
   * Release of the image. Without it, the newest when the group is made.
   *
   * Accepted: a release such as 1.35.0-20260129. EKS knows an image by its Kubernetes version and its day.
   */
  releaseVersion?: string;
  /**
   * EC2 instance types. AWS takes the first that is to be had.
   *
   * Accepted: a list of 1 to 5 different items. Without a type there is no node.
   */
  instanceTypes: string[];
  /**
   * Fewest nodes, and how many there are at first.
   *
   * Accepted: 2 to 20 nodes. Operators run twice, on two nodes; more than 20 is Karpenter’s work.
   */
  minSize: number;
  /**
   * Most nodes.
   *
   * Accepted: 2 to 20 nodes. Operators run twice, on two nodes; more than 20 is Karpenter’s work.
   */
  maxSize: number;
  /**
   * Root volume of each node.
   *
   * Accepted: 20 to 1024 GiB. Below 20 GiB images of the operators fill it; above 1 TiB is a digit too many.
   *
   * Default: `50` (decision: system images and logs, nothing else).
   */
  volumeGiB?: number;
}

/** Customer managed KMS keys. */
export interface EncryptionInput {
  /**
   * How often KMS rotates the key material.
   *
   * Accepted: 90 to 2560 days. KMS accepts 90 to 2,560 days.
   *
   * Default: `365` (KMS: default rotation period).
   */
  rotationDays?: number;
  /**
   * How long KMS waits before it deletes a key that was scheduled for deletion.
   *
   * Accepted: 7 to 30 days. KMS accepts 7 to 30 days. Without the key the data is lost.
   */
  deletionWindowDays: number;
}

/** RDS PostgreSQL, Airflow’s metadata database. */
export interface DatabaseInput {
  /**
   * PostgreSQL version. The parameter group family follows from it.
   *
   * Accepted: "16.10", "16.11", "17.6", "17.7". Airflow 3 supports PostgreSQL 13 to 17; RDS offers these
   * minor versions.
   *
   * Default: `"17.7"` (Airflow: prerequisites list PostgreSQL up to 17).
   */
  engineVersion?: '16.10' | '16.11' | '17.6' | '17.7';
  /**
   * RDS instance class. Its memory sets the number of connections.
   *
   * Accepted: an instance class such as db.m7g.large. RDS refuses to create an unknown class.
   */
  instanceClass: string;
  /**
   * Initial gp3 storage. It can grow, never shrink.
   *
   * Accepted: 20 to 65,536 GiB. RDS accepts 20 to 65,536 GiB for gp3.
   */
  storageGiB: number;
  /**
   * Storage autoscaling stops here.
   *
   * Accepted: 22 to 65,536 GiB. RDS wants at least 10 % more than the initial storage.
   */
  maxStorageGiB: number;
  /** Standby in a second zone with automatic failover. */
  multiAz: boolean;
  /**
   * A read replica for reports. Airflow itself reads from the primary.
   *
   * Default: `false` (decision: nothing of the platform reads from a replica).
   */
  readReplica?: boolean;
  /**
   * How far back point-in-time restore reaches.
   *
   * Accepted: 7 to 35 days. RDS keeps 35 days at most; fewer than 7 would not outlast a long weekend.
   */
  backupRetentionDays: number;
  /**
   * Daily backup, UTC.
   *
   * Accepted: hh:mm-hh:mm in UTC, for example 02:00-03:00. RDS and ElastiCache refuse any other form.
   *
   * Default: `"02:00-03:00"` (decision: before the maintenance window, outside European and American working
   * hours).
   */
  backupWindow?: string;
  /**
   * Weekly maintenance, UTC.
   *
   * Accepted: ddd:hh:mm-ddd:hh:mm in UTC, for example sun:04:00-sun:05:00. RDS and ElastiCache refuse any
   * other form.
   *
   * Default: `"sun:04:00-sun:05:00"` (decision: Sunday night, after the backup).
   */
  maintenanceWindow?: string;
  /**
   * AWS refuses to delete the database while this is on.
   *
   * Default: `true` (decision: losing the metadata database loses the history of every run).
   */
  deletionProtection?: boolean;
  /**
   * How long the PostgreSQL logs stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
}

/** ElastiCache, the Celery queue. */
export interface CacheInput {
  /**
   * ElastiCache engine.
   *
   * Accepted: "valkey", "redis". ElastiCache offers these with replication.
   *
   * Default: `"valkey"` (AWS: Valkey speaks the Redis protocol at a lower price).
   */
  engine?: 'valkey' | 'redis';
  /**
   * Engine version: 7.2 or 8.0 for valkey, 7.1 for redis.
   *
   * Accepted: "7.1", "7.2", "8.0". The platform is made for these versions; ElastiCache refuses a version of
   * the other engine.
   *
   * Default: `"8.0"` (decision: the current major version of Valkey).
   */
  engineVersion?: '7.1' | '7.2' | '8.0';
  /**
   * ElastiCache node type.
   *
   * Accepted: a node type such as cache.t4g.small. ElastiCache refuses an unknown type.
   */
  nodeType: string;
  /**
   * Read replicas beside the primary. One or more gives failover.
   *
   * Accepted: 0 to 5 replicas. ElastiCache allows five replicas a shard.
   */
  replicas: number;
  /**
   * How long daily snapshots are kept.
   *
   * Accepted: 1 to 35 days. ElastiCache keeps 35 days at most; 0 would turn snapshots off.
   */
  snapshotRetentionDays: number;
  /**
   * Daily snapshot, UTC.
   *
   * Accepted: hh:mm-hh:mm in UTC, for example 02:00-03:00. RDS and ElastiCache refuse any other form.
   *
   * Default: `"02:00-03:00"` (decision: same quiet hour as the database backup).
   */
  snapshotWindow?: string;
  /**
   * Weekly maintenance, UTC.
   *
   * Accepted: ddd:hh:mm-ddd:hh:mm in UTC, for example sun:04:00-sun:05:00. RDS and ElastiCache refuse any
   * other form.
   *
   * Default: `"sun:05:00-sun:06:00"` (decision: the hour after the database, so that both are never down
   * together).
   */
  maintenanceWindow?: string;
  /**
   * How long the slow log and the engine log stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
}

/** S3 buckets for inputs, outputs and logs. */
export interface StorageInput {
  /**
   * Buckets are named PREFIX-datasets, PREFIX-outputs, PREFIX-logs, PREFIX-audit and PREFIX-access-logs.
   *
   * Accepted: 4 to 42 lower-case letters, digits and dashes. Bucket names are unique across all AWS accounts.
   */
  bucketPrefix: string;
  /**
   * Replaced and deleted versions of input datasets move to Glacier after this time.
   *
   * Accepted: 1 to 3650 days. S3 counts whole days from 1; ten years is longer than any dataset is asked for.
   *
   * Default: `30` (decision: a month to notice a dataset that was replaced by mistake).
   */
  datasetsNoncurrentGlacierDays?: number;
  /**
   * Embeddings and metrics move to Glacier after this time.
   *
   * Accepted: 30 to 3650 days. Objects that leave the standard class within 30 days cost more than they save.
   *
   * Default: `180` (decision: results are compared for about two quarters).
   */
  outputsGlacierDays?: number;
  /**
   * Task and audit logs move to Glacier after this time.
   *
   * Accepted: 60, 90 days. The scaling guide gives these two choices.
   */
  logsGlacierDays: 60 | 90;
  /**
   * Logs are deleted after this time.
   *
   * Accepted: 180 to 3650 days. Glacier bills at least 90 days of storage after the transition.
   */
  logsExpireDays: number;
  /**
   * Buckets whose objects nobody deletes or overwrites for some days. A bucket is locked when it is made, or
   * never.
   */
  objectLock?: ObjectLocksInput;
  /**
   * Removing a bucket, or the file system of the DAGs, from git leaves it in AWS.
   *
   * Default: `true` (decision: datasets and results can’t be made again cheaply).
   */
  deletionProtection?: boolean;
}

/**
 * Buckets whose objects nobody deletes or overwrites for some days. A bucket is locked when it is made, or
 * never.
 */
export interface ObjectLocksInput {
  /** Lock of the input datasets. */
  datasets?: ObjectLockInput;
  /** Lock of embeddings and metrics. */
  outputs?: ObjectLockInput;
  /** Lock of the task logs. */
  logs?: ObjectLockInput;
  /** Lock of the audit trail. */
  audit?: ObjectLockInput;
}

/** Lock of the objects of one bucket. */
export interface ObjectLockInput {
  /**
   * Who may delete a locked version: whoever has a right of its own (GOVERNANCE), or nobody, not even the
   * root of the account (COMPLIANCE).
   *
   * Accepted: "GOVERNANCE", "COMPLIANCE". S3 has these two.
   *
   * Default: `"GOVERNANCE"` (decision: a mistake can be corrected by few).
   */
  mode?: 'GOVERNANCE' | 'COMPLIANCE';
  /**
   * Days that a version is locked after it was written. It can grow, never shrink.
   *
   * Accepted: 1 to 3650 days. S3 counts whole days; ten years is longer than anything is asked for.
   */
  days: number;
  /**
   * Why nobody may delete for that long. Required with COMPLIANCE, refused otherwise.
   *
   * Accepted: a text of 20 to 500 characters. Nobody can take it back, and it is paid for until the days are
   * over.
   */
  complianceReason?: string;
}

/** Airflow. */
export interface AirflowInput {
  /** Web interface, REST API and the execution API of the workers. */
  apiServer: Component;
  /**
   * The execution API in pods of its own, so that a busy web interface never delays a task. Without it the
   * api-server serves both.
   */
  executionApi?: Component;
  /** Scheduler. Two or more share the work, and one may stop. */
  scheduler: Component;
  /** DAG processor, which reads the DAG files. */
  dagProcessor: Component;
  /** Triggerer, which waits for deferred tasks. */
  triggerer: Component;
  /**
   * Tasks that one scheduler runs at once, over all queues.
   *
   * Accepted: 1 to 10,000 tasks. Airflow’s [core] parallelism; workers beyond it stay idle.
   */
  parallelism: number;
  /**
   * Celery queues. The first is the default.
   *
   * Accepted: a list of 1 to 10 items. A task without a queue goes to the first one; each queue is a
   * Deployment that somebody looks after.
   */
  queues: Queue[];
  /**
   * Slots of the pool `helical_runner`: helical-runner pods at once.
   *
   * Accepted: 1 to 5000 slots. The pool keeps a mapped DAG from asking for more GPUs than the node pool may
   * have.
   */
  runnerSlots: number;
  /**
   * Where the DAGs come from: a git repository or EFS, never both.
   *
   * Accepted: source: "git-sync" or "efs". It decides which other fields there are.
   */
  dags: GitSyncDagsInput | EfsDags;
  /**
   * How long component and task logs stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /**
   * Older runs, tasks and logs leave the database every week, and are archived in the logs bucket.
   *
   * Accepted: 7 to 3650 days. A database that only grows makes every page and every scheduling loop slower.
   *
   * Default: `90` (Airflow Helm chart: retention of its database clean-up).
   */
  historyDays?: number;
  /**
   * Mail address of the first administrator.
   *
   * Accepted: a mail address. Airflow stores it with the user.
   */
  adminEmail: string;
  /** Sign-on by OpenID Connect. Without it there is one administrator with a password. */
  openIdConnect?: OpenIdConnect;
  /**
   * Versions of the secrets. Raise one to rotate it.
   *
   * Default: `{"database":1,"cache":1,"fernet":1,"jwt":1,"apiKey":1,"admin":1,"clientSecret":1,"git":1}`
   * (decision: nothing has been rotated yet).
   */
  secretVersions?: SecretVersionsInput;
  /** Celery’s web interface, reached by port-forward only. */
  flower?: Flower;
  /**
   * Airflow options beyond those that the platform sets.
   *
   * Accepted: a list of 100 or less items. Each is checked against the options of the pinned Airflow version.
   *
   * Default: `[]` (decision: the platform’s configuration is complete).
   */
  options?: AirflowOption[];
}

/** DAGs from git. */
export interface GitSyncDagsInput {
  /** DAGs come from a git repository. */
  source: 'git-sync';
  /**
   * Repository of the DAGs.
   *
   * Accepted: an https or ssh git URL without user name, token or query. git-sync clones it; a token in the
   * URL would be a secret in git.
   */
  repository: string;
  /**
   * Branch, tag or commit that is checked out.
   *
   * Accepted: a branch, tag or commit, such as main or v1.4.0. git-sync asks the repository for exactly this
   * name.
   */
  revision: string;
  /**
   * Folder of the DAGs inside the repository.
   *
   * Accepted: a relative path such as dags or src/dags. git-sync checks out this folder only, and Airflow
   * reads nothing else.
   *
   * Default: `"dags"` (decision: this repository keeps its DAGs in dags/).
   */
  path?: string;
  /**
   * Time between two fetches.
   *
   * Accepted: 5 to 3600 seconds. Every pod of Airflow fetches by itself, and git hosts limit the rate.
   *
   * Default: `60` (decision: git hosts limit the rate of anonymous fetches).
   */
  periodSeconds?: number;
  /**
   * How git-sync signs in. The key itself is in Secrets Manager.
   *
   * Accepted: "none", "ssh-key", "github-app". git-sync knows these ways.
   *
   * Default: `"none"` (decision: a public repository needs none).
   */
  credentials?: 'none' | 'ssh-key' | 'github-app';
}

/** Versions of the secrets. Raise one to rotate it. */
export interface SecretVersionsInput {
  /**
   * Password of Airflow’s database role.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  database?: number;
  /**
   * Token of the Celery queue.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  cache?: number;
  /**
   * Key that encrypts connections. The version before stays readable.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  fernet?: number;
  /**
   * Key that signs tokens of users and tasks.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  jwt?: number;
  /**
   * Key that signs sessions and requests for task logs.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  apiKey?: number;
  /**
   * Password of the first administrator.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  admin?: number;
  /**
   * Client secret of the OpenID Connect provider, which somebody puts into Secrets Manager.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  clientSecret?: number;
  /**
   * Credentials of git-sync, which somebody puts into Secrets Manager.
   *
   * Accepted: 1 to 999. The version is part of the secret’s name, so that a new one restarts the pods that
   * use it.
   *
   * Default: `1` (decision: nothing has been rotated yet).
   */
  git?: number;
}

/** Karpenter node pools. */
export interface NodesInput {
  /**
   * Amazon Linux 2023 image of the nodes.
   *
   * Accepted: al2023@v and the date of a release, such as al2023@v20251112, never @latest. An unpinned image
   * rolls every node on the day AWS publishes a new one.
   */
  amiAlias: string;
  /** Nodes of Airflow and of CPU jobs. */
  general: GeneralNodesInput;
  /** Nodes of GPU jobs. */
  gpu: GpuNodesInput;
  /**
   * When Karpenter must not replace nodes for cost or for a new image.
   *
   * Default: `{"schedule":"0 6 * * mon-fri","hours":12}` (decision: working hours, 06:00 to 18:00 UTC).
   */
  disruptionFreeze?: DisruptionFreeze;
}

/** Nodes of Airflow and of CPU jobs. */
export interface GeneralNodesInput {
  /**
   * Karpenter stops at this many cores.
   *
   * Accepted: 4 to 20,000 cores. It is the ceiling of the bill; a node has 4 cores or more.
   */
  cpuLimit: number;
  /**
   * Karpenter stops at this much memory.
   *
   * Accepted: 16 to 80,000 GiB. It is the ceiling of the bill; a node with 4 cores has 16 GiB or so.
   */
  memoryLimitGiB: number;
  /**
   * EC2 purchase options. With both, Karpenter takes spot first.
   *
   * Accepted: a list of 1 to 2 different items. With none Karpenter could start no node.
   */
  capacityTypes: ('spot' | 'on-demand')[];
  /**
   * EC2 instance categories.
   *
   * Accepted: a list of 1 or more different items. With none Karpenter could start no node.
   *
   * Default: `["c","m","r"]` (Karpenter: a wide choice finds capacity).
   */
  instanceCategories?: ('c' | 'm' | 'r')[];
  /**
   * Root volume of a node.
   *
   * Accepted: 20 to 16,384 GiB. The system takes 20 GiB with its images; more than 16,384 is a digit too
   * many.
   *
   * Default: `100` (decision: Airflow images take about 2 GiB, logs are shipped).
   */
  volumeGiB?: number;
}

/** Nodes of GPU jobs. */
export interface GpuNodesInput {
  /**
   * Karpenter stops at this many cores.
   *
   * Accepted: 4 to 20,000 cores. It is the ceiling of the bill; a node has 4 cores or more.
   */
  cpuLimit: number;
  /**
   * Karpenter stops at this much memory.
   *
   * Accepted: 16 to 80,000 GiB. It is the ceiling of the bill; a node with 4 cores has 16 GiB or so.
   */
  memoryLimitGiB: number;
  /**
   * EC2 purchase options. With both, Karpenter takes spot first.
   *
   * Accepted: a list of 1 to 2 different items. With none Karpenter could start no node.
   */
  capacityTypes: ('spot' | 'on-demand')[];
  /**
   * Karpenter stops at this many GPUs; 0 means that there is no GPU pool.
   *
   * Accepted: 0 to 1000 GPUs. GPU nodes are the largest part of the bill.
   */
  gpuLimit: number;
  /**
   * EC2 GPU instance families.
   *
   * Accepted: a list of 1 or more different items. With none Karpenter could start no node.
   *
   * Default: `["g5","g6","g6e"]` (AWS: NVIDIA A10G, L4 and L40S, all above the memory that scGPT needs).
   */
  instanceFamilies?: ('g5' | 'g6' | 'g6e')[];
  /**
   * Root volume of a node.
   *
   * Accepted: 50 to 16,384 GiB. CUDA images alone take tens of GiB; more than 16,384 is a digit too many.
   *
   * Default: `200` (decision: GPU images and model weights take tens of GiB).
   */
  volumeGiB?: number;
}

/** Metrics and logs. */
export interface ObservabilityInput {
  /**
   * Amazon Managed Prometheus workspace to take over. Without it Crossplane makes one; record its id here
   * afterwards if Grafana is wanted.
   *
   * Accepted: ws- and the id. The remote-write address contains it.
   */
  metricsWorkspaceId?: string;
  /**
   * Mail address that alerts of the platform and alarms of the audit trail go to.
   *
   * Accepted: a mail address. An alert that reaches nobody is none.
   */
  alertEmail: string;
  /**
   * Time between two scrapes.
   *
   * Accepted: 10 to 300 seconds. Below 10 seconds the bill doubles for nothing; above 300 a graph has holes,
   * because samples expire.
   *
   * Default: `30` (decision: Managed Prometheus bills by sample; alerts look at 5 minutes and more).
   */
  scrapeIntervalSeconds?: number;
  /**
   * How long the logs of platform pods stay in CloudWatch.
   *
   * Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days. CloudWatch Logs refuses any other number of days, and
   * the guide allows 7 to 180.
   */
  logRetentionDays: 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180;
  /** Managed Grafana with dashboards of this environment. */
  grafana?: GrafanaInput;
}

/** Managed Grafana with dashboards of this environment. */
export interface GrafanaInput {
  /**
   * Amazon Managed Grafana workspace to take over. Without it Crossplane makes one; record its id here
   * afterwards, so that it is found again.
   *
   * Accepted: g- and 10 hexadecimal digits. Grafana is known to AWS by its id.
   */
  workspaceId?: string;
  /**
   * Groups of IAM Identity Center that administer Grafana.
   *
   * Accepted: a list of 1 to 20 different items. Without a group nobody could sign in.
   */
  adminGroupIds: string[];
  /**
   * Groups of IAM Identity Center that look at dashboards.
   *
   * Accepted: a list of 1 to 20 different items. Without a group nobody could sign in.
   */
  viewerGroupIds: string[];
  /**
   * Managed prefix lists of the networks that reach Grafana. Nobody else sees its login page.
   *
   * Accepted: a list of 1 to 5 different items. An empty list would leave Grafana open to everybody; Managed
   * Grafana takes five at most.
   */
  prefixListIds: string[];
  /**
   * Interface endpoints for Grafana workspaces, for readers inside a VPC.
   *
   * Accepted: a list of 5 or less different items. Managed Grafana takes five at most.
   *
   * Default: `[]` (decision: readers come from the networks of the prefix lists).
   */
  vpcEndpointIds?: string[];
}

/** Delivery by Argo CD. */
export interface DeliveryInput {
  /**
   * Git repository that Argo CD reads: this one.
   *
   * Accepted: an https or ssh git URL without user name, token or query. Argo CD syncs from here, and its
   * project allows nothing else.
   */
  repository: string;
  /**
   * Branch, tag or commit that Argo CD syncs. A tag makes a change reach this environment by promotion only.
   *
   * Accepted: a branch, tag or commit, such as main or v1.4.0. Argo CD asks the repository for exactly this
   * name.
   */
  targetRevision: string;
  /**
   * automatic: a merge is applied at once. manual: somebody presses Sync.
   *
   * Accepted: "automatic", "manual". Argo CD has these two.
   */
  syncPolicy: 'automatic' | 'manual';
  /**
   * automatic: a changed Composition reaches existing cloud resources at once. manual: each of them keeps its
   * revision until somebody moves it.
   *
   * Accepted: "automatic", "manual". Crossplane has these two.
   *
   * Default: `"automatic"` (Crossplane: default of spec.crossplane.compositionUpdatePolicy).
   */
  compositionUpdates?: 'automatic' | 'manual';
  /**
   * Automatic sync removes what left git. Stateful resources still ask.
   *
   * Default: `true` (decision: what is not in git should not run).
   */
  prune?: boolean;
}

/** The hub: an AWS account with an EKS cluster of its own. */
export interface Hub {
  /**
   * Name of the hub, and of its folder under generated/.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 20 characters. It names
   * a folder under generated/ and is part of AWS names, which allow nothing else.
   */
  name: string;
  /**
   * One sentence for people: what the hub is for.
   *
   * Accepted: a text of 10 to 200 characters. A reviewer judges a change by this sentence.
   */
  description: string;
  /** Tags on everything that takes tags. */
  ownership: Ownership;
  /** AWS account and region. */
  account: Account;
  /** Delivery by Argo CD. */
  delivery: Delivery;
}

/** The hub: an AWS account with an EKS cluster of its own. */
export interface HubInput {
  /**
   * Name of the hub, and of its folder under generated/.
   *
   * Accepted: lower-case letters, digits and dashes, starting with a letter, at most 20 characters. It names
   * a folder under generated/ and is part of AWS names, which allow nothing else.
   */
  name: string;
  /**
   * One sentence for people: what the hub is for.
   *
   * Accepted: a text of 10 to 200 characters. A reviewer judges a change by this sentence.
   */
  description: string;
  /** Tags on everything that takes tags. */
  ownership: Ownership;
  /** AWS account and region. */
  account: AccountInput;
  /** Delivery by Argo CD. */
  delivery: DeliveryInput;
}
