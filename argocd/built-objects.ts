// What a workload really contains, so that its project allows exactly that and nothing else.
import { ApiObject, App, Chart } from 'cdk8s';
import type { Workload } from '../charts/kit/workload.ts';
import { apiGroup } from '../crossplane/engine/cloud-api.ts';
import { cloudApis } from '../crossplane/index.ts';

/** One object of a workload, as far as delivery looks at it. */
export interface BuiltObject {
  /** API group; empty for the core group. */
  group: string;
  kind: string;
  name: string;
  /** Absent for cluster-scoped objects. */
  namespace?: string;
}

/**
 * Lists the objects of the workload. If the app of `beside` holds the workload's chart already, that chart is read;
 * building it a second time would take as long as everything else together.
 */
export function objectsOf<E>(workload: Workload<E>, environment: E, beside: Chart): BuiltObject[] {
  const chart = beside.node.scope?.node.tryFindChild(workload.name) ?? build(workload, environment);
  return chart.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => ({
      group: object.apiGroup === 'core' ? '' : object.apiGroup,
      kind: object.kind,
      name: object.name,
      ...(object.metadata.namespace ? { namespace: object.metadata.namespace } : {}),
    }));
}

function build<E>(workload: Workload<E>, environment: E): Chart {
  const chart = new Chart(new App(), workload.name, { disableResourceNameHashes: true });
  workload.build(chart, environment);
  return chart;
}

/** True when the kind belongs to a CRD, so that the API server may not know it yet. */
export function isCustom(object: BuiltObject): boolean {
  return object.group.includes('.') && !object.group.endsWith('.k8s.io');
}

/** API groups whose objects stand for something outside: managed resources, their definitions, running nodes. */
const standForMore = [/(^|\.)crossplane\.io$/, /(^|\.)aws\.m\.upbound\.io$/, /^karpenter\./];

const statefulKinds = new Set(cloudApis.filter((api) => api.stateful).map((api) => api.kind));

/** True when deleting the object would take data or running nodes with it. */
export function isPrecious({ group, kind }: BuiltObject): boolean {
  if (group === apiGroup) return statefulKinds.has(kind);
  return kind === 'PersistentVolumeClaim' || standForMore.some((pattern) => pattern.test(group));
}

/** The different namespaces of the objects, sorted. */
export function namespacesOf(objects: readonly BuiltObject[]): string[] {
  return [...new Set(objects.flatMap((object) => object.namespace ?? []))].sort();
}
