// The DAGs ask for job classes and queues that the environments have.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readWorkflows, workflowFindings } from '../../../charts/airflow/workflows.ts';
import { formatFinding } from '../../../envs/finding.ts';
import { environmentWith } from './built.ts';

test('the workflows of this repository fit every environment', () => {
  for (const name of ['dev', 'staging', 'prod'] as const)
    assert.equal(workflowFindings(environmentWith(name), readWorkflows()), []);
});

test('a job class and a queue that nobody has are refused with both places', () => {
  const workflow = { jobClass: 'gpu-smal', queue: 'fast', model: 'scgpt', datasets: [] };
  assert.is(
    workflowFindings(environmentWith('prod'), { demo: workflow }).map(formatFinding).join('\n'),
    [
      'error dags/workflows.json: demo.jobClass [airflow/workflow]',
      '  "gpu-smal" is not in runner.jobClasses of envs/prod.ts.',
      '  why: The DAG would look for the pod of a class that is not mounted, and every run would fail.',
      '  fix: Did you mean "gpu-small"? Use one of: cpu, gpu-small, gpu-large; or add it to the environment.',
      '  from: envs/prod.ts: runner.jobClasses',
      'error dags/workflows.json: demo.queue [airflow/workflow]',
      '  "fast" is not in airflow.queues of envs/prod.ts.',
      '  why: No worker serves the queue, so the tasks would wait until Airflow gives up.',
      '  fix: Use one of: default, helical-runner, sensors; or add it to the environment.',
      '  from: envs/prod.ts: airflow.queues',
    ].join('\n'),
  );
});

test.run();
