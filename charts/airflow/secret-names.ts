// Which secrets Airflow has, what each is called, and in which version it is used.
import type { Environment } from '../../envs/index.ts';
import { cacheAuthSecret, objectName } from './names.ts';

/** A secret that External Secrets generates once and keeps in Secrets Manager. */
export interface GeneratedSecret {
  /** Name of the Kubernetes Secret, before its version. */
  name: string;
  key: string;
  /** What it protects, as Secrets Manager shows it. */
  purpose: string;
  /** Characters, all of them letters and digits, because some become parts of URLs. */
  length: number;
  /** Whether pods get the value in base64. */
  base64?: boolean;
  /** Whether the Kubernetes Secret keeps its name when the version changes. */
  fixedName?: boolean;
}

export type SecretName = 'database' | 'cache' | 'fernet' | 'jwt' | 'apiKey' | 'admin';

export const generatedSecrets: Record<SecretName, GeneratedSecret> = {
  database: {
    name: objectName('database-credentials'),
    key: 'password',
    purpose: 'Password of the database role of Airflow.',
    length: 48,
  },
  // The Cache composite resource knows the Secret by its name; ElastiCache accepts the old token for a while.
  cache: {
    name: cacheAuthSecret,
    key: 'token',
    purpose: 'Token of the Celery queue.',
    length: 64,
    fixedName: true,
  },
  // Fernet takes 32 bytes in URL-safe base64. Of letters and digits, base64 makes neither + nor /.
  fernet: {
    name: objectName('fernet-key'),
    key: 'key',
    purpose: 'Encrypts connections and variables in the metadata database.',
    length: 32,
    base64: true,
  },
  jwt: {
    name: objectName('jwt-secret'),
    key: 'secret',
    purpose: 'Signs the tokens of users and of running tasks.',
    length: 64,
  },
  apiKey: {
    name: objectName('api-secret-key'),
    key: 'key',
    purpose: 'Signs sessions and requests for task logs.',
    length: 64,
  },
  admin: {
    name: objectName('admin'),
    key: 'password',
    purpose: 'Password of the first administrator.',
    length: 32,
  },
};

/** Secrets that this environment generates. With OpenID Connect nobody has a password. */
export function generatedNames({ airflow }: Environment): SecretName[] {
  const names: SecretName[] = ['database', 'cache', 'fernet', 'jwt', 'apiKey'];
  return airflow.openIdConnect ? names : [...names, 'admin'];
}

/** Versions of a secret that pods read: the present one, and the Fernet key before it, to decrypt what is older. */
export function versionsInUse({ airflow }: Environment, name: SecretName): number[] {
  const version = airflow.secretVersions[name];
  return name === 'fernet' && version > 1 ? [version, version - 1] : [version];
}

/**
 * Name of the Kubernetes Secret in one version. A new version is a new name, so that the pods that use it
 * restart, and none starts with the old value.
 */
export function secretName(name: SecretName, version: number): string {
  const secret = generatedSecrets[name];
  return secret.fixedName ? secret.name : `${secret.name}-v${version}`;
}

/** Name of a secret in Secrets Manager. The IAM policy of External Secrets allows this prefix alone. */
export function remoteKey(environment: Environment, name: string, version: number): string {
  return `${remotePrefix(environment)}/${name}-v${version}`;
}

export const remotePrefix = (environment: Environment) => `helical/${environment.name}/airflow`;

/** A secret that somebody brings, because only the other side can make it. */
export interface BroughtSecret {
  /** Name in Secrets Manager, before its version. */
  name: string;
  version: number;
  /** What it is, as Secrets Manager shows it. */
  purpose: string;
}

/** Secrets that people put into Secrets Manager, in the version that is used. */
export function broughtSecrets({ airflow }: Environment): BroughtSecret[] {
  const { git, clientSecret: client } = airflow.secretVersions;
  const needsGit = airflow.dags.source === 'git-sync' && airflow.dags.credentials !== 'none';
  return [
    ...(needsGit ? [{ name: 'git', version: git, purpose: 'Credentials of git-sync.' }] : []),
    ...(airflow.openIdConnect
      ? [{ name: 'client-secret', version: client, purpose: 'Client secret at the OpenID Connect provider.' }]
      : []),
  ];
}

/** The Secret of git-sync’s credentials; its entry in Secrets Manager is JSON with one property for each key. */
export const gitSecret = {
  name: (environment: Environment) =>
    `${objectName('git-credentials')}-v${environment.airflow.secretVersions.git}`,
  keys: {
    none: [],
    'ssh-key': ['ssh-key', 'known-hosts'],
    'github-app': ['application-id', 'installation-id', 'private-key'],
  },
} as const;

/** The Secret of the client secret at the OpenID Connect provider. */
export const clientSecret = {
  name: (environment: Environment) =>
    `${objectName('client-secret')}-v${environment.airflow.secretVersions.clientSecret}`,
  key: 'client-secret',
} as const;
