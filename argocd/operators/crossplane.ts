// Crossplane: turns composite resources into AWS resources.
import { applicationWaves } from '../../charts/kit/waves.ts';
import type { Installation } from '../../envs/index.ts';
import { helmCharts } from '../../versions.ts';
import { definitionsAndRoles, type Operator, webhooks } from '../operator.ts';

interface ContainerResources {
  requests: { cpu: string; memory: string };
  limits: { cpu: string; memory: string };
}

/** https://github.com/crossplane/crossplane/blob/v2.3.4/cluster/charts/crossplane/values.yaml */
interface CrossplaneValues {
  provider: { defaultActivations: string[] };
  leaderElection: boolean;
  replicas: number;
  rbacManager: { replicas: number; leaderElection: boolean };
  resourcesCrossplane: ContainerResources;
  resourcesRBACManager: ContainerResources;
  podSecurityContextCrossplane: object;
  podSecurityContextRBACManager: object;
  securityContextCrossplane: object;
  securityContextRBACManager: object;
}

const pod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const container = {
  runAsUser: 65_532,
  runAsGroup: 65_532,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

export const crossplane: Operator<Installation> = {
  // `crossplane` is the application of packages and compositions.
  name: 'crossplane-core',
  namespace: 'crossplane-system',
  // Crossplane starts the pods of packages without a seccomp profile and without dropping capabilities:
  // https://github.com/crossplane/crossplane/blob/v2.3.4/internal/controller/pkg/runtime/runtime.go
  podSecurity: 'baseline',
  wave: applicationWaves.crossplaneCore,
  chart: helmCharts.crossplane,
  clusterKinds: [...definitionsAndRoles, ...webhooks],
  values: (): CrossplaneValues => ({
    // Nothing is activated by default. The application `crossplane` activates the kinds that are composed,
    // because every activated kind costs API server memory and a controller in the provider.
    provider: { defaultActivations: [] },
    leaderElection: true,
    replicas: 2,
    rbacManager: { replicas: 1, leaderElection: true },
    resourcesCrossplane: {
      requests: { cpu: '250m', memory: '1Gi' },
      // The chart sets a CPU limit that throttles the first reconciliation; this one is out of reach.
      limits: { cpu: '2', memory: '1Gi' },
    },
    resourcesRBACManager: {
      requests: { cpu: '50m', memory: '256Mi' },
      limits: { cpu: '1', memory: '256Mi' },
    },
    podSecurityContextCrossplane: pod,
    podSecurityContextRBACManager: pod,
    securityContextCrossplane: container,
    securityContextRBACManager: container,
  }),
};
