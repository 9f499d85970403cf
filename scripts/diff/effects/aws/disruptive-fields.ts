// Changes in place that interrupt who uses the resource, as AWS documents them.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import { type AwsField, valueAt } from './managed-resource.ts';

const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html';
const cache = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg';

/** What happens on a change of the field, by kind and name. */
const interruptions: Readonly<Record<string, string>> = {
  'rds/Instance instanceClass': `RDS restarts the database (with Multi-AZ: one failover): ${rds}.`,
  'rds/Instance engineVersion': `RDS stops the database while it upgrades: ${rds}.`,
  'rds/Instance port': `RDS restarts the database at once: ${rds}.`,
  'rds/Instance parameterGroupName': `A new parameter group works after a restart: ${rds}.`,
  'rds/Instance caCertIdentifier': `RDS may restart the database for a new certificate: ${rds}.`,
  'elasticache/ReplicationGroup nodeType': `ElastiCache moves to other nodes; connections break for a moment: ${cache}/scaling-redis-mode-disabled.html.`,
  'elasticache/ReplicationGroup engineVersion': `ElastiCache replaces the nodes; connections break for a moment: ${cache}/VersionManagement.HowTo.html.`,
  'elasticache/ReplicationGroup engine': `ElastiCache replaces the nodes; connections break for a moment: ${cache}/VersionManagement.HowTo.html.`,
  'elasticache/ReplicationGroup transitEncryptionMode': `Clients that use the other mode lose their connections: ${cache}/in-transit-encryption.html.`,
  'elasticache/ReplicationGroup authTokenSecretRef': `Clients need the new token: ${cache}/auth.html.`,
  'eks/Cluster version':
    'EKS replaces the control plane, one version at a time; nodes follow later: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html.',
  'eks/NodeGroup version':
    'EKS replaces the nodes and drains each: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html.',
  'eks/NodeGroup releaseVersion':
    'EKS replaces the nodes and drains each: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html.',
  'kms/Key isEnabled':
    'A disabled key stops everything that is encrypted with it: https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html.',
};

/** RDS defers what interrupts to the maintenance window, unless told otherwise. */
const deferred = 'It waits for the maintenance window (applyImmediately: false).';

/** Why the change of a field interrupts somebody, or undefined when it does not. */
export function disruptionOf(kind: string, { name }: AwsField, to: Manifest): string | undefined {
  const why = interruptions[`${kind} ${name}`];
  if (!why || kind !== 'rds/Instance') return why;
  return valueAt(to.spec, 'forProvider.applyImmediately') === true ? why : `${why} ${deferred}`;
}
