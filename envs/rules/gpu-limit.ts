// No job class asks for more GPUs than the GPU node pool may have.
import { environmentRule } from './kit/rule.ts';

export const gpuLimit = environmentRule({
  id: 'environment/gpu-limit',
  reads: ['runner.jobClasses', 'nodes.gpu'],
  why: 'Karpenter stops at its limit: a job of this class would stay pending until Airflow gives up.',
  check: ({ runner, nodes }) =>
    runner.jobClasses.flatMap(({ name, gpus }, index) => {
      if (gpus <= nodes.gpu.gpuLimit) return [];
      return [
        {
          path: `runner.jobClasses[${index}].gpus`,
          what: `A job "${name}" asks for ${gpus} GPUs; nodes.gpu.gpuLimit is ${nodes.gpu.gpuLimit}.`,
          fix: `Use 0 to ${Math.min(8, nodes.gpu.gpuLimit)}, or raise nodes.gpu.gpuLimit.`,
        },
      ];
    }),
});
