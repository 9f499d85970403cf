// The root application `helical`: the only one that a person applies. It brings projects and all other applications.
import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { Chart } from 'cdk8s';
import { objectLabels } from '../charts/kit/labels.ts';
import { manifest } from '../charts/kit/manifest.ts';
import type { Installation } from '../envs/index.ts';
import { argoNamespace, inCluster, rootName, syncPolicy } from './common.ts';

export function rootApplication(chart: Chart, environment: Installation): void {
  const { delivery } = environment;
  manifest<IApplication>(chart, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: rootName,
      namespace: argoNamespace,
      labels: objectLabels(environment, rootName),
      // No finalizer: deleting the root leaves every application in place.
    },
    spec: {
      project: rootName,
      source: {
        repoURL: delivery.repository,
        targetRevision: delivery.targetRevision,
        path: `generated/${environment.name}/argocd`,
        // Its own health is made of its children's. As its own child it would wait for itself.
        directory: { exclude: `Application.${rootName}.yaml` },
      },
      destination: { server: inCluster, namespace: argoNamespace },
      syncPolicy: syncPolicy(environment, ['ServerSideApply=true', 'FailOnSharedResource=true']),
      revisionHistoryLimit: 10,
    },
  });
}
