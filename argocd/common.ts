// What all applications and projects have in common.
import type { IApplicationSpec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSpec';
import type { Installation } from '../envs/index.ts';

/** Namespace of Argo CD, of its applications and of its projects. */
export const argoNamespace = 'argocd';

/** The cluster that Argo CD itself runs in, the only one it may reach. */
export const inCluster = 'https://kubernetes.default.svc';

/** Sync wave of the projects: an application without its project is refused. */
export const projectWave = -100;

/** Name of the project of the operators. */
export const operatorProjectName = 'operators';

/** Name of the root application and of its project. */
export const rootName = 'helical';

/** Asks a person before Argo CD removes the object that carries it. */
export const confirmRemoval = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' };

type SyncPolicy = NonNullable<IApplicationSpec['syncPolicy']>;

/** The sync policy that the environment asks for, with these options. */
export function syncPolicy(environment: Installation, syncOptions: string[]): SyncPolicy {
  const { delivery } = environment;
  return {
    ...(delivery.syncPolicy === 'automatic'
      ? // An empty folder is a mistake of the generator, never the wish to delete everything.
        { automated: { prune: delivery.prune, selfHeal: true, allowEmpty: false } }
      : {}),
    // About half an hour: webhooks and CRDs of the wave before may need minutes after a first start.
    retry: { limit: 10, backoff: { duration: '15s', factor: 2, maxDuration: '5m' }, refresh: true },
    syncOptions,
  };
}
