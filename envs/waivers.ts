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
  /** Name of the object; with `*` at its end, every name that starts so, for names that end in a hash or a queue. */
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
  { ...byTag, ...jobClass, name: 'cpu' },
  { ...byTag, ...jobClass, name: 'gpu-*' },
];
