// The api-server: web interface and REST API; and the execution API of the workers, in the same pods or in its own.
import type { Chart } from 'cdk8s';
import type { IProbe } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { addDeployment, addService } from './deployment.ts';
import { ports } from './names.ts';

/** Answers without asking the database, whose failover must not restart every api-server at once. */
export const healthPath = '/api/v2/version';

/** The same for pods that serve the execution API alone. */
const executionHealthPath = '/execution/health';

export function addApiServer(chart: Chart, environment: Environment): void {
  const { apiServer, executionApi } = environment.airflow;
  addServer(chart, environment, {
    component: 'api-server',
    ...apiServer,
    apps: executionApi ? 'core' : 'all',
    health: healthPath,
  });
  if (!executionApi) return;
  addServer(chart, environment, {
    component: 'execution-api',
    ...executionApi,
    apps: 'execution',
    health: executionHealthPath,
  });
}

interface Server {
  component: 'api-server' | 'execution-api';
  /** Applications that the process serves. */
  apps: 'all' | 'core' | 'execution';
  health: string;
  replicas: number;
  resources: { cpuMillis: number; memoryMiB: number };
}

function addServer(chart: Chart, environment: Environment, server: Server): void {
  const { component, replicas, resources } = server;
  const probe: IProbe = {
    httpGet: { path: server.health, port: 'http' },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 5,
  };
  addDeployment(chart, environment, {
    component,
    replicas,
    resources,
    args: ['bash', '-c', `exec airflow api-server --apps ${server.apps} --proxy-headers`],
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    terminationGracePeriodSeconds: 60,
    container: {
      ports: [{ name: 'http', containerPort: ports.apiServer }],
      startupProbe: { ...probe, failureThreshold: 18 },
      livenessProbe: probe,
      readinessProbe: probe,
    },
  });
  addService(chart, environment, component, { name: 'http', port: ports.apiServer });
}
