// References that the committed tree does not have: claims, classes, webhooks, dashboards; and trees that are not ours.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { metricsOf } from '../../../scripts/check/kit/promql.ts';
import { secretsIn } from '../../../scripts/check/kit/secrets.ts';
import { configMap, secret, secretKey } from '../../../scripts/check/references/config-and-secrets.ts';
import { metric } from '../../../scripts/check/references/metrics.ts';
import { webhookService } from '../../../scripts/check/references/pod-selectors.ts';
import { storage } from '../../../scripts/check/references/storage.ts';
import { environmentOf, objectsOf, podWith, said } from '../kit/run-rule.ts';

test('claims, classes, volumes and drivers', () => {
  const yaml = `${podWith('', 'volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]')}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: dat, namespace: test}
spec: {storageClassName: gp3}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: shared, namespace: test}
spec: {storageClassName: "", volumeName: share}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: efs.csi.aws.com
`;
  assert.equal(said(storage, yaml), [
    'spec.volumes[0].persistentVolumeClaim.claimName: Namespace test has no PersistentVolumeClaim "data". -> Did you mean "dat"? Existing: dat, shared.',
    'spec.storageClassName: There is no StorageClass "gp3". -> Did you mean "gp2"? Existing: fast, gp2.',
    'spec.volumeName: There is no PersistentVolume "share". -> Existing: none.',
    'provisioner: No operator brings the driver "efs.csi.aws.com". -> Did you mean "ebs.csi.aws.com"? Existing: ebs.csi.aws.com.',
  ]);
});

test('webhooks', () => {
  const yaml = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: a}
webhooks: [{name: a.example.com, clientConfig: {service: {name: hook, namespace: test}}}]`;
  assert.equal(said(webhookService, yaml), [
    'webhooks[0].clientConfig.service: Namespace test has no Service "hook". -> Existing: none.',
  ]);
});

test('optional references may lead nowhere', () => {
  const optional = podWith('env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}]');
  assert.equal(said(secret, optional), []);
  assert.equal(said(secret, optional.replace(', optional: true', '')), [
    'spec.containers[0].env[0].valueFrom.secretKeyRef: Namespace test has no Secret "s". -> Existing: none.',
  ]);
});

test('items of volumes are keys, and a missing ConfigMap is said once', () => {
  const pod = podWith(
    '',
    'volumes: [{name: a, configMap: {name: c, items: [{key: x, path: x}, {key: y, path: y}]}}]',
  );
  assert.equal(said(configMap, pod), [
    'spec.volumes[0].configMap: Namespace test has no ConfigMap "c". -> Existing: kube-root-ca.crt.',
  ]);
});

test('a secret has the keys of what makes it', () => {
  const external = (spec: string) =>
    environmentOf(
      objectsOf(
        `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: a, namespace: n}, spec: ${spec}}`,
      ),
    );
  const keys = (spec: string) => secretsIn(external(spec), 'n').get('a');
  assert.equal(keys('{data: [{secretKey: x}]}'), new Set(['x']));
  assert.equal(keys('{data: [{secretKey: x}], target: {template: {data: {y: z}}}}'), new Set(['y']));
  assert.equal(
    keys('{data: [{secretKey: x}], target: {template: {mergePolicy: Merge, data: {y: z}}}}'),
    new Set(['x', 'y']),
  );
  assert.is(keys('{dataFrom: [{extract: {key: k}}]}'), 'any');
  assert.is(secretsIn(external('{target: {name: b}}'), 'n').get('a'), undefined);
});

test('a managed resource writes its connection secret and reads others', () => {
  const yaml = `
apiVersion: elasticache.aws.m.upbound.io/v1beta1
kind: ReplicationGroup
metadata: {name: r, namespace: n}
spec:
  writeConnectionSecretToRef: {name: made}
  forProvider: {authTokenSecretRef: {name: made, key: token}, list: [{someSecretRef: {name: other, key: k}}]}`;
  assert.equal(said(secret, yaml), [
    'spec.forProvider.list[0].someSecretRef: Namespace n has no Secret "other". -> Existing: made.',
  ]);
  assert.equal(said(secretKey, yaml), []);
});

const queries: [string, string[]][] = [
  ['sum by (a, b) (rate(x_total{c="d", e=~"f(g"}[5m])) > 0', ['x_total']],
  ['(sum(x) - (sum(x offset 15m) or vector(0))) > bool 0', ['x']],
  ['a / on (b) group_left (c) d', ['a', 'd']],
  ['histogram_quantile(.95, sum by(le) (rate(x_bucket[30m])))', ['x_bucket']],
  ['{__name__="y", a="b"} unless z', ['y', 'z']],
  ['label_replace(up, "a", "$1", "b", "(.*)")', ['up']],
  ['rate(x[$__rate_interval]) * 1e3', ['x']],
  ['sum(x) without (pod)', ['x']],
  ['', []],
  ['{{{((', []],
];
for (const [query, expected] of queries)
  test(`metrics of ${query}`, () => assert.equal(metricsOf(query), expected));

test('panels of dashboards read metrics that a scrape job keeps', () => {
  const yaml = `
apiVersion: v1
kind: ConfigMap
metadata: {name: collector, namespace: n}
data:
  config.yaml: |
    receivers: {prometheus: {config: {scrape_configs: [{job_name: a, metric_relabel_configs: [{action: keep, source_labels: [__name__], regex: node_.+}]}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: dashboard, namespace: n}
data:
  nodes.json: '{"panels":[{"title":"Nodes","targets":[{"expr":"sum(node_load1)"},{"expr":"up + nod_load1"}]}]}'`;
  assert.equal(said(metric, yaml), [
    'data["nodes.json"]: In panel Nodes, no scrape job and no StatsD mapping gives the metric "nod_load1".',
  ]);
});

test.run();
