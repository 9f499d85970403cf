// Findings of `npm run check` that are accepted for a time. Adding one: an entry in the list, with reason and last day.

/** One rule that one object may break until a day. */
export interface Waiver {
  /** Name of the rule, for example `policies/privileged-container`. */
  rule: string;
  /** Environment of the object; every environment when absent. */
  environment?: string;
  /** Kind of the object, for example `Deployment`. */
  kind: string;
  /** Namespace of the object; absent for cluster-scoped kinds. */
  namespace?: string;
  /** Name of the object; one `*` in it stands for what differs, such as a hash, a queue or an environment. */
  name: string;
  /** Field of the finding, for example `spec.template.spec.containers[0].image`; every field when absent. */
  path?: string;
  /** Why the finding is accepted. */
  reason: string;
  /** Last day on which it is, for example `2027-03-31`. */
  until: string;
}

/** Programs of others run by tag: their digests are taken from the registries when the images are copied. */
const byTag = {
  rule: 'policies/image-digest',
  reason: 'the makers publish by version; the digest comes with the copy in our own registry',
  until: '2027-03-31',
};

const airflow = { kind: 'Deployment', namespace: 'airflow' };
const jobClass = {
  kind: 'PodTemplate',
  namespace: 'helical-runner',
  path: 'template.spec.initContainers[0].image',
};

/** Where results of tasks are read by a command in a container beside the task. */
const launcher = { kind: 'Role', namespace: 'helical-runner', name: 'pod-launcher' };

const crossplane = { kind: 'RolePolicy', namespace: 'crossplane-system', until: '2027-06-30' };

/** What compositions ask of providers although it changes who may do what. Their boundary keeps them from their own roles. */
const rightsByComposition = Object.entries({
  eks: 'makes the access entries and Pod Identity associations of the one cluster that it names',
  iam: "makes the roles of workloads below one path, each with a boundary that it can't take off",
  kms: 'writes the policies of keys that carry the tag of the environment',
  s3: 'writes the policies of buckets under the prefix of the environment',
  secretsmanager: 'writes the policies of secrets under the prefix of the environment',
}).map(([family, reason]) => ({
  ...crossplane,
  rule: 'policies/iam-escalation',
  name: `helical-*-crossplane-${family}`,
  reason,
}));

/** Names of these roles follow the name of the network or of the add-on. */
const rolesByName = ['ec2', 'eks'].map((family) => ({
  ...crossplane,
  rule: 'policies/iam-pass-role',
  name: `helical-*-crossplane-${family}`,
  reason: 'passes roles of one path and one ending, to one service alone',
}));

/** All waivers. Those that are over or match nothing are findings themselves. */
export const waivers: readonly Waiver[] = [
  { ...byTag, ...airflow, name: 'airflow-api-server' },
  { ...byTag, ...airflow, name: 'airflow-execution-api' },
  { ...byTag, ...airflow, name: 'airflow-dag-processor' },
  { ...byTag, ...airflow, name: 'airflow-scheduler' },
  { ...byTag, ...airflow, name: 'airflow-triggerer' },
  { ...byTag, ...airflow, name: 'airflow-worker-*' },
  { ...byTag, kind: 'CronJob', namespace: 'airflow', name: 'airflow-history' },
  { ...byTag, kind: 'CronJob', namespace: 'airflow', name: 'airflow-reaper' },
  { ...byTag, kind: 'Job', namespace: 'airflow', name: 'airflow-database-role-*' },
  { ...byTag, kind: 'Job', namespace: 'airflow', name: 'airflow-migration-*' },
  { ...byTag, kind: 'Deployment', namespace: 'observability', name: 'adot-collector' },
  { ...byTag, kind: 'Deployment', namespace: 'observability', name: 'statsd-exporter' },
  { ...byTag, kind: 'DaemonSet', namespace: 'observability', name: 'dcgm-exporter' },
  {
    rule: 'policies/trusted-registry',
    kind: 'DaemonSet',
    namespace: 'observability',
    name: 'dcgm-exporter',
    reason: 'NVIDIA publishes the exporter in its own registry alone',
    until: '2027-06-30',
  },
  {
    rule: 'policies/gpu-toleration',
    kind: 'DaemonSet',
    namespace: 'observability',
    name: 'dcgm-exporter',
    reason: 'it measures the GPUs of the node and takes none away; a DaemonSet keeps no node alive',
    until: '2027-06-30',
  },
  { ...byTag, kind: 'CronJob', namespace: 'grafana', name: 'key-renewal' },
  { ...byTag, ...jobClass, name: 'cpu' },
  { ...byTag, ...jobClass, name: 'gpu-*' },
  {
    ...launcher,
    rule: 'policies/rbac-exec',
    reason: 'the pod operator of Airflow reads results by a command in the XCom container',
    until: '2027-06-30',
  },
  ...rightsByComposition,
  ...rolesByName,
];
