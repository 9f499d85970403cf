// One PodTemplate for each job class: the same pod that tasks start, in a form that is read and checked.
import type { Chart } from 'cdk8s';
import type { IPodTemplate } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { jobPod } from './job-class.ts';
import { namespace } from './names.ts';

export function addJobTemplates(chart: Chart, environment: Environment): void {
  for (const jobClass of environment.runner.jobClasses) {
    manifest<IPodTemplate>(chart, {
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name: jobClass.name, namespace, labels: objectLabels(environment, namespace, 'job') },
      template: jobPod(environment, jobClass),
    });
  }
}
