// What the cluster refuses to whoever holds the token of a component: other pods than jobs, and everything else.

import { copy, fieldsAt, isFields, type KubeObject, listAt } from '../lib/json.ts';
import { type KubeClient, wordsOf } from '../lib/kube-client.ts';
import type { Airflow } from '../parts/airflow.ts';
import { clientAs } from '../parts/airflow-cluster.ts';
import { expect, type NamedChecks } from './airflow-checks.ts';

const runnerNamespace = 'helical-runner';

interface Refusal {
  name: string;
  change(pod: KubeObject, spec: { [field: string]: unknown }, main: { [field: string]: unknown }): void;
  says: RegExp;
}

/** Changes to a job pod that must not get through, with the words of the refusal. */
const refusals: Refusal[] = [
  {
    name: 'another ServiceAccount',
    change: (_, spec) => {
      spec.serviceAccountName = 'default';
    },
    says: /Jobs run as the ServiceAccount helical-runner/,
  },
  {
    name: 'a host path',
    change: (_, spec) => {
      spec.volumes = [...listAt(spec, 'volumes'), { name: 'host', hostPath: { path: '/' } }];
    },
    says: /hostPath|no host path/,
  },
  {
    name: 'a foreign image',
    change: (_pod, _spec, main) => {
      main.image = 'docker.io/library/alpine:3';
    },
    says: /Images must be of /,
  },
  {
    name: 'the right image without a digest',
    change: (_pod, _spec, main) => {
      main.image = String(main.image).replace(/@sha256:.*/, '');
    },
    says: /by digest/,
  },
  {
    name: 'a Secret as a volume',
    change: (_, spec) => {
      spec.volumes = [...listAt(spec, 'volumes'), { name: 'secret', secret: { secretName: 'x' } }];
    },
    says: /emptyDir volumes only/,
  },
  {
    name: 'the network of the host',
    change: (_, spec) => {
      spec.hostNetwork = true;
    },
    says: /host namespaces|network, processes or memory/,
  },
  {
    name: 'a privileged container',
    change: (_pod, _spec, main) => {
      main.securityContext = { privileged: true };
    },
    says: /violates PodSecurity "restricted/,
  },
  {
    name: 'a token for the Kubernetes API',
    change: (_, spec) => {
      spec.automountServiceAccountToken = true;
    },
    says: /automountServiceAccountToken must be false/,
  },
  {
    name: 'another node pool',
    change: (_, spec) => {
      spec.nodeSelector = { 'helical.dev/node-pool': 'general' };
    },
    says: /node pool of their class/,
  },
  {
    name: 'a node by name',
    change: (_, spec) => {
      spec.nodeName = 'node-0-a';
    },
    says: /choose no node/,
  },
  {
    name: 'a toleration for every taint',
    change: (_, spec) => {
      spec.tolerations = [{ operator: 'Exists' }];
    },
    says: /tolerate the taint of GPU nodes and no other/,
  },
  {
    name: 'more GPUs than its class',
    change: (_pod, _spec, main) => {
      const gpus = { 'nvidia.com/gpu': '4' };
      const { requests, limits } = fieldsAt(main, 'resources');
      main.resources = {
        requests: { ...fieldsAt({ requests }, 'requests'), ...gpus },
        limits: { ...fieldsAt({ limits }, 'limits'), ...gpus },
      };
    },
    says: /more GPUs than the job class/,
  },
  {
    name: 'a job without end',
    change: (_, spec) => {
      delete spec.activeDeadlineSeconds;
    },
    says: /within the deadline/,
  },
  {
    name: 'no job class',
    change: ({ metadata }) => {
      delete metadata.labels?.['helical.dev/job-class'];
    },
    says: /must name a job class/,
  },
  {
    name: 'a dataset outside its folders',
    change: ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, 'helical.dev/dataset': 'secrets/key' };
    },
    says: /must be a path below/,
  },
];

