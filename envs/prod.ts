// Production: runs released versions for the research teams; somebody presses Sync.
import type { EnvironmentInput } from './environment.ts';

export const prod: EnvironmentInput = {
  name: 'prod',
  description: 'Where the research teams run their models.',
  ownership: {
    owner: 'ml-platform',
    costCenter: 'workflows-prod',
  },
  account: {
    accountId: '777788889999',
    region: 'eu-central-1',
  },
  network: {
    source: 'existing',
    vpcId: 'vpc-5542f08beac71eece',
    vpcCidr: '10.40.0.0/16',
    privateSubnets: [
      { id: 'subnet-e509e8503ffbb64e5', zone: 'eu-central-1a', cidr: '10.40.0.0/19' },
      { id: 'subnet-7f5475c0a98f162a6', zone: 'eu-central-1b', cidr: '10.40.32.0/19' },
      { id: 'subnet-c50edd54ecd6040e3', zone: 'eu-central-1c', cidr: '10.40.64.0/19' },
    ],
    publicSubnets: [
      { id: 'subnet-3a3bfbee3c442210d', zone: 'eu-central-1a', cidr: '10.40.192.0/24' },
      { id: 'subnet-c8ee1c1865d2aabe3', zone: 'eu-central-1b', cidr: '10.40.193.0/24' },
      { id: 'subnet-5099da988920dec60', zone: 'eu-central-1c', cidr: '10.40.194.0/24' },
    ],
  },
  cluster: {
    source: 'existing',
    name: 'helical-prod',
    kubernetesVersion: '1.34',
    endpoint: 'https://EB1C99CB1DB8B7103D3D6C2204883A25.gr7.eu-central-1.eks.amazonaws.com',
    securityGroupId: 'sg-350af2f0b10197f8b',
    oidcIssuer: 'oidc.eks.eu-central-1.amazonaws.com/id/EB1C99CB1DB8B7103D3D6C2204883A25',
  },
  ingress: {
    hostName: 'airflow.helical.example',
    certificateArn: 'arn:aws:acm:eu-central-1:777788889999:certificate/09ac0f08-e2cb-41ec-a794-fe78af9f338e',
    inboundCidrs: ['198.51.100.0/24', '203.0.113.0/24'],
  },
  encryption: {
    deletionWindowDays: 30,
  },
  database: {
    instanceClass: 'db.m7g.xlarge',
    storageGiB: 100,
    maxStorageGiB: 500,
    multiAz: true,
    backupRetentionDays: 35,
    logRetentionDays: 180,
  },
  cache: {
    nodeType: 'cache.m7g.large',
    replicas: 2,
    snapshotRetentionDays: 7,
    logRetentionDays: 180,
  },
  storage: {
    bucketPrefix: 'helical-workflows',
    outputsGlacierDays: 180,
    logsGlacierDays: 90,
    logsExpireDays: 2555,
  },
  airflow: {
    apiServer: { replicas: 3, resources: { cpuMillis: 2000, memoryMiB: 4096 } },
    executionApi: { replicas: 3, resources: { cpuMillis: 1000, memoryMiB: 3072 } },
    scheduler: { replicas: 3, resources: { cpuMillis: 2000, memoryMiB: 4096 } },
    dagProcessor: { replicas: 2, resources: { cpuMillis: 1000, memoryMiB: 3072 } },
    triggerer: { replicas: 2, resources: { cpuMillis: 1000, memoryMiB: 2048 } },
    parallelism: 256,
    queues: [
      {
        name: 'default',
        concurrency: 16,
        minWorkers: 2,
        maxWorkers: 20,
        longestTaskMinutes: 240,
        resources: { cpuMillis: 2000, memoryMiB: 8192 },
      },
      {
        name: 'helical-runner',
        concurrency: 32,
        minWorkers: 2,
        maxWorkers: 10,
        longestTaskMinutes: 1500,
        resources: { cpuMillis: 1000, memoryMiB: 8192 },
      },
      {
        // Light tasks that wait and ask again: many in one small pod.
        name: 'sensors',
        concurrency: 32,
        minWorkers: 0,
        maxWorkers: 2,
        longestTaskMinutes: 60,
        resources: { cpuMillis: 500, memoryMiB: 4096 },
      },
    ],
    runnerSlots: 32,
    dags: {
      source: 'git-sync',
      repository: 'https://github.com/helical/helical-gitops.git',
      revision: 'v0.1.0',
    },
    logRetentionDays: 180,
    adminEmail: 'airflow-admins@helical.example',
  },
  runner: {
    image:
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/helical/helical-runner:1.4.2@sha256:8ec5a17af8275faf8adc4a9ef9a201cd68d26fe6216e78450e871070a46bbd50',
    jobClasses: [
      {
        name: 'cpu',
        gpus: 0,
        resources: { cpuMillis: 4000, memoryMiB: 16384 },
        scratchGiB: 60,
        deadlineMinutes: 240,
      },
      {
        name: 'gpu-small',
        gpus: 1,
        resources: { cpuMillis: 3000, memoryMiB: 12288 },
        scratchGiB: 80,
        deadlineMinutes: 360,
      },
      {
        name: 'gpu-large',
        gpus: 1,
        resources: { cpuMillis: 14000, memoryMiB: 57344 },
        scratchGiB: 150,
        deadlineMinutes: 1440,
      },
    ],
    maxPods: 96,
  },
  nodes: {
    amiAlias: 'al2023@v20251112',
    general: {
      cpuLimit: 800,
      memoryLimitGiB: 3200,
      capacityTypes: ['spot', 'on-demand'],
    },
    gpu: {
      cpuLimit: 512,
      memoryLimitGiB: 2048,
      capacityTypes: ['spot', 'on-demand'],
      gpuLimit: 32,
    },
  },
  observability: {
    metricsWorkspaceId: 'ws-0162d594-ee09-45e4-a5f3-6fc267ca4bee',
    alertEmail: 'airflow-oncall@helical.example',
    logRetentionDays: 180,
    grafana: {
      adminGroupIds: ['a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d'],
      viewerGroupIds: ['b2c3d4e5-6f7a-4b8c-9d0e-1f2a3b4c5d6e'],
      prefixListIds: ['pl-0c1d2e3f4a5b6c7d8'],
    },
  },
  delivery: {
    repository: 'https://github.com/helical/helical-gitops.git',
    targetRevision: 'v0.1.0',
    syncPolicy: 'manual',
    compositionUpdates: 'manual',
  },
};
