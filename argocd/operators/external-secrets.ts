// External Secrets: keeps Kubernetes Secrets in step with AWS Secrets Manager.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import { definitionsAndRoles, type Operator, webhooks } from '../operator.ts';

interface Resources {
  requests: { cpu: string; memory: string };
  limits: { memory: string };
}

/** https://github.com/external-secrets/external-secrets/blob/main/deploy/charts/external-secrets/values.yaml */
interface ExternalSecretsValues {
  installCRDs: boolean;
  replicaCount: number;
  leaderElect: boolean;
  podDisruptionBudget: { enabled: boolean; minAvailable: number };
  resources: Resources;
  webhook: {
    replicaCount: number;
    podDisruptionBudget: { enabled: boolean; minAvailable: number };
    resources: Resources;
  };
  certController: { resources: Resources };
}

const oneAlways = { enabled: true, minAvailable: 1 };

export const externalSecrets: Operator = {
  name: 'external-secrets',
  namespace: 'external-secrets',
  podSecurity: 'restricted',
  wave: applicationWaves.operators,
  chart: helmCharts.externalSecrets,
  clusterKinds: [...definitionsAndRoles, ...webhooks],
  // No AWS role: each SecretStore names a ServiceAccount of its own namespace, whose role reads its secrets only.
  values: (): ExternalSecretsValues => ({
    installCRDs: true,
    replicaCount: 2,
    leaderElect: true,
    podDisruptionBudget: oneAlways,
    resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    webhook: {
      replicaCount: 2,
      podDisruptionBudget: oneAlways,
      resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '128Mi' } },
    },
    certController: { resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '128Mi' } } },
  }),
};
