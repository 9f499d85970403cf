// PgBouncer, where the connections of all components are more than the database accepts.
import type { Chart } from 'cdk8s';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IConfigMap, IContainer, IEnvVar, IService } from 'kubernetes-models/v1';
import { type ConnectionPlan, connectionPlan, pgbouncerReplicas } from '../../envs/concurrency.ts';
import type { Environment } from '../../envs/index.ts';
import { images } from '../../versions.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { addService } from './deployment.ts';
import { databaseAddress, databaseUser, fromSecret } from './environment-variables.ts';
import { namespace, objectName, pgbouncerMetrics, ports } from './names.ts';
import { selectorOf } from './pod.ts';
import { priorityOf } from './priority.ts';
import { restrictedContainer, restrictedPod } from './restricted.ts';
import { checksum } from './scripts.ts';

const name = objectName('pgbouncer');
const component = 'pgbouncer';
/** A user that owns nothing in the image. */
const user = 10_001;

export function addPgbouncer(chart: Chart, environment: Environment): void {
  const plan = connectionPlan(environment);
  if (!plan?.pgbouncer) return;
  const labels = objectLabels(environment, namespace, component);
  const files = { 'pgbouncer.ini.template': configurationOf(plan) };
  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels, annotations: inWave(objectWaves.settings) },
    data: files,
  });
  manifest<IDeployment>(chart, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    // Before the components, which connect through it.
    metadata: { name, namespace, labels, annotations: inWave(objectWaves.workload - 1) },
    spec: {
      replicas: pgbouncerReplicas,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selectorOf(component) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels, annotations: { 'helical.dev/configuration': checksum(files) } },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod(user, user),
          priorityClassName: priorityOf(component),
          nodeSelector: { 'helical.dev/node-pool': 'general' },
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: selectorOf(component) },
            },
          ],
          terminationGracePeriodSeconds: 150,
          initContainers: [writeConfiguration(environment)],
          containers: [pooler, exporter(environment)],
          volumes: [
            { name: 'template', configMap: { name } },
            // In memory: the password stands in these files.
            { name: 'configuration', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
          ],
        },
      },
    },
  });
  manifest<IPodDisruptionBudget>(chart, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace, labels },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: selectorOf(component) },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
  addService(chart, environment, component, { name: 'postgres', port: ports.pgbouncer });
  addMetricsService(chart, environment);
}

/** Has no address of its own: its name stands for all pods, and each has counters of its own. */
function addMetricsService(chart: Chart, environment: Environment): void {
  manifest<IService>(chart, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: objectName(pgbouncerMetrics),
      namespace,
      labels: objectLabels(environment, namespace, component),
    },
    spec: {
      clusterIP: 'None',
      selector: selectorOf(component),
      ports: [{ name: 'metrics', port: ports.pgbouncerMetrics, targetPort: 'metrics', protocol: 'TCP' }],
    },
  });
}

/** pgbouncer.ini; host and password are filled in when the pod starts. */
function configurationOf({ poolSize, wanted }: ConnectionPlan): string {
  return [
    '[databases]',
    '* = host=$DATABASE_HOST port=$DATABASE_PORT',
    '',
    '[pgbouncer]',
    'listen_addr = 0.0.0.0',
    `listen_port = ${ports.pgbouncer}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    'auth_file = /etc/pgbouncer/users.txt',
    'stats_users = $DATABASE_USER',
    'pool_mode = transaction',
    // asyncpg prepares every statement (PgBouncer 1.21: supported in transaction mode).
    'max_prepared_statements = 200',
    `max_client_conn = ${wanted}`,
    `default_pool_size = ${poolSize}`,
    `max_db_connections = ${poolSize}`,
    'server_tls_sslmode = require',
    // asyncpg sends it with every connection.
    'ignore_startup_parameters = extra_float_digits',
    '',
  ].join('\n');
}

const credentials = (environment: Environment): IEnvVar[] => [
  ...databaseAddress,
  { name: 'DATABASE_USER', value: databaseUser(environment) },
  fromSecret(environment, 'DATABASE_PASSWORD', 'database'),
];

/** Fills in the address and the password, which no ConfigMap may hold. */
function writeConfiguration(environment: Environment): IContainer {
  const script = [
    'umask 077',
    'sed -e "s/\\$DATABASE_HOST/$DATABASE_HOST/" -e "s/\\$DATABASE_PORT/$DATABASE_PORT/" -e "s/\\$DATABASE_USER/$DATABASE_USER/" /template/pgbouncer.ini.template > /etc/pgbouncer/pgbouncer.ini',
    'printf \'"%s" "%s"\\n\' "$DATABASE_USER" "$DATABASE_PASSWORD" > /etc/pgbouncer/users.txt',
  ];
  return {
    name: 'write-configuration',
    image: images.pgbouncer,
    command: ['sh', '-ec', script.join('\n')],
    env: credentials(environment),
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: 'template', mountPath: '/template', readOnly: true },
      { name: 'configuration', mountPath: '/etc/pgbouncer' },
    ],
  };
}

const pooler: IContainer = {
  name: component,
  image: images.pgbouncer,
  command: ['pgbouncer', '/etc/pgbouncer/pgbouncer.ini'],
  ports: [{ name: 'postgres', containerPort: ports.pgbouncer }],
  livenessProbe: { tcpSocket: { port: 'postgres' }, periodSeconds: 10, failureThreshold: 5 },
  readinessProbe: { tcpSocket: { port: 'postgres' }, periodSeconds: 5, failureThreshold: 2 },
  // SIGINT lets running transactions end; new connections already go to the other pod.
  lifecycle: { preStop: { exec: { command: ['sh', '-c', 'killall -INT pgbouncer && sleep 120'] } } },
  resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  securityContext: restrictedContainer,
  volumeMounts: [{ name: 'configuration', mountPath: '/etc/pgbouncer', readOnly: true }],
};

function exporter(environment: Environment): IContainer {
  return {
    name: 'exporter',
    image: images.pgbouncerExporter,
    env: [
      ...credentials(environment),
      {
        name: 'DATABASE_URL',
        value: `postgres://$(DATABASE_USER):$(DATABASE_PASSWORD)@127.0.0.1:${ports.pgbouncer}/pgbouncer?sslmode=disable`,
      },
    ],
    ports: [{ name: 'metrics', containerPort: ports.pgbouncerMetrics }],
    livenessProbe: { tcpSocket: { port: 'metrics' }, periodSeconds: 30, failureThreshold: 3 },
    readinessProbe: { tcpSocket: { port: 'metrics' }, periodSeconds: 10, failureThreshold: 3 },
    resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    securityContext: restrictedContainer,
  };
}
