// The workload `observability`: takes Airflow's and the cluster's metrics and writes them to Managed Prometheus.
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addCloud } from './cloud.ts';
import { collector } from './collector.ts';
import { collectorAccess } from './collector-access.ts';
import { dcgmExporter } from './dcgm-exporter.ts';
import { namespace, observabilityNamespace } from './namespace.ts';
import { networkPolicies } from './network-policies.ts';
import { statsdExporter } from './statsd-exporter.ts';

export const observability: Workload = {
  name: 'observability',
  namespace,
  wave: applicationWaves.observability,
  build(chart, environment) {
    observabilityNamespace(chart, environment);
    addCloud(chart, environment);
    networkPolicies(chart, environment);
    collectorAccess(chart, environment);
    statsdExporter(chart, environment);
    dcgmExporter(chart, environment);
    collector(chart, environment);
  },
};
