// Who talks to whom: every connection that a pod of Airflow opens or accepts, and why. Nothing else gets through.
import type { Environment } from '../../envs/index.ts';
import { statsdExporterSelector } from '../observability/statsd-exporter.ts';
import { roleOf } from './cloud-access.ts';
import { componentsOf } from './components.ts';
import { accessOf } from './environment-variables.ts';
import { kubernetesClients } from './identity.ts';
import { type Component, executionComponent, ports, remotePorts } from './names.ts';
import { clusterDns, internet, type Peer, podsIn, subnets } from './peers.ts';

/** One kind of connection. A component stands for all pods of its kind. */
export interface Flow {
  from: Component | Peer;
  to: Component | Peer;
  port: number;
  protocol: 'TCP' | 'UDP';
  why: string;
}

/** Components that run Airflow’s own processes, which send metrics. */
const measured: readonly Component[] = [
  'api-server',
  'execution-api',
  'scheduler',
  'dag-processor',
  'triggerer',
  'worker',
];

/** Components that read DAG files. */
const dagReaders: readonly Component[] = ['dag-processor', 'triggerer', 'worker'];

/** All connections of an environment, for the components that it has. */
export function flowsOf(environment: Environment): Flow[] {
  const present = new Set<unknown>(componentsOf(environment));
  const isThere = (end: Flow['from']) => typeof end !== 'string' || present.has(end);
  return [
    ...insideFlows(environment),
    ...inboundFlows(environment),
    ...databaseFlows(environment),
    ...outboundFlows(environment),
  ].filter(({ from, to }) => isThere(from) && isThere(to));
}

const tcp = (from: Flow['from'], to: Flow['to'], port: number, why: string): Flow => ({
  from,
  to,
  port,
  protocol: 'TCP',
  why,
});

function insideFlows(environment: Environment): Flow[] {
  return [
    tcp('worker', executionComponent(environment), ports.apiServer, 'tasks report to the execution API'),
    tcp('api-server', 'worker', ports.workerLogs, 'logs of running tasks'),
    tcp('api-server', 'triggerer', ports.triggererLogs, 'logs of running triggers'),
  ];
}

function inboundFlows({ network }: Environment): Flow[] {
  const collector = podsIn('observability', { 'app.kubernetes.io/component': 'adot-collector' });
  return [
    tcp(subnets(network.publicSubnets), 'api-server', ports.apiServer, 'the load balancer'),
    tcp(collector, 'pgbouncer', ports.pgbouncerMetrics, 'metrics of the pooler'),
  ];
}

function databaseFlows(environment: Environment): Flow[] {
  const components = componentsOf(environment);
  const database = subnets(environment.network.privateSubnets);
  const pooled = components.includes('pgbouncer');
  return components.flatMap((component) => {
    const access = accessOf(environment, component);
    const direct = access.includes('direct-database') || (access.includes('database') && !pooled);
    if (direct || component === 'pgbouncer' || component === 'database-role') {
      return [tcp(component, database, remotePorts.postgres, 'the metadata database')];
    }
    if (!access.includes('database')) return [];
    return [tcp(component, 'pgbouncer', ports.pgbouncer, 'the metadata database, through the pooler')];
  });
}

function outboundFlows(environment: Environment): Flow[] {
  const { network, cluster, airflow } = environment;
  const inVpc = subnets(network.privateSubnets);
  const exporter = podsIn('observability', statsdExporterSelector);
  return componentsOf(environment).flatMap((component) => {
    const access = accessOf(environment, component);
    const flows: Flow[] = [
      { from: component, to: clusterDns, port: remotePorts.dns, protocol: 'UDP', why: 'names' },
      tcp(component, clusterDns, remotePorts.dns, 'names, when the answer is long'),
    ];
    if (access.includes('queue')) flows.push(tcp(component, inVpc, remotePorts.redis, 'the Celery queue'));
    if (measured.includes(component)) {
      flows.push({
        from: component,
        to: exporter,
        port: remotePorts.statsd,
        protocol: 'UDP',
        why: 'metrics',
      });
    }
    if (roleOf[component] || kubernetesClients.includes(component)) {
      flows.push(tcp(component, inVpc, remotePorts.https, 'AWS through VPC endpoints, the Kubernetes API'));
    }
    // A gateway endpoint has no address of its own: S3 keeps its public ones.
    if (roleOf[component])
      flows.push(tcp(component, internet, remotePorts.https, 'S3 through its gateway endpoint'));
    if (kubernetesClients.includes(component)) {
      const service: Peer = { cidrs: [kubernetesService(cluster.serviceCidr)] };
      flows.push(tcp(component, service, remotePorts.https, 'the Kubernetes API by its Service'));
    }
    if (dagReaders.includes(component) && airflow.dags.source === 'git-sync') {
      const port = airflow.dags.repository.startsWith('https://') ? remotePorts.https : remotePorts.ssh;
      flows.push(tcp(component, internet, port, 'the repository of the DAGs'));
    }
    if (component === 'api-server' && airflow.openIdConnect) {
      flows.push(tcp(component, internet, remotePorts.https, 'the OpenID Connect provider'));
    }
    return flows;
  });
}

/** Address of the Service `kubernetes`: the first of the Service network. */
function kubernetesService(serviceCidr: string): string {
  const [network = ''] = serviceCidr.split('/');
  const bytes = network.split('.').map(Number);
  bytes[3] = (bytes[3] ?? 0) + 1;
  return `${bytes.join('.')}/32`;
}
