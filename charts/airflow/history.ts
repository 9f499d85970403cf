// The weekly clean-up of the metadata database: old rows leave it, and are kept as CSV files in the logs bucket.
import type { Chart } from 'cdk8s';
import type { ICronJob } from 'kubernetes-models/batch/v1';
import type { IContainer } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { archiveFolder } from './cloud-access.ts';
import { bucketNames, namespace, objectName } from './names.ts';
import { airflowContainer, airflowPod } from './pod.ts';
import { restrictedContainer } from './restricted.ts';

const archive = { name: 'archive', mountPath: '/archive' };
const resources = { cpuMillis: 200, memoryMiB: 1024 };

export function addHistory(chart: Chart, environment: Environment): void {
  const component = 'history';
  // In three steps, so that an archive leaves the database only after it has reached the bucket.
  const template = airflowPod(environment, {
    component,
    args: ['bash', '-ec', 'airflow db drop-archived --yes'],
    resources,
    terminationGracePeriodSeconds: 60,
    restartPolicy: 'Never',
    initContainers: [exportArchive(environment), uploadArchive(environment)],
    volumes: [{ name: archive.name, emptyDir: { sizeLimit: '20Gi' } }],
  });
  manifest<ICronJob>(chart, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name: objectName(component),
      namespace,
      labels: objectLabels(environment, namespace, component),
    },
    spec: {
      schedule: '0 3 * * 6',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        spec: {
          backoffLimit: 1,
          activeDeadlineSeconds: 6 * 3600,
          ttlSecondsAfterFinished: 7 * 86_400,
          template,
        },
      },
    },
  });
}

/** Moves old rows to archive tables, and writes those to files. */
function exportArchive(environment: Environment): IContainer {
  const { historyDays } = environment.airflow;
  return airflowContainer(environment, {
    name: 'export',
    component: 'history',
    resources,
    args: [
      'bash',
      '-ec',
      [
        `airflow db clean --yes --error-on-cleanup-failure --clean-before-timestamp "$(date --utc --date '-${historyDays} days' +%Y-%m-%dT%H:%M:%S+00:00)"`,
        `airflow db export-archived --yes --export-format csv --output-path ${archive.mountPath}`,
      ].join('\n'),
    ],
    mounts: [archive],
  });
}

function uploadArchive(environment: Environment): IContainer {
  const target = `s3://${bucketNames(environment).logs}/${archiveFolder}`;
  return {
    name: 'upload',
    image: images.awsCli,
    command: [
      '/bin/sh',
      '-ec',
      `aws s3 cp ${archive.mountPath} "${target}/$(date -u +%Y-%m-%d)/" --recursive --no-progress`,
    ],
    env: [
      { name: 'AWS_REGION', value: environment.account.region },
      { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' },
      { name: 'HOME', value: '/tmp' },
    ],
    resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { ...archive, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
