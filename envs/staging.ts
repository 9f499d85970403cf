// Staging: runs a release candidate on the shape of production, at a smaller size.
import type { EnvironmentInput } from './environment.ts';

export const staging: EnvironmentInput = {
  name: 'staging',
  description: 'Where a release candidate proves itself before production.',
  ownership: {
    owner: 'ml-platform',
    costCenter: 'workflows-staging',
  },
  account: {
    accountId: '444455556666',
    region: 'eu-central-1',
  },
  network: {
    source: 'existing',
    vpcId: 'vpc-4579d4f4e9b27bd5f',
    vpcCidr: '10.30.0.0/16',
    privateSubnets: [
      { id: 'subnet-ff05d1ccdb6557780', zone: 'eu-central-1a', cidr: '10.30.0.0/19' },
      { id: 'subnet-39a517520f5784af1', zone: 'eu-central-1b', cidr: '10.30.32.0/19' },
      { id: 'subnet-4967995443dbb5b65', zone: 'eu-central-1c', cidr: '10.30.64.0/19' },
    ],
    publicSubnets: [
      { id: 'subnet-96b67af6597bf877c', zone: 'eu-central-1a', cidr: '10.30.192.0/24' },
      { id: 'subnet-0009c26d9244d52e3', zone: 'eu-central-1b', cidr: '10.30.193.0/24' },
      { id: 'subnet-ada9bd7019db5ab5e', zone: 'eu-central-1c', cidr: '10.30.194.0/24' },
    ],
  },
  cluster: {
    source: 'existing',
    name: 'helical-staging',
    kubernetesVersion: '1.34',
    endpoint: 'https://76BB667EE3D75B562B2650295494E60E.gr7.eu-central-1.eks.amazonaws.com',
    securityGroupId: 'sg-4c4e74cf499b6fe3d',
    oidcIssuer: 'oidc.eks.eu-central-1.amazonaws.com/id/76BB667EE3D75B562B2650295494E60E',
  },
  ingress: {
    hostName: 'airflow.staging.helical.example',
    certificateArn: 'arn:aws:acm:eu-central-1:444455556666:certificate/2f9e01ec-06c1-4978-ab80-af511868f393',
    inboundCidrs: ['198.51.100.0/24', '203.0.113.0/25'],
  },
  encryption: {
    deletionWindowDays: 14,
  },
  database: {
    instanceClass: 'db.m7g.large',
    storageGiB: 50,
    maxStorageGiB: 200,
    multiAz: true,
    backupRetentionDays: 14,
    logRetentionDays: 30,
  },
  cache: {
    nodeType: 'cache.t4g.medium',
    replicas: 1,
    snapshotRetentionDays: 3,
    logRetentionDays: 30,
  },
  storage: {
    bucketPrefix: 'helical-workflows-staging',
    outputsGlacierDays: 90,
    logsGlacierDays: 60,
    logsExpireDays: 365,
  },
  airflow: {
    apiServer: { replicas: 2, resources: { cpuMillis: 1000, memoryMiB: 3072 } },
    executionApi: { replicas: 2, resources: { cpuMillis: 500, memoryMiB: 2048 } },
    scheduler: { replicas: 2, resources: { cpuMillis: 1000, memoryMiB: 2048 } },
    dagProcessor: { replicas: 1, resources: { cpuMillis: 500, memoryMiB: 2048 } },
    triggerer: { replicas: 2, resources: { cpuMillis: 500, memoryMiB: 1024 } },
    parallelism: 128,
    queues: [
      {
        name: 'default',
        concurrency: 8,
        minWorkers: 1,
        maxWorkers: 6,
        longestTaskMinutes: 120,
        resources: { cpuMillis: 1000, memoryMiB: 4096 },
      },
      {
        name: 'helical-runner',
        concurrency: 32,
        minWorkers: 1,
        maxWorkers: 4,
        longestTaskMinutes: 780,
        resources: { cpuMillis: 500, memoryMiB: 4096 },
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
    runnerSlots: 8,
    dags: {
      source: 'git-sync',
      repository: 'https://github.com/helical/helical-gitops.git',
      revision: 'v0.2.0-rc.1',
      credentials: 'github-app',
    },
    logRetentionDays: 30,
    adminEmail: 'airflow-admins@helical.example',
  },
  runner: {
    image:
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/helical/helical-runner:1.5.0-rc.1@sha256:0a29b179b4ddd64a4f8cc5de3f629d4b8df21ab50a6f7096144d7076a260669c',
    jobClasses: [
      {
        name: 'cpu',
        gpus: 0,
        resources: { cpuMillis: 2000, memoryMiB: 8192 },
        scratchGiB: 40,
        deadlineMinutes: 120,
      },
      {
        name: 'gpu-small',
        gpus: 1,
        resources: { cpuMillis: 3000, memoryMiB: 12288 },
        scratchGiB: 80,
        deadlineMinutes: 240,
      },
      {
        name: 'gpu-large',
        gpus: 1,
        resources: { cpuMillis: 14000, memoryMiB: 57344 },
        scratchGiB: 150,
        deadlineMinutes: 720,
      },
    ],
    maxPods: 24,
  },
  nodes: {
    amiAlias: 'al2023@v20251112',
    general: {
      cpuLimit: 200,
      memoryLimitGiB: 800,
      capacityTypes: ['spot', 'on-demand'],
    },
    gpu: {
      cpuLimit: 128,
      memoryLimitGiB: 512,
      capacityTypes: ['spot', 'on-demand'],
      gpuLimit: 8,
    },
  },
  observability: {
    metricsWorkspaceId: 'ws-f2efea72-127f-4a79-a51e-bef316a43b3a',
    alertEmail: 'airflow-oncall@helical.example',
    logRetentionDays: 30,
  },
  delivery: {
    repository: 'https://github.com/helical/helical-gitops.git',
    targetRevision: 'v0.2.0-rc.1',
    syncPolicy: 'automatic',
  },
};
