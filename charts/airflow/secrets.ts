// The secrets: generated once in the cluster, kept in Secrets Manager, and read from there by External Secrets.
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import type { IPushSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1alpha1/PushSecret';
import type { IPassword } from '@kubernetes-models/external-secrets/generators.external-secrets.io/v1alpha1/Password';
import type { Chart } from 'cdk8s';
import type { IServiceAccount } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { cacheAuthSecret, namespace, objectName, roleArn } from './names.ts';

/** One generated secret: its Kubernetes Secret, the key inside, and the generator’s settings. */
interface GeneratedSecret {
  name: string;
  key: string;
  /** What it protects, for the annotation that a reader of the cluster sees. */
  purpose: string;
  length: number;
  /** Whether pods get the value in base64. */
  base64?: boolean;
}

/** Secrets that nobody has to choose. Letters and digits only: they become parts of URLs. */
export const generatedSecrets = {
  database: {
    name: objectName('database-credentials'),
    key: 'password',
    purpose: 'Password of Airflow’s own database role.',
    length: 48,
  },
  cache: {
    name: cacheAuthSecret,
    key: 'token',
    purpose: 'Token of the Celery queue.',
    length: 64,
  },
  // Fernet takes 32 bytes in URL-safe base64. Of letters and digits, base64 makes neither + nor /.
  fernet: {
    name: objectName('fernet-key'),
    key: 'key',
    purpose: 'Encrypts connections and variables in the database.',
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
} as const satisfies Record<string, GeneratedSecret>;

export type SecretName = keyof typeof generatedSecrets;

const storeName = 'secrets-manager';
const readerName = objectName('external-secrets');

/** Name of a secret in Secrets Manager. The IAM policy of External Secrets allows this prefix alone. */
export function remoteKey(environment: Environment, name: string): string {
  return `helical/${environment.name}/airflow/${name}`;
}

export function addSecrets(chart: Chart, environment: Environment): void {
  addStore(chart, environment);
  for (const [name, secret] of Object.entries(generatedSecrets)) {
    const remote = remoteKey(environment, kebab(name));
    addGenerator(chart, secret, remote);
    addExternalSecret(chart, secret, remote);
  }
}

function addStore(chart: Chart, environment: Environment): void {
  manifest<IServiceAccount>(chart, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: readerName,
      namespace,
      annotations: {
        ...inWave(objectWaves.settings),
        'eks.amazonaws.com/role-arn': roleArn(environment, 'external-secrets'),
      },
    },
    automountServiceAccountToken: false,
  });
  manifest<ISecretStore>(chart, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: storeName, namespace, annotations: inWave(objectWaves.settings) },
    spec: {
      provider: {
        aws: {
          service: 'SecretsManager',
          region: environment.account.region,
          auth: { jwt: { serviceAccountRef: { name: readerName } } },
        },
      },
    },
  });
}

/** Generates a value and stores it in Secrets Manager unless there is one already. */
function addGenerator(chart: Chart, secret: GeneratedSecret, remote: string): void {
  manifest<IPassword>(chart, {
    apiVersion: 'generators.external-secrets.io/v1alpha1',
    kind: 'Password',
    metadata: { name: secret.name, namespace, annotations: inWave(objectWaves.settings) },
    spec: {
      length: secret.length,
      digits: Math.floor(secret.length / 4),
      symbols: 0,
      noUpper: false,
      allowRepeat: true,
    },
  });
  manifest<IPushSecret>(chart, {
    apiVersion: 'external-secrets.io/v1alpha1',
    kind: 'PushSecret',
    metadata: { name: secret.name, namespace, annotations: inWave(objectWaves.settings + 1) },
    spec: {
      // A value that exists stays: another Fernet key would make every stored connection unreadable.
      updatePolicy: 'IfNotExists',
      deletionPolicy: 'None',
      refreshInterval: '1h0m0s',
      secretStoreRefs: [{ name: storeName, kind: 'SecretStore' }],
      selector: {
        generatorRef: {
          apiVersion: 'generators.external-secrets.io/v1alpha1',
          kind: 'Password',
          name: secret.name,
        },
      },
      data: [
        {
          conversionStrategy: 'None',
          match: { secretKey: 'password', remoteRef: { remoteKey: remote } },
          metadata: {
            apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
            kind: 'PushSecretMetadata',
            spec: { secretPushFormat: 'string', description: secret.purpose },
          },
        },
      ],
    },
  });
}

/** Keeps a Kubernetes Secret in step with Secrets Manager. States every default, or Argo CD sees a difference for ever. */
function addExternalSecret(chart: Chart, secret: GeneratedSecret, remote: string): void {
  manifest<IExternalSecret>(chart, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: secret.name, namespace, annotations: inWave(objectWaves.settings + 2) },
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { name: storeName, kind: 'SecretStore' },
      target: {
        name: secret.name,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        ...(secret.base64 ? { template: base64Template(secret.key) } : {}),
      },
      data: [
        {
          secretKey: secret.key,
          remoteRef: {
            key: remote,
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        },
      ],
    },
  });
}

const base64Template = (key: string) => ({
  engineVersion: 'v2' as const,
  mergePolicy: 'Replace' as const,
  data: { [key]: `{{ .${key} | b64enc }}` },
});

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
