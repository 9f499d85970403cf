// Names of the workload `grafana` that others refer to.

/** Namespace of the Grafana operator and of what it manages. */
export const namespace = 'grafana';

/** Name of the CronJob that renews the API key, and of its ServiceAccount and Role. */
export const keyRenewal = 'key-renewal';

/** Name of the GrafanaWorkspace; the names of what it composes begin with it. */
export const workspaceName = 'platform';
