// Rule policies/job-ttl: jobs that ended are deleted.
import { objectRule } from '../../kit/make-rule.ts';
import { fields, isFields } from '../../kit/read.ts';

export const jobTtl = objectRule({
  id: 'policies/job-ttl',
  severity: 'warning',
  title: 'Jobs that ended are deleted',
  why: 'They and their pods stay for ever and fill etcd and the quota.',
  fix: 'Set ttlSecondsAfterFinished. Not where Argo CD deletes the Job: it would make it again.',
  standards: ['kube-linter:job-ttl-seconds-after-finished'],
  kinds: ['batch/Job'],
  *check({ manifest }) {
    if (isFields(manifest.spec) && typeof manifest.spec.ttlSecondsAfterFinished === 'number') return;
    const annotations = fields(manifest.metadata?.annotations);
    // Argo CD deletes a hook before it makes the next, also when it names no policy.
    if (annotations['argocd.argoproj.io/hook'] !== undefined) return;
    yield { path: 'spec', what: 'The Job is never deleted.' };
  },
});
