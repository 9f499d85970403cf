// What each component may do in AWS: its IAM role, with the policy that its work needs.
import type { Chart } from 'cdk8s';
import { allow, type PolicyStatement, policy } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';
import { useOfKey } from '../kit/permissions.ts';
import { objectWaves } from '../kit/waves.ts';
import { addIdentityFor } from '../kit/workload-identity.ts';
import { bucketNames, type Component, namespace, objectName, secretsReader } from './names.ts';
import { remotePrefix } from './secret-names.ts';

/** Role of each ServiceAccount that calls AWS. The ServiceAccounts that are missing here have none. */
export const roleOf: Partial<Record<Component, string>> = {
  'api-server': 'airflow-api-server',
  worker: 'airflow-worker',
  triggerer: 'airflow-triggerer',
  history: 'airflow-history',
  'database-role': 'airflow-database-role',
};

/** Role through which External Secrets reads and first writes the secrets of Airflow. */
export const secretsReaderRole = 'airflow-external-secrets';

/** Folder of the logs bucket for what leaves the metadata database. */
export const archiveFolder = 'metadata-archive';

export function addCloudAccess(chart: Chart, environment: Environment): void {
  const access = statementsFor(environment);
  const roles: [serviceAccount: string, role: string, statements: PolicyStatement[]][] = [
    [objectName('api-server'), 'airflow-api-server', access.readLogs],
    [objectName('worker'), 'airflow-worker', access.writeLogs],
    [objectName('triggerer'), 'airflow-triggerer', access.writeLogs],
    [objectName('history'), 'airflow-history', access.writeArchive],
    [objectName('database-role'), 'airflow-database-role', access.readMasterSecret],
  ];
  for (const [serviceAccount, role, statements] of roles) {
    addRole(chart, environment, { serviceAccount, role, statements, wave: objectWaves.cloud });
  }
  // Before the secrets, which come before the cache that is made with one of them.
  addRole(chart, environment, {
    serviceAccount: secretsReader,
    role: secretsReaderRole,
    statements: access.manageSecrets,
    wave: objectWaves.settings,
  });
}

interface Role {
  serviceAccount: string;
  role: string;
  statements: PolicyStatement[];
  wave: number;
}

function addRole(chart: Chart, environment: Environment, { statements, ...role }: Role): void {
  addIdentityFor(chart, environment, { ...role, namespace, policy: policy(...statements) });
}

function statementsFor(environment: Environment) {
  const { accountId, region } = environment.account;
  const logs = `arn:aws:s3:::${bucketNames(environment).logs}`;
  const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
  const useKey = (purpose: 'storage' | 'secrets', actions: string[]) =>
    useOfKey(environment, purpose, actions);
  return {
    readLogs: [
      allow('ListLogs', ['s3:ListBucket'], [logs]),
      allow('ReadLogs', ['s3:GetObject'], [`${logs}/*`]),
      useKey('storage', ['kms:Decrypt']),
    ],
    // Airflow appends to a log, so it reads it first.
    writeLogs: [
      allow('ListLogs', ['s3:ListBucket'], [logs]),
      allow('WriteLogs', ['s3:GetObject', 's3:PutObject'], [`${logs}/*`]),
      useKey('storage', ['kms:Decrypt', 'kms:GenerateDataKey']),
    ],
    writeArchive: [
      allow('WriteArchive', ['s3:PutObject', 's3:AbortMultipartUpload'], [`${logs}/${archiveFolder}/*`]),
      useKey('storage', ['kms:Decrypt', 'kms:GenerateDataKey']),
    ],
    readMasterSecret: [
      // RDS tags the secret with its database; the name is random.
      allow('ReadMasterSecret', ['secretsmanager:GetSecretValue'], [secret('rds!db-*')], {
        StringEquals: {
          'aws:ResourceTag/aws:rds:primaryDBInstanceArn': [
            `arn:aws:rds:${region}:${accountId}:db:helical-${environment.name}-airflow`,
          ],
        },
      }),
      useKey('secrets', ['kms:Decrypt']),
    ],
    manageSecrets: [
      allow(
        'ReadSecrets',
        ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        [secret(`${remotePrefix(environment)}/*`)],
      ),
      allow(
        'StoreGeneratedSecrets',
        ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:TagResource'],
        [secret(`${remotePrefix(environment)}/*`)],
      ),
      useKey('secrets', ['kms:Decrypt', 'kms:GenerateDataKey']),
    ],
  };
}
