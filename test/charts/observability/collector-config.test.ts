// The collector's configuration: to the right workspace, with the pod's role, and only what is asked for.
import { load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { collectorConfig, collectorConfigFile } from '../../../charts/observability/collector-config.ts';
import { scrapeJobs } from '../../../charts/observability/scrape-jobs.ts';
import { environmentNamed, environmentNames, read } from '../../argocd/build.ts';

for (const name of environmentNames) {
  const environment = environmentNamed(name);
  const config = collectorConfig(environment);
  const { prometheusremotewrite } = config.exporters;

  test(`${name}: writes to the environment's workspace, signed in its region`, () => {
    const { region } = environment.account;
    assert.is(
      prometheusremotewrite.endpoint,
      environment.observability.metricsWorkspaceId === undefined
        ? `\${env:METRICS_REMOTE_WRITE_URL}`
        : `https://aps-workspaces.${region}.amazonaws.com/workspaces/${environment.observability.metricsWorkspaceId}/api/v1/remote_write`,
    );
    assert.equal(config.extensions.sigv4auth, { service: 'aps', region });
    assert.is(prometheusremotewrite.auth.authenticator, 'sigv4auth');
  });

  test(`${name}: series carry the cluster and the environment`, () => {
    assert.equal(prometheusremotewrite.external_labels, {
      cluster: environment.cluster.name,
      environment: name,
    });
  });

  test(`${name}: scrapes as often as the environment says`, () => {
    const { scrape_interval, scrape_timeout } = config.receivers.prometheus.config.global;
    assert.is(scrape_interval, `${environment.observability.scrapeIntervalSeconds}s`);
    assert.ok(Number.parseInt(scrape_timeout, 10) <= environment.observability.scrapeIntervalSeconds);
  });
}

test('every part of the pipeline is configured, and memory is limited before anything is kept', () => {
  const config = collectorConfig(environmentNamed('prod'));
  const { receivers, processors, exporters } = config.service.pipelines.metrics;
  for (const receiver of receivers) assert.ok(read(config.receivers, receiver), receiver);
  for (const processor of processors) assert.ok(read(config.processors, processor), processor);
  for (const exporter of exporters) assert.ok(read(config.exporters, exporter), exporter);
  for (const extension of config.service.extensions) assert.ok(read(config.extensions, extension), extension);
  assert.is(processors[0], 'memory_limiter');
  assert.is(processors.at(-1), 'batch');
});

test('dollar signs are doubled for the collector, and nothing else differs', () => {
  const environment = environmentNamed('prod');
  const file = collectorConfigFile(environment);
  assert.not.match(file.replaceAll('$$', ''), /\$/);
  assert.equal(
    load(file.replaceAll('$$', () => '$')),
    JSON.parse(JSON.stringify(collectorConfig(environment))),
  );
});

test('every job keeps named metrics only', () => {
  for (const job of scrapeJobs) {
    const keep = job.metric_relabel_configs?.find((rule) => rule.action === 'keep');
    assert.equal(keep?.source_labels, ['__name__'], job.job_name);
    assert.ok(keep?.regex && new RegExp(`^(${keep.regex})$`), job.job_name);
    assert.not.match(keep?.regex ?? '.*', /^\.[*+]$/, job.job_name);
  }
});

test('job names are different', () => {
  assert.is(new Set(scrapeJobs.map((job) => job.job_name)).size, scrapeJobs.length);
});

test('nothing is scraped without checking the certificate of an https target', () => {
  for (const job of scrapeJobs.filter(({ scheme }) => scheme === 'https')) {
    assert.equal(job.tls_config, { ca_file: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' });
  }
});

test.run();
