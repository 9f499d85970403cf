// Argo CD itself: installed once by hand with these values, from then on its own application.
import { dump } from 'js-yaml';
import type { Installation } from '../../envs/index.ts';
import { helmCharts } from '../../versions.ts';
import { argoNamespace } from '../common.ts';
import { healthCustomizations } from '../health/index.ts';
import { definitionsAndRoles, type Operator } from '../operator.ts';

interface Component {
  replicas?: number;
  pdb?: { enabled: boolean; maxUnavailable: number };
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

/** https://github.com/argoproj/argo-helm/blob/argo-cd-10.4.0/charts/argo-cd/values.yaml */
interface ArgoCdValues {
  crds: { install: boolean; keep: boolean };
  global: { networkPolicy: { create: boolean; defaultDenyIngress: boolean } };
  configs: {
    cm: Record<string, string>;
    params: Record<string, string>;
  };
  controller: Component & { env: { name: string; value: string }[] };
  repoServer: Component;
  server: Component;
  redis: Component;
  applicationSet: Component;
  dex: { enabled: boolean };
  notifications: { enabled: boolean };
}

/** Kinds that change all the time and that nobody manages from git. The first three are Argo CD's own choice. */
const excluded = [
  { apiGroups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'SelfSubjectReview',
      'TokenReview',
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
    ],
  },
  // One for each use of a provider configuration; they would fill the resource tree.
  { apiGroups: ['*'], kinds: ['ProviderConfigUsage'] },
].map((entry) => ({ ...entry, clusters: ['*'] }));

const size = (cpu: string, memory: string): Component['resources'] => ({
  requests: { cpu, memory },
  limits: { memory },
});
const oneMayGo = { enabled: true, maxUnavailable: 1 };

export const argoCd: Operator<Installation> = {
  name: 'argo-cd',
  releaseName: 'argocd',
  namespace: argoNamespace,
  podSecurity: 'restricted',
  // Before everything: what it applies depends on its own health checks.
  wave: -60,
  chart: helmCharts.argoCd,
  clusterKinds: definitionsAndRoles,
  values: (): ArgoCdValues => ({
    crds: { install: true, keep: true },
    global: { networkPolicy: { create: true, defaultDenyIngress: true } },
    configs: {
      cm: {
        'application.resourceTrackingMethod': 'annotation',
        'resource.customizations': healthCustomizations(),
        'resource.exclusions': dump(excluded, { lineWidth: -1 }),
        // People come in with their Kubernetes identity (`argocd --core`); a shared password has no owner.
        'admin.enabled': 'false',
        'exec.enabled': 'false',
        'users.anonymous.enabled': 'false',
        'statusbadge.enabled': 'false',
        'timeout.reconciliation': '180s',
      },
      params: {
        // The API server computes the difference, so fields that it defaults are no drift.
        'controller.diff.server.side': 'true',
        'applicationsetcontroller.policy': 'create-update',
      },
    },
    controller: {
      // Crossplane brings many kinds; with the default of 50 requests a second a first sync crawls:
      // https://docs.crossplane.io/latest/guides/crossplane-with-argo-cd/
      env: [{ name: 'ARGOCD_K8S_CLIENT_QPS', value: '300' }],
      resources: size('500m', '2Gi'),
    },
    repoServer: { replicas: 2, pdb: oneMayGo, resources: size('250m', '1Gi') },
    server: { replicas: 2, pdb: oneMayGo, resources: size('100m', '512Mi') },
    redis: { resources: size('100m', '256Mi') },
    applicationSet: { replicas: 0, resources: size('50m', '128Mi') },
    dex: { enabled: false },
    notifications: { enabled: false },
  }),
};
