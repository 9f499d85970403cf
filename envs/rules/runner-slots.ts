// Airflow never starts more helical-runner pods than the cluster lets run.
import { environmentRule, type Problem } from './kit/rule.ts';

export const runnerSlots = environmentRule({
  id: 'environment/runner-slots',
  reads: ['airflow.runnerSlots', 'runner.maxPods', 'runner.jobClasses', 'nodes.gpu'],
  why: 'Airflow would start jobs that the cluster then refuses or leaves pending, and report them as failed.',
  check: ({ airflow, runner, nodes }) => {
    const path = 'airflow.runnerSlots';
    const problems: Problem[] = [];
    if (airflow.runnerSlots > runner.maxPods) {
      problems.push({
        path,
        what: `${airflow.runnerSlots} is above runner.maxPods, ${runner.maxPods}.`,
        fix: `Use 1 to ${runner.maxPods}, or raise runner.maxPods.`,
      });
    }
    // A mapped task fills every slot with one class; the smallest GPU class asks for least.
    const gpuCounts = runner.jobClasses.map(({ gpus }) => gpus).filter((gpus) => gpus > 0);
    const smallest = Math.min(...gpuCounts);
    if (gpuCounts.length > 0 && airflow.runnerSlots * smallest > nodes.gpu.gpuLimit) {
      const slots = Math.floor(nodes.gpu.gpuLimit / smallest);
      problems.push({
        path,
        what: `${airflow.runnerSlots} jobs of the smallest GPU class ask for ${airflow.runnerSlots * smallest} GPUs; nodes.gpu.gpuLimit is ${nodes.gpu.gpuLimit}.`,
        fix: slots > 0 ? `Use 1 to ${slots}, or raise nodes.gpu.gpuLimit.` : 'Raise nodes.gpu.gpuLimit.',
      });
    }
    return problems;
  },
});
