// The pods of the job classes as files that DAGs name, so that no image or limit is repeated in Python.
import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { dump } from 'js-yaml';
import type { IConfigMap } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { jobPod } from '../helical-runner/job-class.ts';
import { namespace as runnerNamespace } from '../helical-runner/names.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace, objectName } from './names.ts';

export const jobClassesName = objectName('job-classes');

function jobClassFiles(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    environment.runner.jobClasses.map((jobClass) => {
      const { metadata, spec } = jobPod(environment, jobClass);
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...metadata, namespace: runnerNamespace },
        spec,
      };
      return [`${jobClass.name}.yaml`, dump(pod, { noRefs: true })];
    }),
  );
}

/** Short hash of the files, for pods that must restart when a class changes. */
export function jobClassesChecksum(environment: Environment): string {
  return createHash('sha256')
    .update(JSON.stringify(jobClassFiles(environment)))
    .digest('hex')
    .slice(0, 16);
}

export function addJobClasses(chart: Chart, environment: Environment): void {
  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: jobClassesName,
      namespace,
      labels: objectLabels(environment, namespace),
      annotations: inWave(objectWaves.settings),
    },
    data: jobClassFiles(environment),
  });
}
