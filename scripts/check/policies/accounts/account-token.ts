// Rule policies/account-token: ServiceAccounts give out no token unasked.
import { objectRule } from '../../kit/make-rule.ts';

export const accountToken = objectRule({
  id: 'policies/account-token',
  severity: 'warning',
  title: 'ServiceAccounts give out no token unasked',
  why: 'The next pod under this name gets a token of the API server without saying so.',
  fix: 'Set automountServiceAccountToken of the ServiceAccount to false, and to true in the pods that need it.',
  standards: ['KSV-0036', 'CIS-EKS-1.8:4.1.6'],
  kinds: ['/ServiceAccount'],
  *check({ manifest }) {
    if (manifest.automountServiceAccountToken === false) return;
    yield { what: 'The ServiceAccount gives every pod under its name a token.' };
  },
});
