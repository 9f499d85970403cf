// Rule policies/ingress-scheme: load balancers say where they stand, and on the internet for whom.
import { objectRule } from '../../kit/make-rule.ts';
import { kinds, pathOf, settingsOf } from '../kit/ingress-settings.ts';
import { isEverywhere } from '../kit/managed.ts';

export const ingressScheme = objectRule({
  id: 'policies/ingress-scheme',
  title: 'Load balancers say where they stand, and on the internet for whom',
  why: 'A sign-in page that every address reaches is tried by everybody.',
  fix: 'Set scheme to internal; or to internet-facing with inbound-cidrs.',
  standards: ['AVD-AWS-0053'],
  kinds,
  *check(object) {
    const setting = settingsOf(object);
    if (!setting) return;
    const scheme = setting('scheme');
    if (scheme === undefined) yield { path: 'metadata.annotations', what: 'The Ingress has no scheme.' };
    if (scheme !== 'internet-facing') return;
    const groups = setting('security-groups');
    const ranges = setting('inbound-cidrs')
      ?.split(',')
      .map((range) => range.trim());
    if (!ranges && !groups) {
      yield { path: pathOf('scheme'), what: 'Every address of the internet is admitted.' };
    }
    const open = ranges?.find(isEverywhere);
    if (open) yield { path: pathOf('inbound-cidrs'), what: `${open} admits every address of the internet.` };
  },
});
