// Development: every change to main arrives here first, and nothing here has to last.
import type { EnvironmentInput } from './environment.ts';

export const dev: EnvironmentInput = {
  name: 'dev',
  description: 'Where changes to DAGs and to the platform run first.',
  ownership: {
    owner: 'ml-platform',
    costCenter: 'workflows-dev',
  },
  account: {
    accountId: '111122223333',
    region: 'eu-west-1',
  },
  network: {
    source: 'provisioned',
    vpcCidr: '10.20.0.0/16',
    zones: [
      { zone: 'eu-west-1a', privateCidr: '10.20.0.0/19', publicCidr: '10.20.192.0/24' },
      { zone: 'eu-west-1b', privateCidr: '10.20.32.0/19', publicCidr: '10.20.193.0/24' },
    ],
    natGateways: 'one',
    flowLogRetentionDays: 7,
    deletionProtection: false,
    facts: {
      vpcId: 'vpc-474180637ae33a794',
      privateSubnetIds: ['subnet-56cbf80e475db5ff4', 'subnet-9fdecfeebfe046e89'],
      publicSubnetIds: ['subnet-4bc3c3e3f1dd3f1a8', 'subnet-eff373a759e4b8cff'],
    },
  },
  cluster: {
    source: 'provisioned',
    name: 'helical-dev',
    kubernetesVersion: '1.35',
    apiClientCidr: '10.200.0.0/16',
    adminRoleArn: 'arn:aws:iam::111122223333:role/platform-admin',
    readerRoleArn: 'arn:aws:iam::111122223333:role/platform-reader',
    systemNodes: {
      releaseVersion: '1.35.0-20260129',
      instanceTypes: ['m6i.large', 'm6a.large'],
      minSize: 2,
      maxSize: 4,
    },
    logRetentionDays: 7,
    deletionProtection: false,
    facts: {
      endpoint: 'https://1B74F256EE1A852F178F32688B2E3C9E.gr7.eu-west-1.eks.amazonaws.com',
      securityGroupId: 'sg-2b5addca6d835ffd5',
      oidcIssuer: 'oidc.eks.eu-west-1.amazonaws.com/id/1B74F256EE1A852F178F32688B2E3C9E',
    },
  },
  ingress: {
    hostName: 'airflow.dev.helical.example',
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/5471c407-0f8d-4ab3-acc9-8322a7d53963',
    inboundCidrs: ['198.51.100.0/24'],
  },
  encryption: {
    deletionWindowDays: 7,
  },
  database: {
    instanceClass: 'db.t4g.medium',
    storageGiB: 20,
    maxStorageGiB: 50,
    multiAz: false,
    backupRetentionDays: 7,
    deletionProtection: false,
    logRetentionDays: 7,
  },
  cache: {
    nodeType: 'cache.t4g.small',
    replicas: 0,
    snapshotRetentionDays: 1,
    logRetentionDays: 7,
  },
  storage: {
    bucketPrefix: 'helical-workflows-dev',
    outputsGlacierDays: 30,
    logsGlacierDays: 60,
    logsExpireDays: 180,
    deletionProtection: false,
  },
  airflow: {
    apiServer: { replicas: 1, resources: { cpuMillis: 500, memoryMiB: 2048 } },
    scheduler: { replicas: 1, resources: { cpuMillis: 500, memoryMiB: 2048 } },
    dagProcessor: { replicas: 1, resources: { cpuMillis: 250, memoryMiB: 1024 } },
    triggerer: { replicas: 1, resources: { cpuMillis: 250, memoryMiB: 1024 } },
    parallelism: 32,
    queues: [
      {
        name: 'default',
        concurrency: 8,
        minWorkers: 0,
        maxWorkers: 2,
        longestTaskMinutes: 60,
        resources: { cpuMillis: 500, memoryMiB: 2048 },
      },
      {
        name: 'helical-runner',
        concurrency: 16,
        minWorkers: 0,
        maxWorkers: 2,
        longestTaskMinutes: 240,
        resources: { cpuMillis: 500, memoryMiB: 2048 },
      },
    ],
    runnerSlots: 2,
    dags: {
      source: 'git-sync',
      repository: 'https://github.com/helical/helical-gitops.git',
      revision: 'main',
    },
    logRetentionDays: 7,
    adminEmail: 'airflow-admins@helical.example',
  },
  runner: {
    image:
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/helical/helical-runner:1.5.0-dev.7@sha256:127e4a80421866ee3784e3682062568935b2523bd39c10f42319a93b6e07d694',
    jobClasses: [
      {
        name: 'cpu',
        gpus: 0,
        resources: { cpuMillis: 1000, memoryMiB: 4096 },
        scratchGiB: 20,
        deadlineMinutes: 60,
      },
      {
        name: 'gpu-small',
        gpus: 1,
        resources: { cpuMillis: 3000, memoryMiB: 12288 },
        scratchGiB: 50,
        deadlineMinutes: 120,
      },
    ],
    maxPods: 8,
  },
  nodes: {
    amiAlias: 'al2023@v20251120',
    general: {
      cpuLimit: 64,
      memoryLimitGiB: 256,
      capacityTypes: ['spot'],
    },
    gpu: {
      cpuLimit: 32,
      memoryLimitGiB: 128,
      capacityTypes: ['spot'],
      gpuLimit: 2,
    },
  },
  observability: {
    alertEmail: 'airflow-oncall@helical.example',
    scrapeIntervalSeconds: 60,
    logRetentionDays: 7,
  },
  delivery: {
    repository: 'https://github.com/helical/helical-gitops.git',
    targetRevision: 'main',
    syncPolicy: 'automatic',
  },
};
