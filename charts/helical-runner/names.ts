// The names that helical-runner jobs and those who start them know each other by.

export const namespace = 'helical-runner';

/** ServiceAccount of every job: an IAM role for the datasets, and no right in Kubernetes. */
export const serviceAccount = 'helical-runner';

/** Container that runs the model; KubernetesPodOperator follows its logs by this name. */
export const mainContainer = 'base';

/** Folders of a job. */
export const folders = { data: '/data', outputs: '/outputs', tools: '/tools', tmp: '/tmp' } as const;

/**
 * Annotations that a task sets on its pod: where the job reads and where it writes,
 * relative to the datasets and the outputs bucket.
 */
export const annotations = { dataset: 'helical.dev/dataset', output: 'helical.dev/output' } as const;
