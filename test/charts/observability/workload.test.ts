// The workload `observability`: restricted pods, closed network, and restarts when configuration changes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { observability } from '../../../charts/observability/index.ts';
import { environmentNamed, list, Objects, read, text } from '../../argocd/build.ts';

const prod = environmentNamed('prod');
const objects = new Objects(observability, prod);
const deployments = objects.ofKind('Deployment');

test('there is a collector and a StatsD exporter, one pod each', () => {
  assert.equal(objects.names('Deployment'), ['adot-collector', 'statsd-exporter']);
  for (const deployment of deployments) assert.is(read(deployment, 'spec', 'replicas'), 1);
});

test('two collectors never run at once', () => {
  assert.equal(read(objects.one('Deployment', 'adot-collector'), 'spec', 'strategy'), { type: 'Recreate' });
});

test('Airflow finds the exporter at statsd-exporter.observability, UDP 9125', () => {
  const service = objects.one('Service', 'statsd-exporter');
  assert.is(read(service, 'metadata', 'namespace'), 'observability');
  assert.equal(list(service, 'spec', 'ports')[0], {
    name: 'statsd',
    port: 9125,
    targetPort: 'statsd',
    protocol: 'UDP',
  });
});

for (const deployment of deployments) {
  const name = text(deployment, 'metadata', 'name');
  const pod = read(deployment, 'spec', 'template', 'spec');

  test(`${name}: the Service and the Deployment select what the pods carry`, () => {
    const labels = read(deployment, 'spec', 'template', 'metadata', 'labels');
    const selector = read(deployment, 'spec', 'selector', 'matchLabels');
    for (const label of Object.keys(Object(selector))) assert.is(read(labels, label), text(selector, label));
  });

  test(`${name}: meets the restricted Pod Security Standard, with a read-only root`, () => {
    assert.is(read(pod, 'securityContext', 'runAsNonRoot'), true);
    assert.ok(Number(read(pod, 'securityContext', 'runAsUser')) >= 10_000);
    assert.equal(read(pod, 'securityContext', 'seccompProfile'), { type: 'RuntimeDefault' });
    for (const container of list(pod, 'containers')) {
      assert.is(read(container, 'securityContext', 'allowPrivilegeEscalation'), false);
      assert.is(read(container, 'securityContext', 'readOnlyRootFilesystem'), true);
      assert.equal(read(container, 'securityContext', 'capabilities'), { drop: ['ALL'] });
    }
  });

  test(`${name}: requests CPU and memory, limits memory, and is probed`, () => {
    for (const container of list(pod, 'containers')) {
      assert.ok(text(container, 'resources', 'requests', 'cpu'));
      assert.is(
        text(container, 'resources', 'limits', 'memory'),
        text(container, 'resources', 'requests', 'memory'),
      );
      assert.is(read(container, 'resources', 'limits', 'cpu'), undefined);
      assert.ok(read(container, 'livenessProbe'));
      assert.ok(read(container, 'readinessProbe'));
    }
  });

  test(`${name}: mounts the ConfigMap of its name`, () => {
    assert.ok(objects.one('ConfigMap', name));
    assert.is(text(list(pod, 'volumes')[0], 'configMap', 'name'), name);
  });
}

test('the collector restarts when the workspace changes, the exporter does not', () => {
  const moved = structuredClone(prod);
  moved.observability.metricsWorkspaceId = 'ws-00000000-0000-0000-0000-000000000000';
  const checksum = (built: Objects, name: string) =>
    text(
      built.one('Deployment', name),
      'spec',
      'template',
      'metadata',
      'annotations',
      'helical.dev/config-checksum',
    );
  const after = new Objects(observability, moved);
  assert.is.not(checksum(after, 'adot-collector'), checksum(objects, 'adot-collector'));
  assert.is(checksum(after, 'statsd-exporter'), checksum(objects, 'statsd-exporter'));
});

test('only the collector has an AWS role and a Kubernetes token', () => {
  const annotation = 'eks.amazonaws.com/role-arn';
  assert.is(
    read(objects.one('ServiceAccount', 'adot-collector'), 'metadata', 'annotations', annotation),
    `arn:aws:iam::${prod.account.accountId}:role/helical/helical-prod-adot`,
  );
  const exporter = objects.one('ServiceAccount', 'statsd-exporter');
  assert.is(read(exporter, 'metadata', 'annotations', annotation), undefined);
  assert.is(
    read(
      objects.one('Deployment', 'statsd-exporter'),
      'spec',
      'template',
      'spec',
      'automountServiceAccountToken',
    ),
    false,
  );
});

test('the collector reads nodes and their metrics, and never through the proxy', () => {
  const rules = list(objects.one('ClusterRole', 'adot-collector'), 'rules');
  assert.equal(
    rules.flatMap((rule) => read(rule, 'resources')),
    ['nodes', 'nodes/metrics'],
  );
  for (const rule of [...rules, ...list(objects.one('Role', 'adot-collector'), 'rules')]) {
    for (const verb of list(rule, 'verbs')) assert.ok(['get', 'list', 'watch'].includes(String(verb)));
  }
});

test('the namespace denies every connection that no policy allows', () => {
  assert.equal(read(objects.one('NetworkPolicy', 'default-deny'), 'spec'), {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('only Airflow sends metrics, only the collector reads them', () => {
  const ingress = list(objects.one('NetworkPolicy', 'statsd-exporter'), 'spec', 'ingress');
  assert.equal(ingress, [
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'airflow' } } }],
      ports: [{ port: 9125, protocol: 'UDP' }],
    },
    {
      from: [
        {
          podSelector: {
            matchLabels: {
              'app.kubernetes.io/name': 'observability',
              'app.kubernetes.io/component': 'adot-collector',
            },
          },
        },
      ],
      ports: [{ port: 9102, protocol: 'TCP' }],
    },
  ]);
});

test('the collector leaves the cluster on 443 only, within the VPC', () => {
  const blocks = list(objects.one('NetworkPolicy', 'adot-collector'), 'spec', 'egress').filter((rule) =>
    JSON.stringify(rule).includes('ipBlock'),
  );
  assert.equal(
    blocks.flatMap((rule) => list(rule, 'to').map((peer) => read(peer, 'ipBlock', 'cidr'))),
    [prod.network.vpcCidr, prod.cluster.serviceCidr],
  );
});

test.run();
