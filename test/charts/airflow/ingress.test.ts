// The way in: TLS only, from the named networks, and never to the execution API.
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflow } from '../../../charts/airflow/index.ts';
import { Objects, shapes } from './built.ts';

for (const { name, environment } of shapes) {
  const objects = new Objects(airflow, environment);
  const ingress = objects.one<IIngress>('Ingress', 'airflow-api-server');
  const annotation = (key: string) =>
    ingress.metadata?.annotations?.[`alb.ingress.kubernetes.io/${key}`] ?? '';

  test(`${name}: the load balancer speaks TLS 1.2 or newer, and nothing else`, () => {
    assert.is(annotation('listen-ports'), '[{"HTTPS":443}]');
    assert.match(annotation('ssl-policy'), /TLS13-1-2/);
    assert.is(annotation('certificate-arn'), environment.ingress.certificateArn);
  });

  test(`${name}: it stands in the public subnets and admits the named networks`, () => {
    assert.is(annotation('subnets'), environment.network.publicSubnets.map(({ id }) => id).join(','));
    assert.is(annotation('inbound-cidrs'), environment.ingress.inboundCidrs.join(','));
    assert.match(
      annotation('load-balancer-attributes'),
      /routing.http.drop_invalid_header_fields.enabled=true/,
    );
  });

  test(`${name}: its health check asks no database`, () => {
    assert.is(annotation('healthcheck-path'), '/api/v2/version');
  });

  test(`${name}: the execution API is refused before anything is forwarded`, () => {
    const paths = ingress.spec?.rules?.[0]?.http?.paths ?? [];
    const forwarded = paths.findIndex(({ backend }) => backend.service?.name === 'airflow-api-server');
    const refused = paths.filter(({ backend }) => backend.service?.port?.name === 'use-annotation');
    assert.equal(
      refused.map(({ path }) => path),
      ['/execution', '/execution/'],
    );
    assert.is(forwarded, refused.length);
    assert.is(JSON.parse(annotation('actions.refuse')).fixedResponseConfig.statusCode, '404');
  });

  test(`${name}: what it forwards to exists`, () => {
    const service = objects.one<IService>('Service', 'airflow-api-server');
    const port = ingress.spec?.rules?.[0]?.http?.paths.at(-1)?.backend.service?.port?.number;
    assert.is(service.spec?.ports?.[0]?.port, port);
  });
}

test('with an execution API of its own, the api-server does not even serve it', () => {
  for (const { environment } of shapes) {
    const args = new Objects(airflow, environment)
      .containers()
      .find(({ name }) => name === 'airflow-api-server/api-server')?.container.args;
    const apps = environment.airflow.executionApi ? 'core' : 'all';
    assert.match(args?.at(-1) ?? '', new RegExp(`--apps ${apps}\\b`));
  }
});

test('nothing else is reachable from outside', () => {
  for (const { environment } of shapes) {
    const objects = new Objects(airflow, environment);
    assert.is(objects.of('Ingress').length, 1);
    for (const { spec } of objects.of<IService>('Service')) assert.is(spec?.type ?? 'ClusterIP', 'ClusterIP');
  }
});

test.run();
