// Rule policies/ingress-https: load balancers speak HTTPS alone, with TLS 1.2 or later.
import { show } from '../../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../../kit/make-rule.ts';
import { kinds, pathOf, settingsOf } from '../kit/ingress-settings.ts';

export const ingressHttps = objectRule({
  id: 'policies/ingress-https',
  title: 'Load balancers speak HTTPS alone, with TLS 1.2 or later',
  why: 'Passwords and session cookies can be read on the way, also when one old protocol is left on.',
  fix: 'Set listen-ports to [{"HTTPS":443}] and ssl-policy to a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06.',
  standards: ['CKV_AWS_2', 'CKV_AWS_103', 'AVD-AWS-0047', 'AVD-AWS-0054', 'CIS-EKS-1.8:5.4.5'],
  kinds,
  *check(object): Generator<Fault> {
    const setting = settingsOf(object);
    if (!setting) return;
    const ports = setting('listen-ports') ?? '[{"HTTP": 80}]';
    const isPlain = /"HTTP"/.test(ports) && setting('ssl-redirect') === undefined;
    if (isPlain)
      yield { path: pathOf('listen-ports'), what: `The load balancer listens on ${ports} without TLS.` };
    if (!/"HTTPS"/.test(ports)) return;
    const policy = setting('ssl-policy');
    // The default of the controller, ELBSecurityPolicy-2016-08, takes TLS 1.0.
    if (policy === undefined)
      yield { path: pathOf('ssl-policy'), what: 'Without ssl-policy TLS 1.0 is accepted.' };
    else if (!isModern(policy)) {
      yield { path: pathOf('ssl-policy'), what: `${show(policy)} accepts TLS before 1.2.` };
    }
  },
});

/** True for policies whose lowest version is 1.2 or 1.3. */
function isModern(policy: string): boolean {
  return /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/.test(policy);
}
