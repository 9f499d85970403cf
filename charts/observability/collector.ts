// The ADOT collector: scrapes the cluster's metrics and writes them to Amazon Managed Prometheus.
import type { Chart } from 'cdk8s';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IEnvVar } from 'kubernetes-models/v1';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { metricsConfigMap } from './cloud.ts';
import { collectorName } from './collector-access.ts';
import { collectorConfigFile, healthPort, remoteWriteVariable } from './collector-config.ts';
import { namespace } from './namespace.ts';
import { configChecksum, containerSecurity, podSecurity } from './pod.ts';

/** Pods of the collector. */
export const collectorSelector = selectorLabels('observability', collectorName);

export function collector(chart: Chart, environment: Environment): void {
  const labels = objectLabels(environment, 'observability', collectorName);
  const config = collectorConfigFile(environment);
  const health = { httpGet: { path: '/', port: 'health' }, periodSeconds: 10, timeoutSeconds: 5 };

  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: collectorName, namespace, labels, annotations: inWave(objectWaves.settings) },
    data: { 'config.yaml': config },
  });
  manifest<IDeployment>(chart, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: collectorName, namespace, labels },
    spec: {
      // One, never two at once: both would send the same series, and Managed Prometheus drops
      // what comes out of order (https://github.com/aws-observability/aws-otel-collector/issues/1984).
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: collectorSelector },
      template: {
        metadata: { labels, annotations: configChecksum(config) },
        spec: {
          ...podSecurity,
          serviceAccountName: collectorName,
          // The token is for the Kubernetes API and for the kubelets.
          automountServiceAccountToken: true,
          containers: [
            {
              name: collectorName,
              image: images.adotCollector,
              args: ['--config=/etc/adot/config.yaml'],
              env: [
                { name: 'AWS_REGION', value: environment.account.region },
                // Go gives memory back before the limit kills the process.
                { name: 'GOMEMLIMIT', value: '820MiB' },
                ...remoteWriteAddress(environment),
              ],
              ports: [{ name: 'health', containerPort: healthPort, protocol: 'TCP' }],
              startupProbe: { ...health, failureThreshold: 12 },
              livenessProbe: { ...health, failureThreshold: 3 },
              readinessProbe: { ...health, failureThreshold: 3 },
              resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } },
              securityContext: containerSecurity,
              volumeMounts: [{ name: 'config', mountPath: '/etc/adot', readOnly: true }],
            },
          ],
          volumes: [{ name: 'config', configMap: { name: collectorName } }],
        },
      },
    },
  });
}

/** The address of a workspace that Crossplane makes; the pod waits until its ConfigMap is there. */
function remoteWriteAddress({ observability }: Environment): IEnvVar[] {
  if (observability.metricsWorkspaceId !== undefined) return [];
  const configMapKeyRef = { name: metricsConfigMap, key: 'remoteWriteUrl' };
  return [{ name: remoteWriteVariable, valueFrom: { configMapKeyRef } }];
}
