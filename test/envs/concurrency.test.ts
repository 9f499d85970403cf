// The concurrency model: memory and connections of instance classes, and the sums.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  connectionDemand,
  connectionPlan,
  demandInWords,
  instanceMemoryGiB,
  maxConnections,
  schedulerCapacity,
  workerCapacity,
} from '../../envs/concurrency.ts';
import { loadEnvironments } from '../../envs/index.ts';

const memory: [instanceClass: string, memoryGiB: number | undefined][] = [
  ['db.t4g.micro', 1],
  ['db.t4g.medium', 4],
  ['db.t3.2xlarge', 32],
  ['db.m7g.large', 8],
  ['db.m7g.xlarge', 16],
  ['db.m6i.4xlarge', 64],
  ['db.r7g.large', 16],
  ['db.r6g.16xlarge', 512],
  ['db.x2g.large', undefined],
  ['db.m7g.metal', undefined],
];

for (const [instanceClass, memoryGiB] of memory) {
  test(`${instanceClass} has ${memoryGiB ?? 'an unknown amount of'} GiB of memory`, () => {
    assert.is(instanceMemoryGiB(instanceClass), memoryGiB);
  });
}

test('more memory means more connections, up to 5000', () => {
  assert.is(maxConnections('db.t4g.micro'), 101);
  assert.is(maxConnections('db.m7g.xlarge'), 1622);
  assert.is(maxConnections('db.r7g.16xlarge'), 5000);
});

for (const environment of loadEnvironments()) {
  test(`${environment.name}: its database serves all components without a pooler`, () => {
    const plan = connectionPlan(environment);
    assert.ok(plan && plan.wanted <= plan.available, JSON.stringify(plan));
    assert.is(plan?.pgbouncer, false);
  });

  test(`${environment.name}: no worker and no scheduler slot is out of reach`, () => {
    assert.ok(workerCapacity(environment) > 0);
    assert.ok(schedulerCapacity(environment) >= environment.airflow.parallelism);
  });
}

test('workers open no connection, and the sum is written out', () => {
  const [dev] = loadEnvironments();
  assert.ok(dev);
  if (!dev) return;
  const demand = connectionDemand(dev);
  assert.not.ok(demand.some(({ who }) => who.includes('worker')));
  assert.match(demandInWords(demand), /^api-server 1 × 20 \+ scheduler 1 × 10 \+ .* = \d+$/);
});

test.run();
