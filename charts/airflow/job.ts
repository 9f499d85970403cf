// Jobs of Argo CD’s sync: what has to be done before the components start.
import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { IPodTemplateSpec } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { callerFile } from '../kit/origin.ts';
import { namespace, objectName } from './names.ts';

/** Name of a Job: it carries the image, so that the history of the cluster tells which version did what. */
export const jobName = (purpose: string): string =>
  objectName(`${purpose}-${createHash('sha256').update(images.airflow).digest('hex').slice(0, 10)}`);

/**
 * A hook of the Sync phase. In an early wave it can’t deadlock: nothing that it waits for waits for it.
 * (A PostSync hook waits for healthy pods, which wait for the migration: argoproj/argo-cd#16291.)
 * It has no time to live, because a Job that vanishes by itself looks to Argo CD like a change.
 */
export function addSyncJob(
  chart: Chart,
  environment: Environment,
  { purpose, wave, template }: { purpose: string; wave: number; template: IPodTemplateSpec },
): void {
  manifest<IJob>(
    chart,
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: jobName(purpose),
        namespace,
        labels: objectLabels(environment, namespace, purpose),
        annotations: {
          'argocd.argoproj.io/hook': 'Sync',
          'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
          'argocd.argoproj.io/sync-wave': String(wave),
        },
      },
      spec: { backoffLimit: 3, activeDeadlineSeconds: 1800, template },
    },
    callerFile(import.meta.url),
  );
}
