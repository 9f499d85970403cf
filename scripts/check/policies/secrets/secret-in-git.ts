// Rule policies/secret-in-git: no Secret with contents lies in git.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { entriesAt } from '../../kit/read.ts';

export const secretInGit = objectRule({
  id: 'policies/secret-in-git',
  title: 'No Secret with contents lies in git',
  why: 'base64 hides nothing, and git keeps it for ever.',
  fix: 'Put the value into Secrets Manager and read it with an ExternalSecret.',
  standards: ['KSV-0109', 'CIS-EKS-1.8:4.4.2'],
  kinds: ['/Secret'],
  *check({ manifest }) {
    for (const field of ['data', 'stringData']) {
      for (const { key, path, value } of entriesAt(manifest[field], field)) {
        if (value !== '') yield { path, what: `The value of ${show(key)} can be read by everybody.` };
      }
    }
  },
});
