// Taints of the nodes, and who must tolerate them.
import type { Environment } from '../../envs/index.ts';

interface Taint {
  key: string;
  value?: string;
  effect: 'NoSchedule' | 'NoExecute';
}

/** Keeps everything but GPU jobs and node agents off GPU nodes. */
export const gpuTaint: Taint = { key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' };

/** The toleration of `gpuTaint`: for GPU jobs, the device plugin and every DaemonSet that GPU nodes need. */
export const gpuToleration = { key: gpuTaint.key, operator: 'Exists', effect: gpuTaint.effect } as const;

/** Marks GPU nodes for the device plugin, whose chart looks for this label. */
export const gpuNodeLabel = { 'nvidia.com/gpu.present': 'true' } as const;

/** Taints of a new node until its agents are ready. The EFS driver removes this one itself. */
export function startupTaints(environment: Environment): Taint[] {
  return environment.airflow.dags.source === 'efs'
    ? [{ key: 'efs.csi.aws.com/agent-not-ready', effect: 'NoExecute' }]
    : [];
}
