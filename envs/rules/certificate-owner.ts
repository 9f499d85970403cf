// The load balancer's certificate is in the account and region of the environment.
import { environmentRule, type Problem } from './kit/rule.ts';

export const certificateOwner = environmentRule({
  id: 'environment/certificate-owner',
  reads: ['account.accountId', 'account.region', 'ingress.certificateArn'],
  why: 'A load balancer can only use a certificate of its own account and region; the listener would not be made.',
  check: ({ account, ingress }) => {
    const [, , , region, accountId] = ingress.certificateArn.split(':');
    const path = 'ingress.certificateArn';
    const problems: Problem[] = [];
    if (region !== undefined && region !== account.region) {
      problems.push({
        path,
        what: `The certificate is in region "${region}".`,
        fix: `Use a certificate in ${account.region}.`,
      });
    }
    const isAccountId = /^\d{12}$/.test(account.accountId);
    if (accountId !== undefined && isAccountId && accountId !== account.accountId) {
      problems.push({
        path,
        what: `The certificate belongs to account "${accountId}".`,
        fix: `Use a certificate of account ${account.accountId}.`,
      });
    }
    return problems;
  },
});
