// The Crossplane packages of an environment: AWS providers, functions, and how the providers sign in.

import type { IManagedResourceActivationPolicy } from '@crossplane-models/crossplane/apiextensions.crossplane.io/v1alpha1';
import type { IFunction, IProvider } from '@crossplane-models/crossplane/pkg.crossplane.io/v1';
import type { IDeploymentRuntimeConfig } from '@crossplane-models/crossplane/pkg.crossplane.io/v1beta1';
import type {
  IClusterProviderConfig,
  IProviderConfig,
} from '@crossplane-models/provider-upjet-aws/aws.m.upbound.io/v1beta1';
import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import type { Installation } from '../envs/index.ts';
import { packages } from '../versions.ts';
import { composedAwsKinds, composedKubernetesKinds, pluralOf, providerFamilies } from './composed-kinds.ts';
import type { AnyCloudApi } from './engine/cloud-api.ts';
import { roleArn } from './roles.ts';

const { registry, providerAws } = packages;

/** Name that Crossplane gives the family package when a provider pulls it in; ours must be the same object. */
const familyName = 'crossplane-contrib-provider-family-aws';

const functionRuntime = 'function';

const runtimeConfigRef = (name: string) =>
  ({ apiVersion: 'pkg.crossplane.io/v1beta1', kind: 'DeploymentRuntimeConfig', name }) as const;

/** Providers that the compositions need, each with its own service account and IAM role. */
export function providers(apis?: readonly AnyCloudApi[]): IProvider[] {
  const common = { revisionHistoryLimit: 2, packagePullPolicy: 'IfNotPresent' } as const;
  return [
    {
      apiVersion: 'pkg.crossplane.io/v1',
      kind: 'Provider',
      metadata: { name: familyName },
      spec: { package: `${registry}/provider-family-aws:${providerAws}`, ...common },
    },
    ...providerFamilies(apis).map(
      (family): IProvider => ({
        apiVersion: 'pkg.crossplane.io/v1',
        kind: 'Provider',
        metadata: { name: `provider-aws-${family}` },
        spec: {
          package: `${registry}/provider-aws-${family}:${providerAws}`,
          runtimeConfigRef: runtimeConfigRef(`provider-aws-${family}`),
          ...common,
        },
      }),
    ),
  ];
}

/** How each provider runs: its service account assumes the role of its family and no other. */
export function runtimeConfigs(
  environment: Installation,
  apis?: readonly AnyCloudApi[],
): IDeploymentRuntimeConfig[] {
  const ofProviders = providerFamilies(apis).map(
    (family): IDeploymentRuntimeConfig => ({
      apiVersion: 'pkg.crossplane.io/v1beta1',
      kind: 'DeploymentRuntimeConfig',
      metadata: { name: `provider-aws-${family}` },
      spec: {
        deploymentTemplate: restrictedDeployment({ cpu: '100m', memory: '512Mi' }),
        serviceAccountTemplate: {
          metadata: {
            name: `provider-aws-${family}`,
            annotations: { 'eks.amazonaws.com/role-arn': roleArn(environment, `crossplane-${family}`) },
          },
        },
      },
    }),
  );
  return [
    ...ofProviders,
    {
      apiVersion: 'pkg.crossplane.io/v1beta1',
      kind: 'DeploymentRuntimeConfig',
      metadata: { name: functionRuntime },
      spec: { deploymentTemplate: restrictedDeployment({ cpu: '50m', memory: '128Mi' }) },
    },
  ];
}

/** Crossplane would start package pods without a seccomp profile, with all capabilities and without limits. */
function restrictedDeployment(requests: { cpu: string; memory: string }) {
  return {
    spec: {
      selector: {},
      template: {
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' as const } },
          containers: [
            {
              // The name by which Crossplane knows the container of a package.
              name: 'package-runtime',
              resources: { requests, limits: { memory: requests.memory } },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  };
}

/** Functions that the compositions run. */
export function functions(): IFunction[] {
  const versions = {
    'function-patch-and-transform': packages.functionPatchAndTransform,
    'function-auto-ready': packages.functionAutoReady,
  };
  return Object.entries(versions).map(([name, version]) => ({
    apiVersion: 'pkg.crossplane.io/v1',
    kind: 'Function',
    metadata: { name },
    spec: {
      package: `${registry}/${name}:${version}`,
      runtimeConfigRef: runtimeConfigRef(functionRuntime),
      revisionHistoryLimit: 2,
      packagePullPolicy: 'IfNotPresent',
    },
  }));
}

/** Only the kinds that a composition uses get a CRD; the provider has hundreds. */
export function activationPolicy(apis?: readonly AnyCloudApi[]): IManagedResourceActivationPolicy {
  return {
    apiVersion: 'apiextensions.crossplane.io/v1alpha1',
    kind: 'ManagedResourceActivationPolicy',
    metadata: { name: 'helical' },
    spec: { activate: composedAwsKinds(apis).map(({ group, kind }) => `${pluralOf(kind)}.${group}`) },
  };
}

/** Managed resources sign in with the web identity of their provider's service account. */
export function providerConfig(): IClusterProviderConfig {
  return {
    apiVersion: 'aws.m.upbound.io/v1beta1',
    kind: 'ClusterProviderConfig',
    metadata: { name: 'default' },
    spec: { credentials: { source: 'IRSA' } },
  };
}

/**
 * Managed resources of one namespace at the hub: each provider goes on from its own role to the role `foundation` in
 * the account of the environment. No other namespace can use this configuration.
 */
export function foundationProviderConfig(
  environment: Pick<Installation, 'name' | 'account'>,
  namespace: string,
): IProviderConfig {
  return {
    apiVersion: 'aws.m.upbound.io/v1beta1',
    kind: 'ProviderConfig',
    metadata: { name: 'default', namespace },
    spec: {
      credentials: { source: 'IRSA' },
      assumeRoleChain: [{ roleARN: roleArn(environment, 'foundation') }],
    },
  };
}

/** Lets Crossplane compose the Kubernetes kinds of our compositions, and nothing else. */
export function composedKindsRole(apis?: readonly AnyCloudApi[]): IClusterRole {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: 'helical-crossplane-composed-kinds',
      labels: { 'rbac.crossplane.io/aggregate-to-crossplane': 'true' },
    },
    rules: composedKubernetesKinds(apis).map(({ group, kind }) => ({
      apiGroups: [group],
      resources: [pluralOf(kind)],
      verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
    })),
  };
}
