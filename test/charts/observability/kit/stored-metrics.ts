// Every metric that dashboards and alerts may read, with its labels: what the exporters give, if the collector keeps it.
import type { ScrapeJob } from '../../../../charts/observability/scrape-jobs.ts';
import { airflowMetrics } from './airflow-metrics.ts';
import { mappedName } from './mapping.ts';

/** Metrics that come of one scrape job, by name, with the labels that they have. */
interface Exporter {
  job: string;
  docs: string;
  metrics: Readonly<Record<string, readonly string[]>>;
}

const pod = ['namespace', 'pod', 'uid'];
const container = [...pod, 'container'];
const autoscaler = ['namespace', 'horizontalpodautoscaler'];
const deployment = ['namespace', 'deployment'];
const ofContainer = ['namespace', 'pod', 'container', 'image', 'id', 'name'];
const ofGpu = ['gpu', 'UUID', 'pci_bus_id', 'device', 'modelName', 'Hostname'];
const ofNode = ['node_name', 'nodepool', 'resource_type', 'instance_type', 'capacity_type', 'zone', 'arch'];

const exporters: readonly Exporter[] = [
  {
    job: 'kube-state-metrics',
    docs: 'https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics',
    metrics: {
      kube_pod_info: [
        ...pod,
        'node',
        'host_ip',
        'pod_ip',
        'created_by_kind',
        'created_by_name',
        'priority_class',
      ],
      kube_pod_status_phase: [...pod, 'phase'],
      kube_pod_status_reason: [...pod, 'reason'],
      kube_pod_container_status_restarts_total: container,
      kube_pod_container_status_waiting_reason: [...container, 'reason'],
      kube_pod_container_status_terminated_reason: [...container, 'reason'],
      kube_pod_container_status_last_terminated_reason: [...container, 'reason'],
      kube_pod_container_resource_requests: [...container, 'node', 'resource', 'unit'],
      kube_pod_container_resource_limits: [...container, 'node', 'resource', 'unit'],
      kube_deployment_spec_replicas: deployment,
      kube_deployment_status_replicas_available: deployment,
      kube_horizontalpodautoscaler_spec_min_replicas: autoscaler,
      kube_horizontalpodautoscaler_spec_max_replicas: autoscaler,
      kube_horizontalpodautoscaler_status_current_replicas: autoscaler,
      kube_horizontalpodautoscaler_status_desired_replicas: autoscaler,
      kube_cronjob_status_last_successful_time: ['namespace', 'cronjob'],
      kube_node_info: ['node', 'kernel_version', 'os_image', 'kubelet_version', 'provider_id', 'internal_ip'],
      kube_node_status_condition: ['node', 'condition', 'status'],
      kube_node_status_allocatable: ['node', 'resource', 'unit'],
      kube_node_spec_unschedulable: ['node'],
      kube_resourcequota: ['namespace', 'resourcequota', 'resource', 'type'],
    },
  },
  {
    job: 'karpenter',
    docs: 'https://karpenter.sh/docs/reference/metrics/',
    metrics: {
      karpenter_nodepools_limit: ['nodepool', 'resource_type'],
      karpenter_nodepools_usage: ['nodepool', 'resource_type'],
      karpenter_nodes_allocatable: ofNode,
      karpenter_nodes_total_pod_requests: ofNode,
      karpenter_nodeclaims_created_total: ['nodepool', 'reason', 'min_values_relaxed'],
      karpenter_nodeclaims_terminated_total: ['nodepool', 'capacity_type'],
      karpenter_nodeclaims_disrupted_total: ['nodepool', 'reason', 'capacity_type'],
      karpenter_pods_startup_duration_seconds_sum: [],
      karpenter_pods_startup_duration_seconds_count: [],
      karpenter_scheduler_unschedulable_pods_count: ['controller'],
      controller_runtime_reconcile_errors_total: ['controller'],
    },
  },
  {
    job: 'kubelet',
    docs: 'https://kubernetes.io/docs/reference/instrumentation/metrics/',
    metrics: {
      kubelet_running_pods: ['node'],
      kubelet_running_containers: ['node', 'container_state'],
      kubelet_volume_stats_available_bytes: ['node', 'namespace', 'persistentvolumeclaim'],
      kubelet_volume_stats_capacity_bytes: ['node', 'namespace', 'persistentvolumeclaim'],
    },
  },
  {
    job: 'cadvisor',
    docs: 'https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md',
    metrics: {
      container_cpu_usage_seconds_total: [...ofContainer, 'cpu', 'node'],
      container_cpu_cfs_throttled_periods_total: [...ofContainer, 'node'],
      container_memory_working_set_bytes: [...ofContainer, 'node'],
      container_oom_events_total: [...ofContainer, 'node'],
      container_network_receive_bytes_total: [...ofContainer, 'interface', 'node'],
      container_network_transmit_bytes_total: [...ofContainer, 'interface', 'node'],
    },
  },
  {
    job: 'pgbouncer',
    docs: 'https://github.com/prometheus-community/pgbouncer_exporter#metrics',
    metrics: {
      pgbouncer_up: [],
      pgbouncer_pools_client_active_connections: ['database', 'user'],
      pgbouncer_pools_client_waiting_connections: ['database', 'user'],
      pgbouncer_pools_client_maxwait_seconds: ['database', 'user'],
      pgbouncer_pools_server_active_connections: ['database', 'user'],
      pgbouncer_pools_server_idle_connections: ['database', 'user'],
      pgbouncer_databases_current_connections: [
        'name',
        'host',
        'port',
        'database',
        'force_user',
        'pool_mode',
      ],
      pgbouncer_databases_pool_size: ['name', 'host', 'port', 'database', 'force_user', 'pool_mode'],
      pgbouncer_stats_sql_transactions_pooled_total: ['database'],
      pgbouncer_stats_queries_pooled_total: ['database'],
      pgbouncer_stats_client_wait_seconds_total: ['database'],
      pgbouncer_stats_queries_duration_seconds_total: ['database'],
    },
  },
  {
    job: 'dcgm-exporter',
    docs: 'https://docs.nvidia.com/datacenter/dcgm/latest/gpu-telemetry/dcgm-exporter.html',
    metrics: {
      DCGM_FI_DEV_GPU_UTIL: ofGpu,
      DCGM_FI_DEV_FB_USED: ofGpu,
      DCGM_FI_DEV_FB_FREE: ofGpu,
      DCGM_FI_DEV_GPU_TEMP: ofGpu,
      DCGM_FI_DEV_POWER_USAGE: ofGpu,
      DCGM_FI_DEV_XID_ERRORS: ofGpu,
    },
  },
];

