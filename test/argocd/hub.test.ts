// Delivery at the hub: its own Crossplane, and each foundation apart from the others.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type EnvironmentDescription, loadFleet, parseEnvironments } from '../../envs/index.ts';
import type { PlannedFile } from '../../scripts/generate/planned-file.ts';
import { productOf } from '../../scripts/generate/this-project.ts';
import { changed } from '../envs/kit/change.ts';
import { list, read } from './build.ts';

const { environments, hub } = loadFleet();

/** A second environment that the hub makes, as dev does. */
function likeDev(): EnvironmentDescription {
  const changes = { name: 'other', 'account.accountId': '999900001111', 'cluster.name': 'helical-other' };
  const value = changed('envs/dev.ts', {
    ...changes,
    'ingress.certificateArn': 'arn:aws:acm:eu-west-1:999900001111:certificate/0',
    'delivery.targetRevision': 'v1.0.0',
    'delivery.syncPolicy': 'manual',
  });
  const [description] = parseEnvironments([{ file: 'envs/other.ts', value }]);
  if (!description) throw new Error('There is no other environment.');
  return description;
}

const files = productOf([...environments, likeDev()], hub).plan('hub');
const find = (path: string): PlannedFile['manifest'] => {
  const found = files.find((file) => file.path === `hub/${path}`);
  if (!found) throw new Error(`no hub/${path}`);
  return found.manifest;
};

test('the hub runs Argo CD and Crossplane, and delivers the foundations of several environments', () => {
  assert.equal(
    files.flatMap(({ manifest }) => (manifest.kind === 'Application' ? [manifest.metadata.name] : [])),
    ['argo-cd', 'crossplane-core', 'crossplane', 'foundation-dev', 'foundation-other', 'helical'],
  );
  assert.equal([...new Set(files.map(({ path }) => path.split('/')[1]))], ['argocd', 'crossplane']);
});

test('a foundation comes from its environment’s folder, at its revision and by its sync policy', () => {
  const dev = find('argocd/Application.foundation-dev.yaml');
  const other = find('argocd/Application.foundation-other.yaml');
  assert.is(read(dev, 'spec', 'source', 'path'), 'generated/dev/foundation');
  assert.is(read(dev, 'spec', 'source', 'targetRevision'), 'main');
  assert.ok(read(dev, 'spec', 'syncPolicy', 'automated'));
  assert.is(read(other, 'spec', 'source', 'path'), 'generated/other/foundation');
  assert.is(read(other, 'spec', 'source', 'targetRevision'), 'v1.0.0');
  assert.is(read(other, 'spec', 'syncPolicy', 'automated'), undefined);
});

test('a foundation is removed only after somebody confirmed it', () => {
  const { annotations, finalizers } = {
    finalizers: undefined,
    ...find('argocd/Application.foundation-dev.yaml').metadata,
  };
  assert.is(annotations?.['argocd.argoproj.io/sync-options'], 'Prune=confirm,Delete=confirm');
  assert.is(finalizers, undefined);
});

test('the project of a foundation reaches one namespace, and of cluster-scoped kinds that namespace alone', () => {
  for (const name of ['dev', 'other']) {
    const spec = read(find(`argocd/AppProject.foundation-${name}.yaml`), 'spec');
    assert.equal(
      list(spec, 'destinations').map((destination) => read(destination, 'namespace')),
      [`foundation-${name}`],
    );
    assert.equal(list(spec, 'clusterResourceWhitelist'), [
      { group: '', kind: 'Namespace', name: `foundation-${name}` },
    ]);
  }
});

test('the hub knows only what a foundation needs, and makes nothing in its own account', () => {
  const kinds = files.flatMap(({ manifest }) =>
    manifest.kind === 'CompositeResourceDefinition' ? [manifest.metadata.name] : [],
  );
  assert.equal(kinds, [
    'clusters.aws.helical.dev',
    'encryptionkeys.aws.helical.dev',
    'networks.aws.helical.dev',
  ]);
  assert.not.ok(files.some(({ manifest }) => manifest.kind === 'ClusterProviderConfig'));
  const providers = files.flatMap(({ manifest }) =>
    manifest.kind === 'Provider' ? [manifest.metadata.name.replace('provider-aws-', '')] : [],
  );
  assert.equal(providers, [
    'crossplane-contrib-provider-family-aws',
    'cloudwatchlogs',
    'ec2',
    'eks',
    'iam',
    'kms',
  ]);
});

test('each provider of the hub signs in with its own role of the hub’s account', () => {
  for (const family of ['ec2', 'eks', 'iam', 'kms', 'cloudwatchlogs']) {
    const config = find(`crossplane/DeploymentRuntimeConfig.provider-aws-${family}.yaml`);
    assert.is(
      read(config, 'spec', 'serviceAccountTemplate', 'metadata', 'annotations', 'eks.amazonaws.com/role-arn'),
      `arn:aws:iam::222233334444:role/helical/helical-hub-crossplane-${family}`,
    );
  }
});

test('without an environment that needs it there is no hub', () => {
  const existing = environments.filter(({ name }) => name !== 'dev');
  assert.equal(productOf(existing, hub).environments, ['staging', 'prod']);
});

test.run();
