// Which instance sizes a pool asks for, from what its pods need.
import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { nodeCpuCounts, nodeGpuCounts } from '../../../charts/karpenter/requirements.ts';

const gib = 1024;

const cpuCases: [string, { cpuMillis: number; memoryMiB: number }[], string[], string[]][] = [
  ['nothing to run', [], ['m'], ['4', '8', '16']],
  ['a small pod', [{ cpuMillis: 500, memoryMiB: 2 * gib }], ['c', 'm', 'r'], ['4', '8', '16']],
  ['many cores', [{ cpuMillis: 20_000, memoryMiB: gib }], ['c'], ['4', '8', '16', '32']],
  [
    'much memory, memory-optimised nodes',
    [{ cpuMillis: 1000, memoryMiB: 100 * gib }],
    ['r'],
    ['4', '8', '16'],
  ],
  [
    'much memory, compute nodes',
    [{ cpuMillis: 1000, memoryMiB: 100 * gib }],
    ['c'],
    ['4', '8', '16', '32', '48', '64'],
  ],
];

for (const [name, pods, categories, counts] of cpuCases) {
  test(`node sizes: ${name}`, () => assert.equal(nodeCpuCounts(pods, categories), counts));
}

test('a pod that fits some EC2 node fits the largest that is asked for', () => {
  const pod = fc.record({
    cpuMillis: fc.integer({ min: 10, max: 150_000 }),
    memoryMiB: fc.integer({ min: 32, max: 300 * gib }),
  });
  fc.assert(
    fc.property(fc.array(pod, { minLength: 1, maxLength: 5 }), (pods) => {
      const largest = Number(nodeCpuCounts(pods, ['m']).at(-1));
      for (const { cpuMillis, memoryMiB } of pods) {
        assert.ok(cpuMillis < largest * 1000);
        assert.ok(memoryMiB < largest * 4 * gib);
      }
    }),
  );
});

const gpuCases: [number[], string[]][] = [
  [[], ['1']],
  [[0, 0], ['1']],
  [[1], ['1']],
  [
    [1, 2],
    ['1', '4'],
  ],
  [[4], ['4']],
  [
    [8, 1, 5],
    ['1', '8'],
  ],
];

for (const [gpus, counts] of gpuCases) {
  test(`GPU counts of nodes for jobs of ${gpus.join(', ') || 'no'} GPUs`, () =>
    assert.equal(nodeGpuCounts(gpus), counts));
}

test.run();