/** Prometheus adds these to the series of every job: https://prometheus.io/docs/concepts/jobs_instances/ */
const always = ['job', 'instance'];
const ofEveryScrape = ['up', 'scrape_samples_scraped', 'scrape_duration_seconds'];

/** The metrics that the collector stores with these jobs, by name, with their labels. */
export function storedMetrics(jobs: readonly ScrapeJob[]): Map<string, ReadonlySet<string>> {
  const stored = new Map<string, ReadonlySet<string>>();
  for (const job of jobs) {
    const given: Record<string, readonly string[]> = { ...metricsOfJob(job.job_name) };
    const added = [...always, ...relabelled(job)];
    for (const [metric, labels] of Object.entries(given))
      if (isKept(job, metric)) stored.set(metric, new Set([...labels, ...added]));
    for (const metric of ofEveryScrape) stored.set(metric, new Set([...added, 'namespace', 'pod', 'node']));
  }
  return stored;
}

function metricsOfJob(job: string): Record<string, readonly string[]> {
  if (job !== 'statsd-exporter') return exporters.find((exporter) => exporter.job === job)?.metrics ?? {};
  return Object.fromEntries(
    airflowMetrics.flatMap(({ name, type, tags }) => {
      const mapped = mappedName(name);
      if (mapped === undefined) return [];
      if (type !== 'timer') return [[mapped, tags]];
      return [
        [`${mapped}_bucket`, [...tags, 'le']],
        [`${mapped}_sum`, tags],
        [`${mapped}_count`, tags],
      ];
    }),
  );
}

function isKept(job: ScrapeJob, metric: string): boolean {
  return (job.metric_relabel_configs ?? [])
    .filter(({ action, source_labels }) => action === 'keep' && source_labels?.[0] === '__name__')
    .every(({ regex }) => new RegExp(`^(?:${regex})$`).test(metric));
}

function relabelled(job: ScrapeJob): string[] {
  return (job.relabel_configs ?? []).flatMap(({ target_label }) => target_label ?? []);
}
