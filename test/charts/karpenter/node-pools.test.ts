// The node pools: sizes, limits, taints and the time that running work gets.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { karpenter } from '../../../charts/karpenter/index.ts';
import type { Environment } from '../../../envs/index.ts';
import { environmentNamed, list, Objects, read, text } from '../../argocd/build.ts';

const prod = environmentNamed('prod');
const build = (environment: Environment) => new Objects(karpenter, environment);
const pool = (environment: Environment, name: string) => build(environment).one('NodePool', name);

function valuesOf(nodePool: unknown, key: string): unknown {
  const requirements = list(nodePool, 'spec', 'template', 'spec', 'requirements');
  return read(
    requirements.find((requirement) => read(requirement, 'key') === key),
    'values',
  );
}

test('only the GPU pool is tainted, and it carries the label that the device plugin looks for', () => {
  assert.equal(list(pool(prod, 'gpu'), 'spec', 'template', 'spec', 'taints'), [
    { key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' },
  ]);
  assert.is(
    read(pool(prod, 'gpu'), 'spec', 'template', 'metadata', 'labels', 'nvidia.com/gpu.present'),
    'true',
  );
  assert.is(read(pool(prod, 'general'), 'spec', 'template', 'spec', 'taints'), undefined);
});

test('without GPUs there is no GPU pool, and no class of its nodes', () => {
  const nodes = { ...prod.nodes, gpu: { ...prod.nodes.gpu, gpuLimit: 0 } };
  const built = build({ ...prod, nodes });
  assert.equal(built.names('NodePool'), ['general']);
  assert.equal(built.names('EC2NodeClass'), ['general']);
});

test('limits are those of the environment', () => {
  const { general, gpu } = prod.nodes;
  assert.equal(read(pool(prod, 'general'), 'spec', 'limits'), {
    cpu: String(general.cpuLimit),
    memory: `${general.memoryLimitGiB}Gi`,
  });
  assert.equal(read(pool(prod, 'gpu'), 'spec', 'limits'), {
    cpu: String(gpu.cpuLimit),
    memory: `${gpu.memoryLimitGiB}Gi`,
    'nvidia.com/gpu': String(gpu.gpuLimit),
  });
});

test('both pools expire, and always with a grace period', () => {
  for (const name of ['general', 'gpu']) {
    const spec = read(pool(prod, name), 'spec', 'template', 'spec');
    assert.match(text(spec, 'expireAfter'), /^\d+h$/);
    assert.match(text(spec, 'terminationGracePeriod'), /^\d+m$/);
  }
});

test('a node waits for the longest work that may run on it', () => {
  const minutes = (environment: Environment, name: string) =>
    Number.parseInt(text(pool(environment, name), 'spec', 'template', 'spec', 'terminationGracePeriod'), 10);
  const jobs = prod.runner.jobClasses;
  for (const job of jobs) assert.ok(minutes(prod, job.gpus > 0 ? 'gpu' : 'general') > job.deadlineMinutes);
  for (const queue of prod.airflow.queues) assert.ok(minutes(prod, 'general') > queue.longestTaskMinutes);

  const longer = structuredClone(prod);
  for (const queue of longer.airflow.queues) queue.longestTaskMinutes = 2000;
  assert.is(minutes(longer, 'general'), 2015);
  assert.is(minutes(longer, 'gpu'), minutes(prod, 'gpu'));
});

test('short work still gets an hour', () => {
  const short = structuredClone(prod);
  for (const queue of short.airflow.queues) queue.longestTaskMinutes = 1;
  for (const job of short.runner.jobClasses) job.deadlineMinutes = 1;
  assert.is(text(pool(short, 'general'), 'spec', 'template', 'spec', 'terminationGracePeriod'), '60m');
});

test('the freeze of the environment holds back drift in both pools, and consolidation in the general one', () => {
  const { schedule, hours } = prod.nodes.disruptionFreeze;
  const freeze = { nodes: '0', schedule, duration: `${hours}h` };
  const budgets = (name: string) => list(pool(prod, name), 'spec', 'disruption', 'budgets');
  assert.equal(budgets('general'), [{ nodes: '10%' }, { ...freeze, reasons: ['Underutilized', 'Drifted'] }]);
  assert.equal(budgets('gpu'), [{ nodes: '1' }, { ...freeze, reasons: ['Drifted'] }]);
});

test('GPU nodes go when empty only', () => {
  assert.is(read(pool(prod, 'gpu'), 'spec', 'disruption', 'consolidationPolicy'), 'WhenEmpty');
});

test('purchase options and families are those of the environment', () => {
  assert.equal(
    valuesOf(pool(prod, 'general'), 'karpenter.sh/capacity-type'),
    prod.nodes.general.capacityTypes,
  );
  assert.equal(valuesOf(pool(prod, 'gpu'), 'karpenter.sh/capacity-type'), prod.nodes.gpu.capacityTypes);
  assert.equal(
    valuesOf(pool(prod, 'gpu'), 'karpenter.k8s.aws/instance-family'),
    prod.nodes.gpu.instanceFamilies,
  );
});

test('new nodes wait for the EFS driver where DAGs come from EFS, and only there', () => {
  const efs: Environment = {
    ...prod,
    airflow: {
      ...prod.airflow,
      dags: { source: 'efs', fileSystemId: 'fs-0123456789abcdef0', accessPointId: 'fsap-0123456789abcdef0' },
    },
  };
  for (const name of ['general', 'gpu']) {
    assert.is(read(pool(prod, name), 'spec', 'template', 'spec', 'startupTaints'), undefined);
    assert.equal(list(pool(efs, name), 'spec', 'template', 'spec', 'startupTaints'), [
      { key: 'efs.csi.aws.com/agent-not-ready', effect: 'NoExecute' },
    ]);
  }
});

test.run();
