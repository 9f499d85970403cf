// Jobs, and the Jobs that CronJobs make: settings that belong together.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { dig, type Fields, fields, list } from '../kit/read.ts';

const mostParallelIndexed = 100_000;

export const jobs = objectRule({
  id: 'semantics/job',
  title: 'Settings of Jobs belong together',
  why: 'The API server refuses the Job.',
  fix: 'Indexed Jobs need completions; what is per index belongs to them alone.',
  kinds: ['batch/Job', 'batch/CronJob'],
  *check(object) {
    const isCron = groupKindOf(object) === 'batch/CronJob';
    const way = isCron ? ['spec', 'jobTemplate', 'spec'] : ['spec'];
    const path = way.join('.');
    const spec = fields(dig(object.manifest, ...way));
    yield* restartFaults(spec, path);
    yield* indexFaults(spec, path);
    if (spec.manualSelector !== true && spec.selector !== undefined && spec.selector !== null) {
      yield {
        path: `${path}.selector`,
        what: 'The selector is made by the server.',
        fix: 'Delete the field.',
      };
    }
    if (isCron && spec.manualSelector === true) {
      yield {
        path: `${path}.manualSelector`,
        what: 'A CronJob can’t make Jobs with a selector of their own.',
      };
    }
    if (list(dig(spec, 'podFailurePolicy', 'rules')).length > 20) {
      yield { path: `${path}.podFailurePolicy.rules`, what: 'There are more than 20 rules.' };
    }
  },
});

function* restartFaults(spec: Fields, path: string): Generator<Fault> {
  const at = `${path}.template.spec.restartPolicy`;
  const policy = dig(spec, 'template', 'spec', 'restartPolicy');
  if (policy === undefined || policy === '' || policy === 'Always') {
    yield {
      path: at,
      what: policy
        ? `${show(policy)} is not accepted in a Job, which is meant to end.`
        : 'The field is missing, and its default is Always.',
      fix: 'Accepted: OnFailure, Never.',
    };
  } else if (policy === 'OnFailure' && spec.podFailurePolicy) {
    yield { path: at, what: 'With podFailurePolicy, only Never is accepted.' };
  }
}

function* indexFaults(spec: Fields, path: string): Generator<Fault> {
  if (spec.completionMode === 'Indexed') {
    if (spec.completions === undefined || spec.completions === null) {
      yield { path: `${path}.completions`, what: 'completionMode is Indexed, and completions is missing.' };
    }
    if (typeof spec.parallelism === 'number' && spec.parallelism > mostParallelIndexed) {
      yield {
        path: `${path}.parallelism`,
        what: `An Indexed Job runs at most ${mostParallelIndexed} pods at once.`,
      };
    }
    return;
  }
  for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) {
    if (spec[field] !== undefined && spec[field] !== null) {
      yield { path: `${path}.${field}`, what: 'It belongs to completionMode: Indexed alone.' };
    }
  }
}
