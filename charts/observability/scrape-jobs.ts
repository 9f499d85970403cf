// What the collector scrapes: Prometheus scrape configurations, as typed objects.
import type { Environment } from '../../envs/index.ts';
import { usesPgbouncer } from '../airflow/components.ts';
import { ports as airflowPorts, pgbouncerMetrics, serviceHost } from '../airflow/names.ts';
import { dcgmPort, hasGpus } from './dcgm-exporter.ts';
import { namespace } from './namespace.ts';
import { statsdPorts } from './statsd-exporter.ts';

interface RelabelRule {
  source_labels?: string[];
  regex?: string;
  target_label?: string;
  replacement?: string;
  action?: 'keep' | 'drop' | 'replace' | 'labelmap' | 'labeldrop';
}

interface KubernetesDiscovery {
  role: 'node' | 'pod';
  namespaces?: { names: string[] };
  selectors?: { role: 'pod'; label: string }[];
}

/** One scrape configuration, with the fields that are used here. */
export interface ScrapeJob {
  job_name: string;
  scheme?: 'http' | 'https';
  metrics_path?: string;
  /** Samples of one scrape above which the whole scrape is refused: a bound on the bill. */
  sample_limit?: number;
  honor_labels?: boolean;
  authorization?: { credentials_file: string };
  tls_config?: { ca_file: string };
  static_configs?: { targets: string[] }[];
  /** Names that stand for one address of each pod (a Service without an address of its own). */
  dns_sd_configs?: { names: string[]; type: 'A'; port: number }[];
  kubernetes_sd_configs?: KubernetesDiscovery[];
  relabel_configs?: RelabelRule[];
  metric_relabel_configs?: RelabelRule[];
}

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Keeps the named metrics only. Managed Prometheus bills by sample. */
function keepMetrics(...patterns: string[]): RelabelRule {
  return { source_labels: ['__name__'], regex: patterns.join('|'), action: 'keep' };
}

/** Pods of one Deployment, each replica a target: a Service would show a different replica at every scrape. */
function podsOf(namespaceName: string, label: string, port: number): Partial<ScrapeJob> {
  return {
    kubernetes_sd_configs: [
      { role: 'pod', namespaces: { names: [namespaceName] }, selectors: [{ role: 'pod', label }] },
    ],
    relabel_configs: [
      { source_labels: ['__meta_kubernetes_pod_container_port_number'], regex: String(port), action: 'keep' },
      { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Pending|Succeeded|Failed', action: 'drop' },
      { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
      { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
    ],
  };
}

/** A kubelet endpoint of every node, with the certificate authority of the cluster. */
function kubelet(metricsPath: string): Partial<ScrapeJob> {
  return {
    scheme: 'https',
    metrics_path: metricsPath,
    authorization: { credentials_file: `${serviceAccountFolder}/token` },
    tls_config: { ca_file: `${serviceAccountFolder}/ca.crt` },
    kubernetes_sd_configs: [{ role: 'node' }],
    relabel_configs: [{ source_labels: ['__meta_kubernetes_node_name'], target_label: 'node' }],
  };
}

/** All jobs of an environment. */
export function scrapeJobsOf(environment: Environment): ScrapeJob[] {
  return [
    ...scrapeJobs,
    ...(hasGpus(environment) ? [dcgmExporter] : []),
    ...(usesPgbouncer(environment) ? [pgbouncer] : []),
  ];
}

const dcgmPods = podsOf(namespace, 'app.kubernetes.io/component=dcgm-exporter', dcgmPort);

const dcgmExporter: ScrapeJob = {
  job_name: 'dcgm-exporter',
  sample_limit: 5_000,
  ...dcgmPods,
  relabel_configs: [
    ...(dcgmPods.relabel_configs ?? []),
    { source_labels: ['__meta_kubernetes_pod_node_name'], target_label: 'node' },
  ],
  metric_relabel_configs: [keepMetrics('DCGM_FI_DEV_.+')],
};

const pgbouncer: ScrapeJob = {
  job_name: 'pgbouncer',
  sample_limit: 10_000,
  dns_sd_configs: [
    { names: [serviceHost(pgbouncerMetrics)], type: 'A', port: airflowPorts.pgbouncerMetrics },
  ],
  metric_relabel_configs: [keepMetrics('pgbouncer_(up|pools|databases|stats)_?.*')],
};

/** What every environment has. */
export const scrapeJobs: readonly ScrapeJob[] = [
  {
    job_name: 'statsd-exporter',
    sample_limit: 200_000,
    ...podsOf(namespace, 'app.kubernetes.io/component=statsd-exporter', statsdPorts.metrics),
    metric_relabel_configs: [keepMetrics('airflow_.+', 'statsd_exporter_events_.+')],
  },
  {
    job_name: 'kube-state-metrics',
    sample_limit: 200_000,
    // Its own namespace and pod labels are those of what it describes.
    honor_labels: true,
    static_configs: [{ targets: ['kube-state-metrics.kube-state-metrics.svc:8080'] }],
    metric_relabel_configs: [
      keepMetrics(
        'kube_deployment_(spec|status)_replicas.*',
        'kube_statefulset_(replicas|status_replicas.*)',
        'kube_daemonset_status_.+',
        'kube_pod_(info|status_phase|status_reason|container_status_restarts_total)',
        'kube_pod_container_(resource_requests|resource_limits)',
        'kube_pod_container_status_(waiting|terminated|last_terminated)_reason',
        'kube_job_status_(failed|succeeded|active)',
        'kube_cronjob_status_last_successful_time',
        'kube_node_(info|status_condition|status_allocatable|spec_unschedulable)',
        'kube_resourcequota',
        'kube_horizontalpodautoscaler_(spec|status)_.+',
      ),
    ],
  },
  {
    job_name: 'karpenter',
    sample_limit: 100_000,
    ...podsOf('kube-system', 'app.kubernetes.io/name=karpenter', 8080),
    metric_relabel_configs: [
      keepMetrics('karpenter_.+', 'controller_runtime_reconcile_(total|errors_total)'),
    ],
  },
  {
    job_name: 'kubelet',
    sample_limit: 50_000,
    ...kubelet('/metrics'),
    metric_relabel_configs: [
      keepMetrics('kubelet_running_(pods|containers)', 'kubelet_volume_stats_(available|capacity)_bytes'),
    ],
  },
  {
    job_name: 'cadvisor',
    sample_limit: 100_000,
    ...kubelet('/metrics/cadvisor'),
    metric_relabel_configs: [
      keepMetrics(
        'container_cpu_usage_seconds_total',
        'container_cpu_cfs_throttled_periods_total',
        'container_memory_working_set_bytes',
        'container_oom_events_total',
        'container_network_(receive|transmit)_bytes_total',
      ),
      // Sums over the pod and over whole cgroups would count everything again.
      { source_labels: ['pod'], regex: '', action: 'drop' },
    ],
  },
  {
    job_name: 'adot-collector',
    static_configs: [{ targets: ['127.0.0.1:8888'] }],
    metric_relabel_configs: [
      keepMetrics('otelcol_(exporter|processor|receiver)_.+', 'otelcol_process_memory_rss.*'),
    ],
  },
];
