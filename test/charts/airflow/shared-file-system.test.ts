// An environment that lets Crossplane make the file system of its DAGs: everything is there and fits together.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { operatorsOf } from '../../../argocd/operators/index.ts';
import type { Manifest } from '../../../crossplane/manifest.ts';
import type { EnvironmentDescription } from '../../../envs/index.ts';
import { parseEnvironments } from '../../../envs/parse.ts';
import { type Waiver, waivers } from '../../../envs/waivers.ts';
import { check } from '../../../scripts/check/engine.ts';
import { render } from '../../../scripts/generate/serialize.ts';
import { productOf } from '../../../scripts/generate/this-project.ts';
import { list, read, text } from '../../argocd/build.ts';
import { type Changes, changed } from '../../envs/kit/change.ts';
import { environmentWith } from './built.ts';

const facts = { fileSystemId: 'fs-0123456789abcdef0', accessPointId: 'fsap-0123456789abcdef0' };

function described(changes: Changes): EnvironmentDescription {
  const [description] = parseEnvironments([
    { file: 'envs/prod.ts', value: changed('envs/prod.ts', changes) },
  ]);
  if (!description) throw new Error('no environment');
  return description;
}

/** "check" looks for roles of Helm charts at `serviceAccount.annotations`; this chart has them below `node`. */
const annotationOfChart: Waiver = {
  rule: 'references/irsa-account',
  kind: 'WorkloadIdentity',
  namespace: 'identity',
  name: 'efs-csi',
  reason: 'the chart of the EFS driver has the annotation at node.serviceAccount',
  until: '2027-06-30',
};

const before = described({ 'airflow.dags': { source: 'efs' } });
const after = described({ 'airflow.dags': { source: 'efs', facts } });
const locked = described({
  'storage.objectLock': {
    datasets: { days: 30 },
    outputs: { days: 30 },
    logs: { days: 90 },
    audit: { mode: 'COMPLIANCE', days: 365, complianceReason: 'The law wants a year of unchanged records.' },
  },
});

const plans = new Map<EnvironmentDescription, Map<string, Manifest>>();

/** The manifests of an environment by their path below it, for example `airflow/PersistentVolume.airflow-dags`. */
function manifestsOf(description: EnvironmentDescription): Map<string, Manifest> {
  const known = plans.get(description);
  if (known) return known;
  const planned = productOf([description]).plan(description.name);
  const manifests = new Map(
    planned.map(({ path, manifest }) => [
      path.slice(description.name.length + 1).replace('.yaml', ''),
      manifest,
    ]),
  );
  plans.set(description, manifests);
  return manifests;
}

