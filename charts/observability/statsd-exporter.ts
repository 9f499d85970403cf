// The StatsD exporter: receives Airflow's metrics over UDP and holds them for the collector.
import type { Chart } from 'cdk8s';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IService } from 'kubernetes-models/v1/Service';
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace } from './namespace.ts';
import { configChecksum, containerSecurity, podSecurity } from './pod.ts';
import { statsdMappingFile } from './statsd-mappings.ts';

const component = 'statsd-exporter';

/** Pods of the exporter. */
export const statsdExporterSelector = selectorLabels('observability', component);

/** Ports: Airflow sends to `statsd` (UDP), the collector reads from `metrics`. */
export const statsdPorts = { statsd: 9125, metrics: 9102 } as const;

export function statsdExporter(chart: Chart, environment: Environment): void {
  const labels = objectLabels(environment, 'observability', component);
  const mappings = statsdMappingFile();
  const settings = { name: component, namespace, labels, annotations: inWave(objectWaves.settings) };

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
    data: { 'mappings.yml': mappings },
  });
  manifest<IService>(chart, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: component, namespace, labels },
    spec: {
      selector: statsdExporterSelector,
      ports: [
        { name: 'statsd', port: statsdPorts.statsd, targetPort: 'statsd', protocol: 'UDP' },
        { name: 'metrics', port: statsdPorts.metrics, targetPort: 'metrics', protocol: 'TCP' },
      ],
    },
  });
  manifest<IDeployment>(chart, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: component, namespace, labels },
    spec: {
      // One: a counter or gauge lives in the memory of the pod that got it. Two would each tell half.
      replicas: 1,
      selector: { matchLabels: statsdExporterSelector },
      // The new pod must be ready first: UDP that nobody receives is lost without an error.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels, annotations: configChecksum(mappings) },
        spec: {
          ...podSecurity,
          serviceAccountName: component,
          automountServiceAccountToken: false,
          containers: [
            {
              name: component,
              image: images.statsdExporter,
              args: [
                '--statsd.mapping-config=/etc/statsd-exporter/mappings.yml',
                `--statsd.listen-udp=:${statsdPorts.statsd}`,
                '--statsd.listen-tcp=',
                `--web.listen-address=:${statsdPorts.metrics}`,
              ],
              ports: [
                { name: 'statsd', containerPort: statsdPorts.statsd, protocol: 'UDP' },
                { name: 'metrics', containerPort: statsdPorts.metrics, protocol: 'TCP' },
              ],
              livenessProbe: {
                httpGet: { path: '/-/healthy', port: 'metrics' },
                periodSeconds: 10,
                timeoutSeconds: 5,
              },
              readinessProbe: {
                httpGet: { path: '/-/ready', port: 'metrics' },
                periodSeconds: 5,
                timeoutSeconds: 5,
              },
              resources: {
                requests: { cpu: '100m', memory: '256Mi' },
                limits: { memory: '256Mi' },
              },
              securityContext: containerSecurity,
              volumeMounts: [{ name: 'config', mountPath: '/etc/statsd-exporter', readOnly: true }],
            },
          ],
          volumes: [{ name: 'config', configMap: { name: component } }],
        },
      },
    },
  });
}
