// Specs that must be refused, each with the field that is named.

import { addOnVersionsFor } from '../../../crossplane/apis/cluster/add-on-versions.ts';

/** One spec that must be refused when it is made. */
export type BadSpec = {
  kind: string;
  /** Fields laid over a good spec. */
  fields: Record<string, unknown>;
  /** The field that is named, without `spec.`. */
  field: string;
  why: string;
};

/** One change that must be refused: from a good spec with `before` to one with `after`. */
export type BadChange = {
  kind: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  field: string;
  why: string;
};

const zone = (name: string, publicCidr: string, privateCidr: string) => ({
  zone: name,
  publicCidr,
  privateCidr,
});

const alerts = { groups: [{ name: 'some', rules: [{ alert: 'Some', expr: 'up == 0' }] }] };

/** Fields that random specs hardly ever get right together, by kind. */
export const goodFields: Readonly<Record<string, Record<string, unknown>>> = {
  Network: {
    vpcCidr: '10.20.0.0/16',
    zones: {
      first: zone('eu-west-1a', '10.20.192.0/24', '10.20.0.0/19'),
      second: zone('eu-west-1b', '10.20.193.0/24', '10.20.32.0/19'),
    },
  },
  MetricsWorkspace: { rules: { airflow: alerts, runner: alerts, platform: alerts } },
  Cluster: {
    serviceCidr: '172.20.0.0/16',
    apiClientCidr: '10.0.0.0/8',
    kubernetesVersion: '1.34',
    addOnVersions: addOnVersionsFor['1.34'],
    systemNodes: {
      amiType: 'AL2023_x86_64_STANDARD',
      instanceTypes: ['m7i.large'],
      minSize: 2,
      maxSize: 4,
      volumeGiB: 50,
    },
  },
};

const subnets = (count: number) =>
  Array.from({ length: count }, (_, index) => `subnet-0123456789abcdef${index}`);

const night = { backupWindow: '23:30-00:30', maintenanceWindow: 'mon:03:00-mon:04:00' };

export const badSpecs: readonly BadSpec[] = [
  {
    kind: 'Database',
    fields: { engineVersion: '18.1' },
    field: 'engineVersion',
    why: 'unknown to every family',
  },
  { kind: 'Database', fields: { storageGiB: 19 }, field: 'storageGiB', why: 'less than RDS takes' },
  {
    kind: 'Database',
    fields: { storageGiB: 100, maxStorageGiB: 109 },
    field: 'maxStorageGiB',
    why: 'less than a tenth above',
  },
  {
    kind: 'Database',
    fields: { ...night, maintenanceWindow: 'sun:00:00-sun:01:00' },
    field: 'maintenanceWindow',
    why: 'meets a backup that began the day before',
  },
  {
    kind: 'Database',
    fields: { backupWindow: '00:15-01:00', maintenanceWindow: 'sun:23:45-mon:00:30' },
    field: 'maintenanceWindow',
    why: 'meets the backup across the end of the week',
  },
  {
    kind: 'Database',
    fields: { ...night, backupWindow: '25:00-26:00' },
    field: 'backupWindow',
    why: 'no hour 25',
  },
  {
    kind: 'Database',
    fields: { backupRetentionDays: 36 },
    field: 'backupRetentionDays',
    why: 'RDS keeps 35',
  },
  {
    kind: 'Database',
    fields: { logRetentionDays: 45 },
    field: 'logRetentionDays',
    why: 'CloudWatch knows no 45',
  },
  { kind: 'Database', fields: { subnetIds: subnets(4) }, field: 'subnetIds', why: 'more than are placed' },
  { kind: 'Database', fields: { subnetIds: subnets(1) }, field: 'subnetIds', why: 'one zone' },
  {
    kind: 'Cache',
    fields: { engine: 'redis', engineVersion: '8.0' },
    field: 'engineVersion',
    why: 'a version of the other engine',
  },
  {
    kind: 'Cache',
    fields: { highlyAvailable: true, nodes: 1 },
    field: 'nodes',
    why: 'nothing to fail over to',
  },
  {
    kind: 'Cache',
    fields: { snapshotWindow: '05:00-06:00', maintenanceWindow: 'sun:05:30-sun:06:30' },
    field: 'maintenanceWindow',
    why: 'meets the snapshot',
  },
  { kind: 'Cache', fields: { subnetIds: subnets(4) }, field: 'subnetIds', why: 'more than are placed' },
  {
    kind: 'SharedFileSystem',
    fields: {
      subnetIds: subnets(3),
      crossplane: { compositionRef: { name: 'sharedfilesystems-two-zones' } },
    },
    field: 'subnetIds',
    why: 'a subnet more than the composition mounts',
  },
];

export const badChanges: readonly BadChange[] = [
  {
    kind: 'Database',
    before: { storageGiB: 100, maxStorageGiB: 500 },
    after: { storageGiB: 50, maxStorageGiB: 500 },
    field: 'storageGiB',
    why: 'storage shrinks',
  },
  {
    kind: 'Database',
    before: { engineVersion: '16.11' },
    after: { engineVersion: '17.7' },
    field: 'engineVersion',
    why: 'leaves its parameter group family',
  },
  {
    kind: 'Database',
    before: { engineVersion: '17.7' },
    after: { engineVersion: '17.6' },
    field: 'engineVersion',
    why: 'a downgrade',
  },
  {
    kind: 'Cache',
    before: { engine: 'valkey', engineVersion: '7.2' },
    after: { engine: 'valkey', engineVersion: '8.0' },
    field: 'engineVersion',
    why: 'leaves its parameter group family',
  },
];
