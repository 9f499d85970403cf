// The only way in from outside: an Application Load Balancer that speaks TLS and forwards to the api-server.
import type { Chart } from 'cdk8s';
import type { IHTTPIngressPath, IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { healthPath } from './api-server.ts';
import { namespace, objectName, ports } from './names.ts';

/** Answer to paths that are for workers only. */
const refuse = 'refuse';

/** Load balancer annotations as text: AWS takes `key=value` pairs separated by commas. */
const pairs = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

export function addIngress(chart: Chart, environment: Environment): void {
  const { ingress, network } = environment;
  const annotation = (name: string) => `alb.ingress.kubernetes.io/${name}`;
  manifest<IIngress>(chart, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: objectName('api-server'),
      namespace,
      labels: objectLabels(environment, namespace, 'api-server'),
      annotations: {
        [annotation('scheme')]: 'internet-facing',
        [annotation('subnets')]: network.publicSubnets.map(({ id }) => id).join(','),
        [annotation('inbound-cidrs')]: ingress.inboundCidrs.join(','),
        [annotation('listen-ports')]: JSON.stringify([{ HTTPS: 443 }]),
        [annotation('certificate-arn')]: ingress.certificateArn,
        [annotation('ssl-policy')]: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        // Straight to the pods, so that they see who is asking and no node port is open.
        [annotation('target-type')]: 'ip',
        [annotation('load-balancer-attributes')]: pairs({
          'routing.http.drop_invalid_header_fields.enabled': 'true',
          // Logs of running tasks are streamed.
          'idle_timeout.timeout_seconds': '120',
        }),
        [annotation('target-group-attributes')]: pairs({ 'deregistration_delay.timeout_seconds': '30' }),
        [annotation('healthcheck-path')]: healthPath,
        [annotation('healthcheck-interval-seconds')]: '15',
        [annotation('healthcheck-timeout-seconds')]: '5',
        [annotation('healthy-threshold-count')]: '2',
        [annotation('unhealthy-threshold-count')]: '3',
        [annotation('success-codes')]: '200',
        [annotation(`actions.${refuse}`)]: JSON.stringify({
          type: 'fixed-response',
          fixedResponseConfig: { contentType: 'text/plain', statusCode: '404', messageBody: 'Not found' },
        }),
        [annotation('tags')]: pairs({
          environment: environment.name,
          owner: environment.ownership.owner,
          'cost-center': environment.ownership.costCenter,
        }),
      },
    },
    spec: {
      ingressClassName: 'alb',
      rules: [{ host: ingress.hostName, http: { paths: [...executionPaths, everything] } }],
    },
  });
}

const backend = (name: string, port: { name: string } | { number: number }) => ({ service: { name, port } });

/** The execution API belongs to the workers. Before the other rule, because the first match wins. */
const executionPaths: IHTTPIngressPath[] = [
  { path: '/execution', pathType: 'Exact', backend: backend(refuse, { name: 'use-annotation' }) },
  { path: '/execution/', pathType: 'Prefix', backend: backend(refuse, { name: 'use-annotation' }) },
];

const everything: IHTTPIngressPath = {
  path: '/',
  pathType: 'Prefix',
  backend: backend(objectName('api-server'), { number: ports.apiServer }),
};
