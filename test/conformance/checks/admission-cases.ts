// Pods that a DAG might ask for in the namespace of the jobs, and what a real API server answers.
import type { IContainer, IPod, IPodSpec } from 'kubernetes-models/v1';
import type { Environment } from '../../../envs/index.ts';
import { images } from '../../../versions.ts';

/** One change to the pod of a GPU job class, and the words of the refusal; none where the pod is fine. */
export interface AdmissionCase {
  name: string;
  change(pod: JobPod, environment: Environment): void;
  refusal?: string;
}

/** A pod whose parts are all there, as the job classes give them. */
export type JobPod = IPod & {
  metadata: { name: string; labels: Record<string, string>; annotations: Record<string, string> };
  spec: IPodSpec & {
    containers: [IContainer, ...IContainer[]];
    initContainers: [IContainer, ...IContainer[]];
    volumes: NonNullable<IPodSpec['volumes']>;
    tolerations: NonNullable<IPodSpec['tolerations']>;
  };
};

const mainOf = (pod: JobPod): IContainer => pod.spec.containers[0];

/** Sets a request and a limit of the main container. */
function setResource(pod: JobPod, resource: string, quantity: string): void {
  const { requests, limits } = mainOf(pod).resources ?? {};
  mainOf(pod).resources = {
    requests: { ...requests, [resource]: quantity },
    limits: { ...limits, [resource]: quantity },
  };
}

const projected = (audience?: string) => ({
  name: 'token',
  projected: { sources: [{ serviceAccountToken: { path: 'token', ...(audience ? { audience } : {}) } }] },
});

/** Every rule, seen speaking; and what KubernetesPodOperator and the IRSA webhook add, let through. */
export const admissionCases: readonly AdmissionCase[] = [
  { name: 'the pod of its class', change: () => {} },
  {
    name: 'an empty affinity, as KubernetesPodOperator sends it',
    change: (pod) => {
      pod.spec.affinity = {};
    },
  },
  {
    name: 'the token for AWS, which the webhook adds',
    change: (pod) => {
      pod.spec.volumes.push(projected('sts.amazonaws.com'));
    },
  },
  {
    name: 'the XCom sidecar',
    change: (pod) => {
      pod.spec.volumes.push({ name: 'xcom', emptyDir: {} });
      pod.spec.containers.push({ ...mainOf(pod), name: 'airflow-xcom-sidecar', image: images.awsCli });
      setResource(pod, 'nvidia.com/gpu', '1');
    },
  },
  {
    name: 'another ServiceAccount',
    change: (pod) => {
      pod.spec.serviceAccountName = 'default';
    },
    refusal: 'Jobs run as the ServiceAccount helical-runner.',
  },
  {
    name: 'a token for the Kubernetes API',
    change: (pod) => {
      pod.spec.automountServiceAccountToken = true;
    },
    refusal: 'Jobs have no token for the Kubernetes API',
  },
  {
    name: 'a token for the Kubernetes API as a volume',
    change: (pod) => {
      pod.spec.volumes.push(projected());
    },
    refusal: 'Jobs mount emptyDir volumes only',
  },
  {
    name: 'a host path',
    change: (pod) => {
      pod.spec.volumes.push({ name: 'host', hostPath: { path: '/' } });
    },
    refusal: 'restricted volume types',
  },
  {
    name: 'a Secret',
    change: (pod) => {
      pod.spec.volumes.push({ name: 'secret', secret: { secretName: 'any' } });
    },
    refusal: 'Jobs mount emptyDir volumes only',
  },
  {
    name: 'a foreign image',
    change: (pod) => {
      mainOf(pod).image = 'docker.io/library/alpine:3';
    },
    refusal: 'Images must be of',
  },
  {
    name: 'a foreign image in a step before',
    change: (pod) => {
      pod.spec.initContainers[0].image = 'docker.io/library/alpine:3';
    },
    refusal: 'Images must be of',
  },
  {
    name: 'our image without its digest',
    change: (pod, { runner }) => {
      mainOf(pod).image = runner.image.split('@')[0];
    },
    refusal: 'Images must be of',
  },
  {
    name: 'an image whose name only ends like ours',
    change: (pod, { runner }) => {
      mainOf(pod).image = `example.org/${runner.image}`;
    },
    refusal: 'Images must be of',
  },
  {
    name: 'the network of the node',
    change: (pod) => {
      pod.spec.hostNetwork = true;
    },
    refusal: 'host namespaces',
  },
  {
    name: 'a port of the node',
    change: (pod) => {
      mainOf(pod).ports = [{ containerPort: 8080, hostPort: 8080 }];
    },
    refusal: 'hostPort',
  },
  {
    name: 'the node pool of another class',
    change: (pod) => {
      pod.spec.nodeSelector = { 'helical.dev/node-pool': 'general' };
    },
    refusal: 'Jobs run in the node pool of their class.',
  },
  {
    name: 'any node',
    change: (pod) => {
      pod.spec.nodeSelector = undefined;
    },
    refusal: 'Jobs run in the node pool of their class.',
  },
  {
    name: 'a named node',
    change: (pod) => {
      pod.spec.nodeName = 'node-1';
    },
    refusal: 'Jobs choose no node by themselves.',
  },
  {
    name: 'a node by affinity',
    change: (pod) => {
      const nodeSelectorTerms = [{ matchExpressions: [{ key: 'zone', operator: 'Exists' as const }] }];
      pod.spec.affinity = {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
      };
    },
    refusal: 'Jobs choose no node by themselves.',
  },
  {
    name: 'a toleration of every taint',
    change: (pod) => {
      pod.spec.tolerations.push({ operator: 'Exists' });
    },
    refusal: 'Jobs tolerate the taint of GPU nodes and no other.',
  },
  {
    name: 'more GPUs',
    change: (pod) => setResource(pod, 'nvidia.com/gpu', '2'),
    refusal: 'A container asks for more GPUs than the job class has.',
  },
  {
    name: 'more memory',
    change: (pod) => setResource(pod, 'memory', '999Gi'),
    // The LimitRange or the policy: whoever looks first.
    refusal: 'memory',
  },
  {
    name: 'a later end',
    change: (pod) => {
      pod.spec.activeDeadlineSeconds = 9_999_999;
    },
    refusal: 'A job ends within the deadline of its class.',
  },
  {
    name: 'no end',
    change: (pod) => {
      pod.spec.activeDeadlineSeconds = undefined;
    },
    refusal: 'A job ends within the deadline of its class.',
  },
  {
    name: 'a higher priority',
    change: (pod) => {
      pod.spec.priorityClassName = 'airflow-control';
    },
    refusal: 'Jobs have the priority class helical-runner.',
  },
  {
    name: 'an unknown class',
    change: (pod) => {
      pod.metadata.labels['helical.dev/job-class'] = 'huge';
    },
    refusal: 'The label helical.dev/job-class must name a job class',
  },
  {
    name: 'a dataset outside of inputs and models',
    change: (pod) => {
      pod.metadata.annotations['helical.dev/dataset'] = 'outputs/other-team.h5ad';
    },
    refusal: 'The annotation helical.dev/dataset must be a path below inputs/ or models/.',
  },
  {
    name: 'no place for the results',
    change: (pod) => {
      pod.metadata.annotations['helical.dev/output'] = '';
    },
    refusal: 'The annotation helical.dev/output must be a path.',
  },
  {
    name: 'a container that may become root',
    change: (pod) => {
      mainOf(pod).securityContext = undefined;
    },
    refusal: 'violates PodSecurity',
  },
];
