// Which component gets which secret: the whole matrix in one place, as environment variables.
import type { IEnvVar } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { namespace as runnerNamespace } from '../helical-runner/names.ts';
import { type Component, cacheConfigMap, databaseConfigMap, paths } from './names.ts';
import { generatedSecrets, type SecretName } from './secrets.ts';

/** What a component can be given beyond the configuration file. */
export type Access = 'database' | 'queue' | 'fernet' | 'jwt' | 'api-key' | 'aws' | 'kubernetes';

/**
 * What each component needs to do its work. Workers have no database, Fernet or JWT key:
 * the api-server hands them decrypted connections, and the scheduler a token for each task.
 */
export const accessOf: Record<Component, readonly Access[]> = {
  'api-server': ['database', 'fernet', 'jwt', 'api-key', 'aws'],
  scheduler: ['database', 'queue', 'fernet', 'jwt'],
  'dag-processor': ['database', 'fernet'],
  triggerer: ['database', 'fernet', 'api-key', 'aws', 'kubernetes'],
  worker: ['queue', 'api-key', 'aws', 'kubernetes'],
  migration: ['database', 'fernet'],
  'database-role': [],
};

/** Environment variables of one component, in the order of its accesses. */
export function environmentVariables(environment: Environment, component: Component): IEnvVar[] {
  return [
    { name: 'AIRFLOW_CONFIG', value: `${paths.configuration}/airflow.cfg` },
    ...accessOf[component].flatMap((access) => variables[access](environment)),
  ];
}

/** A variable that is read from a generated secret. */
export function fromSecret(name: string, secret: SecretName): IEnvVar {
  const { name: secretName, key } = generatedSecrets[secret];
  return { name, valueFrom: { secretKeyRef: { name: secretName, key } } };
}

/** A variable that is read from what a composite resource published. */
export const fromConfigMap = (name: string, configMap: string, key: string): IEnvVar => ({
  name,
  valueFrom: { configMapKeyRef: { name: configMap, key } },
});

/** Database role that Airflow connects as. Not the master user, whose password AWS rotates. */
export const databaseUser = 'airflow';

/** Address of the database, for variables that follow. */
export const databaseAddress: IEnvVar[] = [
  fromConfigMap('DATABASE_HOST', databaseConfigMap, 'host'),
  fromConfigMap('DATABASE_PORT', databaseConfigMap, 'port'),
  fromConfigMap('DATABASE_NAME', databaseConfigMap, 'database'),
  fromSecret('DATABASE_PASSWORD', 'database'),
];

const cacheUrl = (index: number) =>
  `rediss://:$(CACHE_TOKEN)@$(CACHE_HOST):$(CACHE_PORT)/${index}?ssl_cert_reqs=CERT_REQUIRED`;

const variables: Record<Access, (environment: Environment) => IEnvVar[]> = {
  database: () => [
    ...databaseAddress,
    {
      name: 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN',
      value: `postgresql+psycopg2://${databaseUser}:$(DATABASE_PASSWORD)@$(DATABASE_HOST):$(DATABASE_PORT)/$(DATABASE_NAME)?sslmode=require`,
    },
  ],
  // Results go to the cache as well, so that workers need no database.
  queue: () => [
    fromConfigMap('CACHE_HOST', cacheConfigMap, 'host'),
    fromConfigMap('CACHE_PORT', cacheConfigMap, 'port'),
    fromSecret('CACHE_TOKEN', 'cache'),
    { name: 'AIRFLOW__CELERY__BROKER_URL', value: cacheUrl(0) },
    { name: 'AIRFLOW__CELERY__RESULT_BACKEND', value: cacheUrl(1) },
  ],
  fernet: () => [fromSecret('AIRFLOW__CORE__FERNET_KEY', 'fernet')],
  jwt: () => [fromSecret('AIRFLOW__API_AUTH__JWT_SECRET', 'jwt')],
  'api-key': () => [fromSecret('AIRFLOW__API__SECRET_KEY', 'apiKey')],
  aws: ({ account }) => [
    {
      name: 'AIRFLOW_CONN_AWS_DEFAULT',
      value: JSON.stringify({ conn_type: 'aws', extra: { region_name: account.region } }),
    },
  ],
  kubernetes: () => [
    {
      name: 'AIRFLOW_CONN_KUBERNETES_DEFAULT',
      value: JSON.stringify({
        conn_type: 'kubernetes',
        extra: { in_cluster: true, namespace: runnerNamespace },
      }),
    },
  ],
};
