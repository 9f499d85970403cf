// NVIDIA device plugin: offers the GPUs of a node to Kubernetes. Without it a GPU node never becomes ready for jobs.

import { gpuNodeLabel, gpuToleration } from '../../charts/karpenter/taints.ts';
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import type { Operator } from '../operator.ts';

/** https://github.com/NVIDIA/k8s-device-plugin/blob/v0.19.1/deployments/helm/nvidia-device-plugin/values.yaml */
interface DevicePluginValues {
  gfd: { enabled: boolean };
  nodeSelector: Record<string, string>;
  tolerations: { key: string; operator: 'Exists'; effect: string }[];
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

export const nvidiaDevicePlugin: Operator = {
  name: 'nvidia-device-plugin',
  namespace: 'nvidia-device-plugin',
  // It mounts the kubelet's device plugin folder from the node.
  podSecurity: 'privileged',
  wave: applicationWaves.operators,
  chart: helmCharts.nvidiaDevicePlugin,
  clusterKinds: [
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
  ],
  values: (): DevicePluginValues => ({
    // Feature discovery would label what the node pool labels already.
    gfd: { enabled: false },
    nodeSelector: gpuNodeLabel,
    tolerations: [gpuToleration],
    resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  }),
};
