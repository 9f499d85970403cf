// Which component gets which secret: the whole matrix in one place, as environment variables.
import type { IEnvVar } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { namespace as runnerNamespace } from '../helical-runner/names.ts';
import { usesPgbouncer } from './components.ts';
import {
  type Component,
  cacheConfigMap,
  databaseConfigMap,
  executionComponent,
  paths,
  ports,
  serviceHost,
} from './names.ts';
import { restrictedContainer } from './restricted.ts';
import {
  clientSecret,
  generatedSecrets,
  type SecretName,
  secretName,
  versionsInUse,
} from './secret-names.ts';

/** What a component can be given beyond the configuration file. */
export type Access =
  | 'database'
  | 'direct-database'
  | 'queue'
  | 'fernet'
  | 'jwt'
  | 'api-key'
  | 'client-secret'
  | 'aws'
  | 'kubernetes';

/**
 * What each component needs to do its work. Workers have no database, Fernet or JWT key:
 * the execution API hands them decrypted connections, and the scheduler a token for each task.
 */
const accesses: Record<Component, readonly Access[]> = {
  'api-server': ['database', 'fernet', 'jwt', 'api-key', 'client-secret', 'aws'],
  'execution-api': ['database', 'fernet', 'jwt'],
  scheduler: ['database', 'queue', 'fernet', 'jwt'],
  'dag-processor': ['database', 'fernet'],
  triggerer: ['database', 'fernet', 'api-key', 'aws', 'kubernetes'],
  worker: ['queue', 'api-key', 'aws', 'kubernetes'],
  flower: ['queue'],
  // Straight to the database: a migration holds locks for longer than a pooler’s transaction.
  migration: ['direct-database'],
  history: ['direct-database'],
  reaper: ['database'],
  pgbouncer: [],
  'database-role': [],
};

/** Accesses of a component in one environment. */
export function accessOf({ airflow }: Environment, component: Component): Access[] {
  return accesses[component].filter((access) => access !== 'client-secret' || airflow.openIdConnect);
}

/** Environment variables of one component, in the order of its accesses. */
export function environmentVariables(environment: Environment, component: Component): IEnvVar[] {
  return [
    { name: 'AIRFLOW_CONFIG', value: `${paths.configuration}/airflow.cfg` },
    ...accessOf(environment, component).flatMap((access) => variables[access](environment)),
  ];
}

/** A variable that is read from the present version of a generated secret. */
export function fromSecret(environment: Environment, name: string, secret: SecretName): IEnvVar {
  return fromSecretVersion(name, secret, environment.airflow.secretVersions[secret]);
}

function fromSecretVersion(name: string, secret: SecretName, version: number): IEnvVar {
  const { key } = generatedSecrets[secret];
  return { name, valueFrom: { secretKeyRef: { name: secretName(secret, version), key } } };
}

/** A variable that is read from what a composite resource published. */
export const fromConfigMap = (name: string, configMap: string, key: string): IEnvVar => ({
  name,
  valueFrom: { configMapKeyRef: { name: configMap, key } },
});

/** Role that owns Airflow’s tables. Nobody signs in as it. */
export const databaseOwner = 'airflow';

/**
 * Database role that Airflow signs in as: one for each version of the password, so that during a rotation
 * the pods of both versions work. Not the master user, whose password AWS rotates.
 */
export const databaseUser = (
  environment: Environment,
  version = environment.airflow.secretVersions.database,
) => `${databaseOwner}_v${version}`;

/** Host, port and name of the database itself, for variables that follow. */
export const databaseAddress: readonly IEnvVar[] = [
  fromConfigMap('DATABASE_HOST', databaseConfigMap, 'host'),
  fromConfigMap('DATABASE_PORT', databaseConfigMap, 'port'),
  fromConfigMap('DATABASE_NAME', databaseConfigMap, 'database'),
];

