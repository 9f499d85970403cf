// Every job class fits into the node pool that it runs on.
import { excess } from './kit/pools.ts';
import { environmentRule, type Problem } from './kit/rule.ts';

export const jobLargerThanPool = environmentRule({
  id: 'environment/job-larger-than-pool',
  reads: ['runner.jobClasses', 'nodes.general', 'nodes.gpu'],
  why: 'Karpenter would start no node for it: a job of this class would stay pending until Airflow gives up.',
  check: ({ runner, nodes }) =>
    runner.jobClasses.flatMap(({ name, gpus, resources, scratchGiB }, index) => {
      const pool = gpus > 0 ? 'gpu' : 'general';
      const path = `runner.jobClasses[${index}]`;
      const problems: Problem[] = excess(resources, nodes[pool]).map(({ field, asked, available }) => {
        return {
          path: `${path}.resources.${field}`,
          what: `A job "${name}" asks for ${asked}; nodes.${pool} may have ${available} in all.`,
          fix: `Lower the request, or raise the limit of nodes.${pool}.`,
        };
      });
      if (scratchGiB >= nodes[pool].volumeGiB) {
        problems.push({
          path: `${path}.scratchGiB`,
          what: `A job "${name}" asks for ${scratchGiB} GiB of disk; a node has ${nodes[pool].volumeGiB} GiB, images included.`,
          fix: `Use less than ${nodes[pool].volumeGiB}, or raise nodes.${pool}.volumeGiB.`,
        });
      }
      return problems;
    }),
});
