// Which workloads run for ever.

export const longRunning = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet']);
