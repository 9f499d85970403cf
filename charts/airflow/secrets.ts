// The secrets as objects: generated once in the cluster, kept in Secrets Manager, and read from there.
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore';
import type { IPushSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1alpha1/PushSecret';
import type { IPassword } from '@kubernetes-models/external-secrets/generators.external-secrets.io/v1alpha1/Password';
import type { Chart } from 'cdk8s';
import { keyAlias } from '../../crossplane/keys.ts';
import type { Environment } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace, secretsReader } from './names.ts';
import {
  clientSecret,
  type GeneratedSecret,
  generatedNames,
  generatedSecrets,
  gitSecret,
  remoteKey,
  secretName,
  versionsInUse,
} from './secret-names.ts';

const store = { name: 'secrets-manager', kind: 'SecretStore' } as const;

/** A version that is no longer used goes last, after the pods that read it. */
const pruneLast = { 'argocd.argoproj.io/sync-options': 'PruneLast=true' };

// Argo CD reports an ExternalSecret without its entry as failed, so the entry has to be there first.
const waves = { store: objectWaves.settings, push: objectWaves.settings + 1, read: objectWaves.settings + 2 };

export function addSecrets(chart: Chart, environment: Environment): void {
  const { airflow } = environment;
  addStore(chart, environment);
  for (const name of generatedNames(environment)) {
    const secret = generatedSecrets[name];
    for (const version of versionsInUse(environment, name)) {
      const remote = remoteKey(environment, kebab(name), version);
      addGenerator(chart, environment, secret, { name: `${secret.name}-v${version}`, remote });
      addExternalSecret(chart, secretName(name, version), [{ key: secret.key, remote }], secret.base64);
    }
  }
  if (airflow.dags.source === 'git-sync') {
    const remote = remoteKey(environment, 'git', airflow.secretVersions.git);
    const keys = gitSecret.keys[airflow.dags.credentials].map((key) => ({ key, remote, property: key }));
    if (keys.length > 0) addExternalSecret(chart, gitSecret.name(environment), keys);
  }
  if (airflow.openIdConnect) {
    const remote = remoteKey(environment, 'client-secret', airflow.secretVersions.clientSecret);
    addExternalSecret(chart, clientSecret.name(environment), [{ key: clientSecret.key, remote }]);
  }
}

/** Secrets Manager, as the ServiceAccount of this namespace may read it. */
function addStore(chart: Chart, environment: Environment): void {
  manifest<ISecretStore>(chart, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { name: store.name, namespace, annotations: inWave(waves.store) },
    spec: {
      provider: {
        aws: {
          service: 'SecretsManager',
          region: environment.account.region,
          auth: { jwt: { serviceAccountRef: { name: secretsReader } } },
        },
      },
    },
  });
}

/** Generates a value and stores it in Secrets Manager unless there is one already. */
function addGenerator(
  chart: Chart,
  environment: Environment,
  secret: GeneratedSecret,
  { name, remote }: { name: string; remote: string },
): void {
  manifest<IPassword>(chart, {
    apiVersion: 'generators.external-secrets.io/v1alpha1',
    kind: 'Password',
    metadata: { name, namespace, annotations: { ...pruneLast, ...inWave(waves.store) } },
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
    metadata: { name, namespace, annotations: { ...pruneLast, ...inWave(waves.push) } },
    spec: {
      // A value that exists stays: another Fernet key would make every stored connection unreadable.
      updatePolicy: 'IfNotExists',
      deletionPolicy: 'None',
      refreshInterval: '1h0m0s',
      secretStoreRefs: [store],
      selector: {
        generatorRef: {
          apiVersion: 'generators.external-secrets.io/v1alpha1',
          kind: 'Password',
          name,
        },
      },
      data: [
        {
          conversionStrategy: 'None',
          match: { secretKey: 'password', remoteRef: { remoteKey: remote } },
          metadata: {
            apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
            kind: 'PushSecretMetadata',
            spec: {
              secretPushFormat: 'string',
              kmsKeyId: `alias/${keyAlias(environment, 'secrets')}`,
              description: secret.purpose,
            },
          },
        },
      ],
    },
  });
}

interface RemoteValue {
  /** Key in the Kubernetes Secret. */
  key: string;
  /** Entry in Secrets Manager. */
  remote: string;
  /** Property of an entry that is JSON. */
  property?: string;
}

/** Keeps a Kubernetes Secret in step with Secrets Manager. States every default, or Argo CD sees a difference for ever. */
function addExternalSecret(chart: Chart, name: string, values: RemoteValue[], base64 = false): void {
  manifest<IExternalSecret>(chart, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace, annotations: { ...pruneLast, ...inWave(waves.read) } },
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: store,
      target: {
        name,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        ...(base64 ? { template: base64Template(values) } : {}),
      },
      data: values.map(({ key, remote, property }) => ({
        secretKey: key,
        remoteRef: {
          key: remote,
          ...(property ? { property } : {}),
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
        },
      })),
    },
  });
}

const base64Template = (values: RemoteValue[]) => ({
  engineVersion: 'v2' as const,
  mergePolicy: 'Replace' as const,
  data: Object.fromEntries(values.map(({ key }) => [key, `{{ .${key} | b64enc }}`])),
});

const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
