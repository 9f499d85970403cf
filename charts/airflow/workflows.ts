// The workflows that this repository’s DAGs run, as far as the platform must know them: their job class and queue.
import { readFileSync } from 'node:fs';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import type { Environment } from '../../envs/index.ts';
import { didYouMean } from '../../envs/validate/did-you-mean.ts';

const file = 'dags/workflows.json';

/** One entry of dags/workflows.json, by the id of its DAG. The DAGs read the same file. */
export interface Workflow {
  jobClass: string;
  queue: string;
  model: string;
  /** Paths in the datasets bucket, such as `inputs/pbmc3k.h5ad`. */
  datasets: string[];
}

/** The workflows of this repository. Throws a `FindingsError` when an entry lacks a field. */
export function readWorkflows(): Record<string, Workflow> {
  const entries: Record<string, Partial<Workflow>> = JSON.parse(
    readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
  );
  const workflows: Record<string, Workflow> = {};
  const findings: Finding[] = [];
  for (const [name, { jobClass, queue, model, datasets }] of Object.entries(entries)) {
    if (jobClass && queue && model && datasets) workflows[name] = { jobClass, queue, model, datasets };
    else findings.push(incomplete(name));
  }
  if (findings.length > 0) throw new FindingsError(findings);
  return workflows;
}

/** What the workflows ask for and the environment does not have, each with both places. */
export function workflowFindings(
  { name, airflow, runner }: Environment,
  workflows: Readonly<Record<string, Workflow>>,
): Finding[] {
  const missing = (path: string, asked: string, offered: string[], where: string, why: string): Finding[] =>
    offered.includes(asked)
      ? []
      : [
          {
            rule: 'airflow/workflow',
            severity: 'error',
            where: { file, path, source: `envs/${name}.ts: ${where}` },
            what: `"${asked}" is not in ${where} of envs/${name}.ts.`,
            why,
            fix: `${didYouMean(asked, offered)}Use one of: ${offered.join(', ')}; or add it to the environment.`,
          },
        ];
  const classes = runner.jobClasses.map((jobClass) => jobClass.name);
  const queues = airflow.queues.map((queue) => queue.name);
  return Object.entries(workflows).flatMap(([dag, { jobClass, queue }]) => [
    ...missing(
      `${dag}.jobClass`,
      jobClass,
      classes,
      'runner.jobClasses',
      'The DAG would look for the pod of a class that is not mounted, and every run would fail.',
    ),
    ...missing(
      `${dag}.queue`,
      queue,
      queues,
      'airflow.queues',
      'No worker serves the queue, so the tasks would wait until Airflow gives up.',
    ),
  ]);
}

/** Throws a `FindingsError` with every contradiction between the workflows and the environment. */
export function checkWorkflows(environment: Environment): void {
  const findings = workflowFindings(environment, readWorkflows());
  if (findings.length > 0) throw new FindingsError(findings);
}

function incomplete(name: string): Finding {
  return {
    rule: 'airflow/workflow',
    severity: 'error',
    where: { file, path: name },
    what: 'A field is missing.',
    why: 'The DAG of this name reads all of them.',
    fix: 'Give jobClass, queue, model and datasets.',
  };
}
