// Renews the API key of Grafana every week: it deletes the key's object, and Crossplane makes a new key in the same Secret.
import type { Chart } from 'cdk8s';
import type { ICronJob } from 'kubernetes-models/batch/v1';
import type { IRole, IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import type { IServiceAccount } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { containerSecurity, podSecurity } from '../observability/pod.ts';
import { keyRenewal, namespace, workspaceName } from './names.ts';

const apiGroup = 'grafana.aws.m.upbound.io';
const resource = 'workspaceapikeys';
const keyName = `${workspaceName}-grafana-api-key`;
const rbacGroup = 'rbac.authorization.k8s.io';

export function addKeyRenewal(chart: Chart, environment: Environment): void {
  const labels = objectLabels(environment, 'grafana', keyRenewal);
  const metadata = { name: keyRenewal, namespace, labels };
  const settings = { ...metadata, annotations: inWave(objectWaves.settings) };
  manifest<IServiceAccount>(chart, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: settings,
    automountServiceAccountToken: false,
  });
  manifest<IRole>(chart, {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'Role',
    metadata: settings,
    rules: [
      { apiGroups: [apiGroup], resources: [resource], resourceNames: [keyName], verbs: ['get', 'delete'] },
    ],
  });
  manifest<IRoleBinding>(chart, {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'RoleBinding',
    metadata: settings,
    roleRef: { apiGroup: rbacGroup, kind: 'Role', name: keyRenewal },
    subjects: [{ kind: 'ServiceAccount', name: keyRenewal, namespace }],
  });
  manifest<ICronJob>(chart, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      // Monday morning, so that people are there when something goes wrong.
      schedule: '0 6 * * 1',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: 600,
          ttlSecondsAfterFinished: 86_400,
          template: {
            metadata: { labels },
            spec: {
              ...podSecurity,
              serviceAccountName: keyRenewal,
              // The token is for the one object that the Role names.
              automountServiceAccountToken: true,
              restartPolicy: 'Never',
              containers: [
                {
                  name: keyRenewal,
                  image: images.kubectl,
                  // Without waiting: Crossplane's finalizer goes when AWS has deleted the key.
                  args: [
                    'delete',
                    `${resource}.${apiGroup}/${keyName}`,
                    `--namespace=${namespace}`,
                    '--ignore-not-found',
                    '--wait=false',
                  ],
                  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
                  securityContext: containerSecurity,
                },
              ],
            },
          },
        },
      },
    },
  });
}
