// The collector's configuration: scrape, batch, and write to Managed Prometheus with the pod's IAM role.
import { dump } from 'js-yaml';
import type { Environment } from '../../envs/index.ts';
import { type ScrapeJob, scrapeJobsOf } from './scrape-jobs.ts';

/** Variable with the address of a workspace that Crossplane makes, whose id nobody knows beforehand. */
export const remoteWriteVariable = 'METRICS_REMOTE_WRITE_URL';

/** Port of the collector's own health check. */
export const healthPort = 13_133;

/** The parts of an OpenTelemetry collector configuration that are used here. */
export interface CollectorConfig {
  extensions: {
    health_check: { endpoint: string };
    sigv4auth: { service: 'aps'; region: string };
  };
  receivers: {
    prometheus: {
      config: { global: { scrape_interval: string; scrape_timeout: string }; scrape_configs: ScrapeJob[] };
    };
  };
  processors: {
    memory_limiter: { check_interval: string; limit_percentage: number; spike_limit_percentage: number };
    batch: { send_batch_size: number; timeout: string };
  };
  exporters: {
    prometheusremotewrite: {
      endpoint: string;
      auth: { authenticator: 'sigv4auth' };
      external_labels: Record<string, string>;
      add_metric_suffixes: boolean;
      target_info: { enabled: boolean };
      remote_write_queue: { enabled: boolean; queue_size: number; num_consumers: number };
      retry_on_failure: {
        enabled: boolean;
        initial_interval: string;
        max_interval: string;
        max_elapsed_time: string;
      };
    };
  };
  service: {
    extensions: string[];
    pipelines: Record<'metrics', { receivers: string[]; processors: string[]; exporters: string[] }>;
    telemetry: {
      logs: { encoding: 'json'; level: 'info' };
      metrics: {
        level: 'normal';
        readers: { pull: { exporter: { prometheus: { host: string; port: number } } } }[];
      };
    };
  };
}

export function collectorConfig(environment: Environment): CollectorConfig {
  const { account, cluster, observability } = environment;
  const interval = observability.scrapeIntervalSeconds;
  return {
    extensions: {
      health_check: { endpoint: `0.0.0.0:${healthPort}` },
      sigv4auth: { service: 'aps', region: account.region },
    },
    receivers: {
      prometheus: {
        config: {
          global: { scrape_interval: `${interval}s`, scrape_timeout: `${Math.min(interval, 20)}s` },
          scrape_configs: scrapeJobsOf(environment),
        },
      },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
      batch: { send_batch_size: 1000, timeout: '10s' },
    },
    exporters: {
      prometheusremotewrite: {
        endpoint:
          observability.metricsWorkspaceId === undefined
            ? `\${env:${remoteWriteVariable}}`
            : `https://aps-workspaces.${account.region}.amazonaws.com/workspaces/${observability.metricsWorkspaceId}/api/v1/remote_write`,
        auth: { authenticator: 'sigv4auth' },
        external_labels: { cluster: cluster.name, environment: environment.name },
        // Names stay as scraped; dashboards and alerts are written with those.
        add_metric_suffixes: false,
        // Collectors from upstream v0.146 on also want `disable_scope_info: true`, which older ones refuse to start with.
        // Without it they put their own version into every series, and each upgrade starts all series anew.
        target_info: { enabled: false },
        remote_write_queue: { enabled: true, queue_size: 10_000, num_consumers: 5 },
        // Managed Prometheus refuses samples that are older than an hour, so longer trying is in vain.
        retry_on_failure: {
          enabled: true,
          initial_interval: '1s',
          max_interval: '30s',
          max_elapsed_time: '15m',
        },
      },
    },
    service: {
      extensions: ['health_check', 'sigv4auth'],
      pipelines: {
        metrics: {
          receivers: ['prometheus'],
          processors: ['memory_limiter', 'batch'],
          exporters: ['prometheusremotewrite'],
        },
      },
      telemetry: {
        logs: { encoding: 'json', level: 'info' },
        metrics: {
          level: 'normal',
          readers: [{ pull: { exporter: { prometheus: { host: '127.0.0.1', port: 8888 } } } }],
        },
      },
    },
  };
}

/**
 * The configuration as the collector reads it. The collector expands `$NAME` before anything else,
 * so a dollar sign in a relabel rule is written twice.
 */
export function collectorConfigFile(environment: Environment): string {
  return dump(collectorConfig(environment), { lineWidth: -1 }).replaceAll('$', () => '$$');
}
