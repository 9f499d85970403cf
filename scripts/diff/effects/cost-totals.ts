// What pods request together, before and after: of workloads with a number of replicas, and of those that a scaler runs.
import type { EnvironmentChange, ObjectChange } from '../change.ts';
import { fieldOf } from './cluster/kinds.ts';
import { podResources } from './pod-resources.ts';

/** Something that drives cost, with before and after. */
export interface Limit {
  readonly text: string;
  readonly grows: boolean;
  readonly path?: string;
}

/** What all pods of a changed workload request together. */
export function requestedTotals({ from, to }: ObjectChange): Limit[] {
  const before = from && podResources(from.manifest);
  const after = to && podResources(to.manifest);
  if (!before || !after) return [];
  const limits: Limit[] = [];
  for (const { name, show } of totals) {
    const [left, right] = [before[name], after[name]];
    if (left === right) continue;
    limits.push({ text: `${show(left)} → ${show(right)} requested by all pods`, grows: right > left });
  }
  return limits;
}

/** What the pods of a scaler request together when all of them run. */
export function scaledTotals(change: ObjectChange, environment: EnvironmentChange): Limit[] {
  const field = change.fields.find(({ path }) => /^spec\.(maxReplicaCount|maxReplicas)$/.test(path));
  if (!field || !change.to) return [];
  const [before, after] = [Number(field.from), Number(field.to)];
  const { manifest } = change.to;
  const target = fieldOf(manifest, 'spec.scaleTargetRef.name');
  const kind = fieldOf(manifest, 'spec.scaleTargetRef.kind') ?? 'Deployment';
  const found = environment.to.find(
    ({ manifest: { kind: ownKind, metadata } }) =>
      ownKind === kind && metadata.name === target && metadata.namespace === manifest.metadata.namespace,
  );
  const pods = found && podResources(found.manifest);
  if (!pods || Number.isNaN(before) || Number.isNaN(after)) return [];
  return totals.flatMap(({ name, show }): Limit[] => {
    const each = pods[name] / Math.max(1, pods.replicas);
    if (each === 0) return [];
    const text = `${show(before * each)} → ${show(after * each)} requested when all of them run`;
    return [{ text, grows: after > before }];
  });
}

const totals = [
  { name: 'cpu', show: (cores: number) => `${Number(cores.toFixed(3))} CPU` },
  { name: 'memory', show: (bytes: number) => `${Number((bytes / 1024 ** 3).toFixed(2))} GiB of memory` },
  { name: 'gpus', show: (gpus: number) => `${gpus} GPU` },
] as const;
