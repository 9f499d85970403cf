// The rules of a job pod in CEL, made from the same job classes as the pods.
import type { IValidation, IVariable } from 'kubernetes-models/admissionregistration.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { type JobClass, jobClassLabel, nodePoolOf } from './job-class.ts';
import { annotations, serviceAccount } from './names.ts';
import { priorityClass } from './priority.ts';

/** Tolerations that Kubernetes adds by itself, and that of GPU nodes. */
const tolerated = [
  'nvidia.com/gpu',
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/memory-pressure',
];

/** Repository of an image reference, without tag and digest. */
const repositoryOf = (image: string): string => image.replace(/(:[\w.-]+)?(@sha256:\w+)?$/, '');

const text = (value: string) => `'${value}'`;
const list = (values: readonly string[]) => `[${values.map(text).join(', ')}]`;

/** A map from the names of the classes to one fact of each. */
const perClass = ({ runner }: Environment, fact: (jobClass: JobClass) => string) =>
  `{${runner.jobClasses.map((jobClass) => `${text(jobClass.name)}: ${fact(jobClass)}`).join(', ')}}`;

export function variables(environment: Environment): IVariable[] {
  return [
    {
      name: 'containers',
      expression:
        'object.spec.containers + object.spec.?initContainers.orValue([]) + object.spec.?ephemeralContainers.orValue([])',
    },
    { name: 'jobClass', expression: `object.metadata.?labels[?'${jobClassLabel}'].orValue('')` },
    { name: 'nodePools', expression: perClass(environment, (jobClass) => text(nodePoolOf(jobClass))) },
    { name: 'gpus', expression: perClass(environment, ({ gpus }) => String(gpus)) },
    {
      name: 'memory',
      expression: perClass(environment, ({ resources }) => text(`${resources.memoryMiB}Mi`)),
    },
    {
      name: 'deadlines',
      expression: perClass(environment, ({ deadlineMinutes }) => String(deadlineMinutes * 60)),
    },
  ];
}

export function validations(environment: Environment): IValidation[] {
  const { runner } = environment;
  const classes = runner.jobClasses.map(({ name }) => name);
  const repository = repositoryOf(runner.image);
  // Dots of the name are no wildcards.
  const pinned = `^${repository.replaceAll('.', '[.]')}(:[a-zA-Z0-9._-]+)?@sha256:[0-9a-f]{64}$`;
  // Later rules look the class up, so they hold only together with this one.
  const known = `variables.jobClass in ${list(classes)}`;
  const ofClass = (expression: string) => `!(${known}) || (${expression})`;
  const rule = (expression: string, message: string): IValidation => ({
    expression,
    message,
    reason: 'Forbidden',
  });
  return [
    rule(known, `The label ${jobClassLabel} must name a job class: ${classes.join(', ')}.`),
    rule(
      `object.spec.?serviceAccountName.orValue('') == ${text(serviceAccount)}`,
      `Jobs run as the ServiceAccount ${serviceAccount}.`,
    ),
    rule(
      'object.spec.?automountServiceAccountToken.orValue(true) == false',
      'Jobs have no token for the Kubernetes API: automountServiceAccountToken must be false.',
    ),
    rule(
      `variables.containers.all(c, c.image.matches(${text(pinned)}) || c.image == ${text(images.awsCli)})`,
      `Images must be of ${repository}, by digest, or ${images.awsCli}.`,
    ),
    rule(
      '!object.spec.?hostNetwork.orValue(false) && !object.spec.?hostPID.orValue(false) && !object.spec.?hostIPC.orValue(false)',
      'Jobs don’t share the network, processes or memory of their node.',
    ),
    rule(
      'variables.containers.all(c, c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0))',
      'Jobs open no port on their node.',
    ),
    // The second form is the token for AWS, which the IRSA webhook adds.
    rule(
      "object.spec.?volumes.orValue([]).all(v, has(v.emptyDir) || (has(v.projected) && v.projected.?sources.orValue([]).all(s, has(s.serviceAccountToken) && s.serviceAccountToken.?audience.orValue('') == 'sts.amazonaws.com')))",
      'Jobs mount emptyDir volumes only: no host path, Secret, ConfigMap or claim.',
    ),
    rule(
      ofClass(
        "object.spec.?nodeSelector[?'helical.dev/node-pool'].orValue('') == variables.nodePools[variables.jobClass]",
      ),
      'Jobs run in the node pool of their class.',
    ),
    rule(
      `object.spec.?tolerations.orValue([]).all(t, t.?key.orValue('') in ${list(tolerated)})`,
      'Jobs tolerate the taint of GPU nodes and no other.',
    ),
    // KubernetesPodOperator sends an empty affinity; after scheduling a pod has its node’s name.
    rule(
      '!object.spec.?affinity.?nodeAffinity.hasValue() && !object.spec.?affinity.?podAffinity.hasValue() && (oldObject != null || !has(object.spec.nodeName))',
      'Jobs choose no node by themselves.',
    ),
    rule(
      ofClass(
        "variables.containers.all(c, int(quantity(c.?resources.?limits[?'nvidia.com/gpu'].orValue('0')).asInteger()) <= variables.gpus[variables.jobClass])",
      ),
      'A container asks for more GPUs than the job class has.',
    ),
    rule(
      ofClass(
        "variables.containers.all(c, quantity(c.?resources.?limits[?'memory'].orValue('1Ei')).compareTo(quantity(variables.memory[variables.jobClass])) <= 0)",
      ),
      'A container may use more memory than the job class has.',
    ),
    rule(
      ofClass(
        'object.spec.?activeDeadlineSeconds.orValue(2147483647) <= variables.deadlines[variables.jobClass]',
      ),
      'A job ends within the deadline of its class.',
    ),
    rule(
      `object.spec.?priorityClassName.orValue('') == ${text(priorityClass)}`,
      `Jobs have the priority class ${priorityClass}.`,
    ),
    rule(
      `object.metadata.?annotations[?'${annotations.dataset}'].orValue('').matches('^(inputs|models)/[A-Za-z0-9._/=+-]+$')`,
      `The annotation ${annotations.dataset} must be a path below inputs/ or models/.`,
    ),
    rule(
      `object.metadata.?annotations[?'${annotations.output}'].orValue('').matches('^[A-Za-z0-9._/=:+~-]+$')`,
      `The annotation ${annotations.output} must be a path.`,
    ),
  ];
}
