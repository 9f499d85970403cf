// The api-server: web interface, REST API, and the execution API that workers talk to.
import type { Chart } from 'cdk8s';
import type { IProbe } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { addDeployment, addService } from './deployment.ts';
import { ports } from './names.ts';

/** Answers without asking the database, whose failover must not restart every api-server at once. */
export const healthPath = '/api/v2/version';

export function addApiServer(chart: Chart, environment: Environment): void {
  const { replicas, resources } = environment.airflow.apiServer;
  const probe: IProbe = {
    httpGet: { path: healthPath, port: 'http' },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 5,
  };
  addDeployment(chart, environment, {
    component: 'api-server',
    replicas,
    resources,
    args: ['bash', '-c', 'exec airflow api-server --proxy-headers'],
    dags: false,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    terminationGracePeriodSeconds: 60,
    container: {
      ports: [{ name: 'http', containerPort: ports.apiServer }],
      startupProbe: { ...probe, failureThreshold: 18 },
      livenessProbe: probe,
      readinessProbe: probe,
    },
  });
  addService(chart, environment, 'api-server', { name: 'http', port: ports.apiServer });
}
