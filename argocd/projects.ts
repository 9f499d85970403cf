// The AppProjects: which repositories may put which kinds of objects into which namespaces.
import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import type { IAppProjectSpec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProjectSpec';
import type { Chart } from 'cdk8s';
import { objectLabels } from '../charts/kit/labels.ts';
import { manifest } from '../charts/kit/manifest.ts';
import { inWave } from '../charts/kit/waves.ts';
import type { Workload } from '../charts/kit/workload.ts';
import type { Installation } from '../envs/index.ts';
import { type BuiltObject, namespacesOf } from './built-objects.ts';
import { argoNamespace, inCluster, operatorProjectName, projectWave, rootName } from './common.ts';
import { namespacedKinds, type Operator } from './operator.ts';

/** A workload's project: this repository, and exactly the kinds and namespaces that the workload contains. */
export function workloadProject<E>(
  chart: Chart,
  environment: Installation,
  workload: Workload<E>,
  objects: readonly BuiltObject[],
): void {
  const name = workload.application ?? workload.name;
  const namespaces = namespacesOf(objects);
  const clusterScoped = objects.filter((object) => !object.namespace);
  const ownsNamespace = clusterScoped.some(
    (object) => object.kind === 'Namespace' && object.name === workload.namespace,
  );
  project(chart, environment, name, {
    description: `The workload ${name} and nothing else.`,
    sourceRepos: [environment.delivery.repository],
    destinations: destinations(distinct([workload.namespace, ...namespaces])),
    // Only namespaces are allowed by name. Other kinds stay allowed when one of their objects leaves git,
    // or Argo CD could not remove it any more.
    clusterResourceWhitelist: distinct(
      clusterScoped.map(({ group, kind, name }) =>
        kind === 'Namespace' ? { group, kind, name } : { group, kind },
      ),
    ),
    namespaceResourceWhitelist: distinct(
      objects.filter((object) => object.namespace).map(({ group, kind }) => ({ group, kind })),
    ),
    // Only in namespaces that are ours alone: in a shared one everything of the others would be reported.
    ...(ownsNamespace ? { orphanedResources: orphanedResources(objects) } : {}),
  });
}

/** Reports what nobody manages; but tasks start the pods of a PodTemplate themselves, without an owner. */
function orphanedResources(objects: readonly BuiltObject[]): IAppProjectSpec['orphanedResources'] {
  const startsPods = objects.some((object) => object.kind === 'PodTemplate');
  return { warn: true, ...(startsPods ? { ignore: [{ group: '', kind: 'Pod' }] } : {}) };
}

/** The project of the operators: their chart repositories, namespaces and kinds. */
export function operatorProject<E>(
  chart: Chart,
  environment: Installation,
  operators: readonly Operator<E>[],
): void {
  const namespaces = operators.flatMap((operator) => [
    operator.namespace,
    ...(operator.otherNamespaces ?? []),
  ]);
  project(chart, environment, operatorProjectName, {
    description: 'Third-party operators from their official Helm charts.',
    sourceRepos: distinct(operators.map((operator) => operator.chart.repository)),
    destinations: destinations(distinct(namespaces)),
    clusterResourceWhitelist: distinct([
      ...operators
        .filter((operator) => operator.podSecurity)
        .map(({ namespace }) => ({
          group: '',
          kind: 'Namespace',
          name: namespace,
        })),
      ...operators.flatMap((operator) => operator.clusterKinds),
    ]),
    namespaceResourceWhitelist: [...namespacedKinds],
  });
}

/** The root's project: it may create projects and applications in Argo CD's namespace, nothing else. */
export function rootProject(chart: Chart, environment: Installation): void {
  project(chart, environment, rootName, {
    description: 'The root application.',
    sourceRepos: [environment.delivery.repository],
    destinations: destinations([argoNamespace]),
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: 'argoproj.io', kind: 'Application' },
    ],
  });
}

/** Argo CD makes a project `default` that allows everything. This one allows nothing. */
export function lockedDefaultProject(chart: Chart, environment: Installation): void {
  project(chart, environment, 'default', {
    description: 'Allows nothing; every application names its own project.',
    sourceRepos: [],
    destinations: [],
    clusterResourceWhitelist: [],
    namespaceResourceBlacklist: [{ group: '*', kind: '*' }],
  });
}

function project(chart: Chart, environment: Installation, name: string, spec: IAppProjectSpec): void {
  manifest<IAppProject>(chart, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name,
      namespace: argoNamespace,
      labels: objectLabels(environment, name),
      annotations: inWave(projectWave),
    },
    spec,
  });
}

function destinations(namespaces: readonly string[]): { server: string; namespace: string }[] {
  return [...namespaces].sort().map((namespace) => ({ server: inCluster, namespace }));
}

/** The different items in a fixed order, whatever the order of building. */
function distinct<T>(items: readonly T[]): T[] {
  const byKey = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as T);
}