function databaseVariables(environment: Environment, address: string, encrypted: boolean): IEnvVar[] {
  const target = `${databaseUser(environment)}:$(DATABASE_PASSWORD)@${address}/$(DATABASE_NAME)`;
  // The two drivers spell TLS differently; Airflow would pass psycopg2’s word to asyncpg, which fails.
  const [sync, async] = encrypted ? ['?sslmode=require', '?ssl=require'] : ['', ''];
  return [
    fromSecret(environment, 'DATABASE_PASSWORD', 'database'),
    { name: 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN', value: `postgresql+psycopg2://${target}${sync}` },
    { name: 'AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC', value: `postgresql+asyncpg://${target}${async}` },
  ];
}

const directDatabase = (environment: Environment): IEnvVar[] => [
  ...databaseAddress,
  ...databaseVariables(environment, '$(DATABASE_HOST):$(DATABASE_PORT)', true),
];

const pooledDatabase = (environment: Environment): IEnvVar[] => [
  fromConfigMap('DATABASE_NAME', databaseConfigMap, 'database'),
  ...databaseVariables(environment, `${serviceHost('pgbouncer')}:${ports.pgbouncer}`, false),
];

const cacheUrl = (index: number) =>
  `rediss://:$(CACHE_TOKEN)@$(CACHE_HOST):$(CACHE_PORT)/${index}?ssl_cert_reqs=CERT_REQUIRED`;

const variables: Record<Access, (environment: Environment) => IEnvVar[]> = {
  'direct-database': directDatabase,
  database: (environment) =>
    usesPgbouncer(environment) ? pooledDatabase(environment) : directDatabase(environment),
  // Results go to the cache as well, so that workers need no database.
  queue: (environment) => [
    fromConfigMap('CACHE_HOST', cacheConfigMap, 'host'),
    fromConfigMap('CACHE_PORT', cacheConfigMap, 'port'),
    fromSecret(environment, 'CACHE_TOKEN', 'cache'),
    { name: 'AIRFLOW__CELERY__BROKER_URL', value: cacheUrl(0) },
    { name: 'AIRFLOW__CELERY__RESULT_BACKEND', value: cacheUrl(1) },
  ],
  fernet: (environment) => fernetVariables(environment),
  jwt: (environment) => [fromSecret(environment, 'AIRFLOW__API_AUTH__JWT_SECRET', 'jwt')],
  'api-key': (environment) => [fromSecret(environment, 'AIRFLOW__API__SECRET_KEY', 'apiKey')],
  'client-secret': (environment) => [
    {
      name: 'OIDC_CLIENT_SECRET',
      valueFrom: { secretKeyRef: { name: clientSecret.name(environment), key: clientSecret.key } },
    },
  ],
  aws: ({ account }) => [
    {
      name: 'AIRFLOW_CONN_AWS_DEFAULT',
      value: JSON.stringify({ conn_type: 'aws', extra: { region_name: account.region } }),
    },
  ],
  kubernetes: () => [
    { name: 'AIRFLOW_CONN_KUBERNETES_DEFAULT', value: JSON.stringify(kubernetesConnection) },
  ],
};

/** The present key encrypts; the one before it still decrypts until everything is encrypted anew. */
export function fernetVariables(environment: Environment): IEnvVar[] {
  const name = 'AIRFLOW__CORE__FERNET_KEY';
  const versions = versionsInUse(environment, 'fernet');
  if (versions.length === 1) return [fromSecret(environment, name, 'fernet')];
  const keys = versions.map((version) => ({ variable: `FERNET_KEY_V${version}`, version }));
  return [
    ...keys.map(({ variable, version }) => fromSecretVersion(variable, 'fernet', version)),
    { name, value: keys.map(({ variable }) => `$(${variable})`).join(',') },
  ];
}

/**
 * Where KubernetesPodOperator starts pods, and the sidecar that carries results out of them. By default that is alpine as root;
 * the AWS CLI has a shell as well, and its image is on the node already.
 */
const kubernetesConnection = {
  conn_type: 'kubernetes',
  extra: {
    in_cluster: true,
    namespace: runnerNamespace,
    xcom_sidecar_container_image: images.awsCli,
    xcom_sidecar_container_resources: JSON.stringify({
      requests: { cpu: '10m', memory: '32Mi' },
      limits: { memory: '32Mi' },
    }),
    xcom_sidecar_container_security_context: JSON.stringify(restrictedContainer),
  },
};

/** The component that the workers ask for connections and report to. */
export const executionApiUrl = (environment: Environment) =>
  `http://${serviceHost(executionComponent(environment))}:${ports.apiServer}/execution/`;