/** Verbs that a component must not have: method, path and, for a creation, the object. */
const forbidden: [component: string, what: string, method: string, path: string][] = [
  ['worker', 'read Secrets of the jobs', 'GET', `/api/v1/namespaces/${runnerNamespace}/secrets`],
  ['worker', 'read Secrets of Airflow', 'GET', '/api/v1/namespaces/airflow/secrets'],
  ['worker', 'list pods of Airflow', 'GET', '/api/v1/namespaces/airflow/pods'],
  ['worker', 'list pods of all namespaces', 'GET', '/api/v1/pods'],
  ['triggerer', 'list pods of the jobs', 'GET', `/api/v1/namespaces/${runnerNamespace}/pods`],
  ['scheduler', 'list pods of the jobs', 'GET', `/api/v1/namespaces/${runnerNamespace}/pods`],
  ['api-server', 'list pods of the jobs', 'GET', `/api/v1/namespaces/${runnerNamespace}/pods`],
];

/** Tries what must be refused, as the ServiceAccounts of the components. */
export async function checkRefusals(airflow: Airflow, { check }: NamedChecks): Promise<void> {
  const worker = await clientAs(airflow.cluster, 'airflow', 'airflow-worker');
  await check('a pod of a job class is let in', async () => {
    const answer = await tryPod(worker, jobPod(airflow));
    expect(answer.status === 201, wordsOf(answer));
  });
  for (const { name, change, says } of refusals)
    await check(`refused to the worker: ${name}`, async () => {
      const pod = jobPod(airflow);
      const spec = fieldsAt(pod, 'spec');
      const [main] = listAt(spec, 'containers').filter(isFields);
      change(pod, spec, main ?? {});
      const answer = await tryPod(worker, pod);
      expect(
        answer.status === 403 && says.test(wordsOf(answer)),
        `HTTP ${answer.status}: ${wordsOf(answer)}`,
      );
    });
  const triggerer = await clientAs(airflow.cluster, 'airflow', 'airflow-triggerer');
  await check('refused to the triggerer: starting a pod', async () => {
    const answer = await tryPod(triggerer, jobPod(airflow));
    expect(answer.status === 403, `HTTP ${answer.status}: ${wordsOf(answer)}`);
  });
  await check('refused to the worker: a pod in its own namespace', async () => {
    const pod = jobPod(airflow);
    pod.metadata.namespace = 'airflow';
    const answer = await tryPod(worker, pod);
    expect(answer.status === 403, `HTTP ${answer.status}: ${wordsOf(answer)}`);
  });
  for (const [component, what, method, path] of forbidden)
    await check(`refused to the ${component}: ${what}`, async () => {
      const client = await clientAs(airflow.cluster, 'airflow', `airflow-${component}`);
      const answer = await client.send(method, path);
      client.close();
      expect(answer.status === 403, `HTTP ${answer.status}`);
    });
  await check('refused to a job: everything', async () => {
    const job = await clientAs(airflow.cluster, runnerNamespace, runnerNamespace);
    const path = `/api/v1/namespaces/${runnerNamespace}/pods`;
    const answers = [await job.send('GET', path), await job.send('GET', '/api/v1/namespaces')];
    job.close();
    expect(
      answers.every(({ status }) => status === 403),
      answers.map(({ status }) => status).join(', '),
    );
  });
  worker.close();
  triggerer.close();
}

// The server knows no kinds for a ServiceAccount that may not ask; pods have a fixed path.
function tryPod(client: KubeClient, pod: KubeObject) {
  return client.send('POST', `/api/v1/namespaces/${pod.metadata.namespace}/pods?dryRun=All`, pod);
}

function jobPod({ environment }: Airflow): KubeObject {
  const template = environment.manifests.find(
    ({ object }) => object.kind === 'PodTemplate' && object.metadata.name.startsWith('gpu'),
  );
  const { metadata, spec } = copy(fieldsAt(template?.object, 'template'));
  const labels = fieldsAt({ metadata }, 'metadata', 'labels');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'conformance',
      namespace: runnerNamespace,
      labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)])),
      annotations: { 'helical.dev/dataset': 'inputs/pbmc3k.h5ad', 'helical.dev/output': 'conformance/run' },
    },
    spec,
  };
}
