// The pod of a job class: where it runs, what it may use, how its inputs arrive and its results leave.
import type { IContainer, IPodTemplateSpec } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { bucketNames } from '../airflow/names.ts';
import { restrictedContainer, restrictedPod } from '../airflow/restricted.ts';
import { gpuToleration } from '../karpenter/taints.ts';
import { objectLabels } from '../kit/labels.ts';
import { annotations, folders, mainContainer, namespace, serviceAccount } from './names.ts';
import { priorityClass } from './priority.ts';

export type JobClass = Environment['runner']['jobClasses'][number];

/** A user that owns nothing in any image. */
const user = 10_001;

/** Label that says which class a pod belongs to. */
export const jobClassLabel = 'helical.dev/job-class';

/** Node pool of the jobs of a class. */
export const nodePoolOf = ({ gpus }: JobClass): 'gpu' | 'general' => (gpus > 0 ? 'gpu' : 'general');

/** The pod of one class. KubernetesPodOperator adds name, arguments and the two annotations of the task. */
export function jobPod(environment: Environment, jobClass: JobClass): IPodTemplateSpec {
  return {
    metadata: {
      labels: { ...objectLabels(environment, namespace, 'job'), [jobClassLabel]: jobClass.name },
      // A job can be repeated, not moved.
      annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
    },
    spec: {
      serviceAccountName: serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: restrictedPod(user, user),
      priorityClassName: priorityClass,
      nodeSelector: { 'helical.dev/node-pool': nodePoolOf(jobClass) },
      ...(jobClass.gpus > 0 ? { tolerations: [gpuToleration] } : {}),
      restartPolicy: 'Never',
      activeDeadlineSeconds: jobClass.deadlineMinutes * 60,
      terminationGracePeriodSeconds: 60,
      initContainers: [fetchInputs(environment)],
      containers: [runModel(environment, jobClass)],
      volumes: [
        { name: 'data', emptyDir: { sizeLimit: `${jobClass.scratchGiB}Gi` } },
        { name: 'outputs', emptyDir: { sizeLimit: `${jobClass.scratchGiB}Gi` } },
        { name: 'tools', emptyDir: { sizeLimit: '1Gi' } },
        { name: 'tmp', emptyDir: { sizeLimit: '4Gi' } },
        // PyTorch’s data loaders pass tensors through shared memory; the default of 64 MiB is too small.
        {
          name: 'shared-memory',
          emptyDir: { medium: 'Memory', sizeLimit: `${Math.ceil(jobClass.resources.memoryMiB / 4)}Mi` },
        },
      ],
    },
  };
}

const awsVariables = (environment: Environment) => [
  { name: 'AWS_REGION', value: environment.account.region },
  { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' },
  { name: 'HOME', value: folders.tmp },
];

const fromAnnotation = (name: string, annotation: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath: `metadata.annotations['${annotation}']` } },
});

/** Copies the dataset of the task (a file, or a folder when it ends in `/`) and leaves the AWS CLI for the upload. */
function fetchInputs(environment: Environment): IContainer {
  const script = [
    `cp -R /usr/local/aws-cli/v2/current/dist ${folders.tools}/aws`,
    'case "$DATASET" in',
    `*/) aws s3 cp "s3://$BUCKET/$DATASET" ${folders.data}/ --recursive --no-progress ;;`,
    `*) aws s3 cp "s3://$BUCKET/$DATASET" ${folders.data}/ --no-progress ;;`,
    'esac',
  ];
  return {
    name: 'fetch-inputs',
    image: images.awsCli,
    command: ['/bin/sh', '-ec', script.join('\n')],
    env: [
      ...awsVariables(environment),
      { name: 'BUCKET', value: bucketNames(environment).datasets },
      fromAnnotation('DATASET', annotations.dataset),
    ],
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: 'data', mountPath: folders.data },
      { name: 'tools', mountPath: folders.tools },
      { name: 'tmp', mountPath: folders.tmp },
    ],
  };
}

/** Runs `helical-runner` with the arguments of the task, then uploads what it wrote; either failing fails the job. */
function runModel(environment: Environment, jobClass: JobClass): IContainer {
  const { cpuMillis, memoryMiB } = jobClass.resources;
  const memory = `${memoryMiB}Mi`;
  const disk = `${jobClass.scratchGiB}Gi`;
  const gpus: Record<string, string> = jobClass.gpus > 0 ? { 'nvidia.com/gpu': String(jobClass.gpus) } : {};
  const script = [
    'helical-runner "$@"',
    `${folders.tools}/aws/aws s3 cp ${folders.outputs} "s3://$BUCKET/outputs/$OUTPUT" --recursive --no-progress`,
  ];
  return {
    name: mainContainer,
    image: environment.runner.image,
    command: ['/bin/sh', '-ec', script.join('\n'), 'helical-runner'],
    env: [
      ...awsVariables(environment),
      { name: 'BUCKET', value: bucketNames(environment).outputs },
      fromAnnotation('OUTPUT', annotations.output),
    ],
    resources: {
      requests: { cpu: `${cpuMillis}m`, memory, 'ephemeral-storage': disk, ...gpus },
      limits: { memory, 'ephemeral-storage': disk, ...gpus },
    },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: 'data', mountPath: folders.data, readOnly: true },
      { name: 'outputs', mountPath: folders.outputs },
      { name: 'tools', mountPath: folders.tools, readOnly: true },
      { name: 'tmp', mountPath: folders.tmp },
      { name: 'shared-memory', mountPath: '/dev/shm' },
    ],
  };
}
