// No job class asks for more GPUs than the GPU node pool may have.
import { environmentRule } from './kit/rule.ts';

export const gpuLimit = environmentRule({
  id: 'environment/gpu-limit',
  reads: ['runner.jobClasses', 'nodes.gpu'],
  why: 'Karpenter stops at its limit: a job of this class would stay pending until Airflow gives up.',
  check: ({ runner, nodes }) =>
    runner.jobClasses.flatMap(({ name, gpus }, index) => {
      if (gpus <= nodes.gpu.gpuLimit) return [];
      const { gpuLimit: limit } = nodes.gpu;
      return [
        {
          path: `runner.jobClasses[${index}].gpus`,
          what: `A job "${name}" asks for ${gpus} GPUs; nodes.gpu.gpuLimit is ${limit}${limit === 0 ? ', so there is no GPU pool' : ''}.`,
          fix: `Use ${limit === 0 ? '0' : `0 to ${Math.min(8, limit)}`}, or raise nodes.gpu.gpuLimit.`,
        },
      ];
    }),
});
