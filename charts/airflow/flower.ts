// Flower, Celery’s web interface, for environments that ask for it: no Service, no Ingress, port-forward only.
import type { Chart } from 'cdk8s';
import type { IProbe } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { addDeployment } from './deployment.ts';
import { ports } from './names.ts';

export function addFlower(chart: Chart, environment: Environment): void {
  const { flower } = environment.airflow;
  if (!flower) return;
  const probe: IProbe = { tcpSocket: { port: 'http' }, periodSeconds: 10, failureThreshold: 5 };
  addDeployment(chart, environment, {
    component: 'flower',
    replicas: 1,
    resources: flower.resources,
    args: ['bash', '-c', 'exec airflow celery flower --pid /tmp/airflow-flower.pid'],
    strategy: { type: 'Recreate' },
    terminationGracePeriodSeconds: 30,
    container: {
      ports: [{ name: 'http', containerPort: ports.flower }],
      startupProbe: { ...probe, failureThreshold: 12 },
      livenessProbe: probe,
      readinessProbe: probe,
    },
  });
}
