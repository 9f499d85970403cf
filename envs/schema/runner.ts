// helical-runner: its image, its kinds of jobs and how many may run.
import { Type } from 'typebox';
import { containerResources, label } from './common.ts';
import { section, text } from './field.ts';

const jobClass = section(
  {
    name: label('Name of the class, as a DAG asks for it.'),
    gpus: Type.Integer({
      minimum: 0,
      maximum: 8,
      unit: 'GPUs',
      description: 'GPUs of one job. 0 runs on general nodes.',
      why: 'No instance type of the GPU node pool has more than 8.',
    }),
    resources: containerResources('Resources of the job.'),
    scratchGiB: Type.Integer({
      minimum: 1,
      maximum: 2000,
      unit: 'GiB',
      description: 'Local disk for the inputs of one job.',
      why: 'The input files are copied to the node before the job starts.',
    }),
    deadlineMinutes: Type.Integer({
      minimum: 1,
      maximum: 2880,
      unit: 'minutes',
      description: 'Kubernetes ends the job after this time.',
      why: 'A job that hangs would keep a GPU node for ever.',
    }),
  },
  { description: 'One kind of helical-runner job.', tsName: 'JobClass' },
);

export const runnerSection = section(
  {
    image: text('^[a-z0-9.-]+(:\\d+)?/[a-z0-9./_-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}$', {
      description: 'Image of helical-runner.',
      accepted: 'registry/repository:tag@sha256:DIGEST',
      why: 'A tag can be moved; the digest pins what was tested.',
    }),
    jobClasses: Type.Array(jobClass, {
      minItems: 1,
      maxItems: 10,
      description: 'Kinds of jobs that DAGs may ask for.',
      why: 'A DAG asks for a job by class; each class is a template that somebody looks after.',
    }),
    maxPods: Type.Integer({
      minimum: 1,
      maximum: 5000,
      unit: 'pods',
      description: 'Quota: pods of the namespace helical-runner at once.',
      why: 'A runaway DAG stops here and not at the bill.',
    }),
  },
  { description: 'helical-runner, the model job.', tsName: 'Runner' },
);
