// NVIDIA's DCGM exporter on every GPU node: load, memory, temperature, power and errors of the GPUs, for the collector.
import type { Chart } from 'cdk8s';
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { gpuNodeLabel, gpuToleration } from '../karpenter/taints.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace } from './namespace.ts';
import { configChecksum, containerSecurity, podSecurity } from './pod.ts';

const component = 'dcgm-exporter';

/** Pods of the exporter. */
export const dcgmExporterSelector = selectorLabels('observability', component);

/** Port that the collector reads from. */
export const dcgmPort = 9400;

/** True when the environment has nodes with GPUs. */
export function hasGpus({ nodes }: Pick<Environment, 'nodes'>): boolean {
  return nodes.gpu.gpuLimit > 0;
}

/**
 * What is measured: https://docs.nvidia.com/datacenter/dcgm/latest/dcgm-api/dcgm-api-field-ids.html
 * Profiling fields (DCGM_FI_PROF_…) are left out: they need root and CAP_SYS_ADMIN.
 */
const fields = [
  ['DCGM_FI_DEV_GPU_UTIL', 'Time in which the GPU worked (%).'],
  ['DCGM_FI_DEV_FB_USED', 'Memory in use (MiB).'],
  ['DCGM_FI_DEV_FB_FREE', 'Free memory (MiB).'],
  ['DCGM_FI_DEV_GPU_TEMP', 'Temperature (Celsius).'],
  ['DCGM_FI_DEV_POWER_USAGE', 'Power draw (W).'],
  ['DCGM_FI_DEV_XID_ERRORS', 'Number of the last error; 0 when there was none.'],
] as const;

/** Adds the exporter where the environment has GPUs. */
export function dcgmExporter(chart: Chart, environment: Environment): void {
  if (!hasGpus(environment)) return;
  const labels = objectLabels(environment, 'observability', component);
  const settings = { name: component, namespace, labels, annotations: inWave(objectWaves.settings) };
  const counters = fields.map(([name, help]) => `${name}, gauge, ${help}\n`).join('');
  const health = { httpGet: { path: '/health', port: 'metrics' }, timeoutSeconds: 5 };

  manifest<IServiceAccount>(chart, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: settings,
    automountServiceAccountToken: false,
  });
  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: settings,
    data: { 'counters.csv': counters },
  });
  manifest<IDaemonSet>(chart, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: component, namespace, labels },
    spec: {
      selector: { matchLabels: dcgmExporterSelector },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels, annotations: configChecksum(counters) },
        spec: {
          ...podSecurity,
          serviceAccountName: component,
          automountServiceAccountToken: false,
          nodeSelector: gpuNodeLabel,
          tolerations: [gpuToleration],
          containers: [
            {
              name: component,
              // The image asks the NVIDIA runtime of the node for all GPUs, without taking one away from jobs.
              image: images.dcgmExporter,
              env: [
                { name: 'DCGM_EXPORTER_LISTEN', value: `:${dcgmPort}` },
                { name: 'DCGM_EXPORTER_COLLECTORS', value: '/etc/helical/counters.csv' },
                // Which pod has which GPU is told by a socket of the kubelet that only root reads.
                // A GPU node runs few jobs, so the node says enough.
                { name: 'DCGM_EXPORTER_KUBERNETES', value: 'false' },
              ],
              ports: [{ name: 'metrics', containerPort: dcgmPort, protocol: 'TCP' }],
              startupProbe: { ...health, periodSeconds: 10, failureThreshold: 12 },
              livenessProbe: { ...health, periodSeconds: 30 },
              readinessProbe: { ...health, periodSeconds: 10 },
              resources: {
                requests: { cpu: '100m', memory: '512Mi' },
                limits: { memory: '512Mi' },
              },
              securityContext: containerSecurity,
              volumeMounts: [
                { name: 'config', mountPath: '/etc/helical', readOnly: true },
                { name: 'run', mountPath: '/run' },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: component } },
            { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
            { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
          ],
        },
      },
    },
  });
}