/** What "check" finds in the written tree, the waivers of the project applied. */
async function findingsOf(description: EnvironmentDescription): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'tree-'));
  try {
    for (const file of productOf([description]).plan(description.name)) {
      const path = join(root, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, render(file).bytes);
    }
    const result = await check({
      root,
      treeName: 'generated',
      selection: { only: [], skip: [] },
      allowUnknown: [],
      kubernetesVersionOf: () => description.cluster.kubernetesVersion,
      waivers: [...waivers, annotationOfChart],
      waiversFile: 'envs/waivers.ts',
      today: '2026-11-22',
      nowMillis: 0,
      jobs: 1,
    });
    return (
      result.findings
        // Some waivers are for objects of other environments.
        .filter(({ rule }) => !rule.startsWith('waivers/'))
        .map(({ rule, where, what }) => `${rule} ${where.file} ${where.path}: ${what}`)
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

const cases = { 'before the facts': before, 'with the facts': after, 'with locked buckets': locked };
for (const [name, description] of Object.entries(cases)) {
  test(`${name}: check is silent`, async () => {
    assert.equal(await findingsOf(description), []);
  });
}

test('Crossplane makes the file system in every private subnet, encrypted with a key for it', () => {
  const manifests = manifestsOf(before);
  const files = manifests.get('airflow/SharedFileSystem.dags');
  assert.is(read(files, 'spec', 'fileSystemName'), 'helical-prod-dags');
  assert.is(
    text(files, 'spec', 'encryptionKeyAlias'),
    text(manifests.get('encryption/EncryptionKey.files'), 'spec', 'alias'),
  );
  assert.is(text(manifests.get('encryption/EncryptionKey.files'), 'spec', 'service'), 'elasticfilesystem');
  const made = [...manifests.keys()].filter((name) => name.startsWith('preview/'));
  assert.is(made.filter((name) => name.includes('MountTarget.dags-')).length, 3);
  for (const kind of ['FileSystem', 'AccessPoint', 'SecurityGroup', 'FileSystemPolicy', 'BackupPolicy'])
    assert.ok(
      made.some((name) => name.startsWith(`preview/${kind}.dags-files`)),
      kind,
    );
  const rule = manifests.get('preview/SecurityGroupIngressRule.dags-files-access-from-cluster');
  assert.is(read(rule, 'spec', 'forProvider', 'fromPort'), 2049);
});

test('only principals of the account mount, and through a mount target', () => {
  const policy = text(
    manifestsOf(before).get('preview/FileSystemPolicy.dags-files-policy'),
    'spec',
    'forProvider',
    'policy',
  );
  const [mount, deny] = list(JSON.parse(policy), 'Statement');
  assert.equal(read(mount, 'Condition'), {
    StringEquals: { 'aws:PrincipalAccount': '777788889999' },
    Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
  });
  assert.equal(read(deny, 'Effect'), 'Deny');
});

test('the driver of the chart has the role of the WorkloadIdentity', () => {
  const node = read(
    manifestsOf(before).get('argocd/Application.aws-efs-csi-driver'),
    'spec',
    'source',
    'helm',
    'valuesObject',
    'node',
  );
  assert.is(
    read(node, 'serviceAccount', 'annotations', 'eks.amazonaws.com/role-arn'),
    'arn:aws:iam::777788889999:role/helical/helical-prod-efs-csi',
  );
});

test('the pods are the user of the access point', () => {
  const manifests = manifestsOf(after);
  const point = read(manifests.get('airflow/SharedFileSystem.dags'), 'spec', 'accessPoint');
  const pod = read(manifests.get('airflow/Deployment.airflow-scheduler'), 'spec', 'template', 'spec');
  const user = list(pod, 'containers')
    .concat(pod)
    .map((part) => read(part, 'securityContext', 'runAsUser'))
    .find((found) => found !== undefined);
  assert.is(read(point, 'uid'), user);
});

test('the claim waits for the facts, and then names the volume of the access point', () => {
  const claim = (description: EnvironmentDescription) =>
    manifestsOf(description).get('airflow/PersistentVolumeClaim.airflow-dags');
  assert.is(read(claim(before), 'spec', 'volumeName'), undefined);
  // No class: nothing else makes a volume for it in the meantime.
  assert.is(read(claim(before), 'spec', 'storageClassName'), '');
  assert.not.ok(manifestsOf(before).has('airflow/PersistentVolume.airflow-dags'));
  assert.is(read(claim(after), 'spec', 'volumeName'), 'airflow-dags');
  const volume = manifestsOf(after).get('airflow/PersistentVolume.airflow-dags');
  assert.is(text(volume, 'spec', 'csi', 'volumeHandle'), 'fs-0123456789abcdef0::fsap-0123456789abcdef0');
  assert.equal(read(volume, 'spec', 'mountOptions'), ['tls', 'iam']);
});

test('generate says that the facts are missing, and nothing once they are there', () => {
  assert.equal(
    productOf([before])
      .notices?.('prod')
      .map(({ rule, where, what }) => [rule, where.path, what]),
    [
      [
        'generate/facts-missing',
        'airflow.dags.facts',
        'The volume of the DAGs was not generated, and Airflow waits for it.',
      ],
    ],
  );
  assert.equal(productOf([after]).notices?.('prod'), []);
});

test('the driver is there, and may look at the one file system once its id is known', () => {
  for (const changes of [{ source: 'efs' }, { source: 'efs', facts }]) {
    const environment = environmentWith('prod', { 'airflow.dags': changes });
    assert.ok(operatorsOf(environment).some(({ name }) => name === 'aws-efs-csi-driver'));
  }
  const statement = (description: EnvironmentDescription) =>
    list(manifestsOf(description).get('identity/WorkloadIdentity.efs-csi'), 'spec', 'policy', 'Statement')[0];
  const prefix = 'arn:aws:elasticfilesystem:eu-central-1:777788889999:file-system/';
  assert.equal(read(statement(after), 'Resource'), [`${prefix}fs-0123456789abcdef0`]);
  assert.equal(read(statement(before), 'Resource'), [`${prefix}*`]);
  assert.equal(read(statement(before), 'Condition'), {
    StringEquals: { 'aws:ResourceTag/environment': ['prod'] },
  });
});

test('a file system that exists is neither made nor encrypted anew', () => {
  const manifests = manifestsOf(described({ 'airflow.dags': { source: 'efs', ...facts } }));
  assert.not.ok(manifests.has('airflow/SharedFileSystem.dags'));
  assert.not.ok(manifests.has('encryption/EncryptionKey.files'));
  assert.ok(manifests.has('airflow/PersistentVolume.airflow-dags'));
});

test('locked buckets have the mode and the days of the environment, and no other bucket is locked', () => {
  const manifests = manifestsOf(locked);
  const locks = new Map(
    [...manifests]
      .filter(([name]) => name.startsWith('preview/BucketObjectLockConfiguration.'))
      .map(([name, manifest]) => [
        name.replace(/.*\./, ''),
        read(manifest, 'spec', 'forProvider', 'rule', 'defaultRetention'),
      ]),
  );
  assert.equal(Object.fromEntries(locks), {
    'account-trail-bucket-lock': { mode: 'COMPLIANCE', days: 365 },
    'datasets-bucket-lock': { mode: 'GOVERNANCE', days: 30 },
    'logs-bucket-lock': { mode: 'GOVERNANCE', days: 90 },
    'outputs-bucket-lock': { mode: 'GOVERNANCE', days: 30 },
  });
  const plain = [...manifestsOf(described({})).keys()];
  assert.not.ok(plain.some((name) => name.includes('ObjectLock')));
});

test.run();
