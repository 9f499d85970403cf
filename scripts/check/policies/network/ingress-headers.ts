// Rule policies/ingress-headers: load balancers drop headers that are not valid.
import { objectRule } from '../../kit/make-rule.ts';
import { kinds, pathOf, settingsOf } from '../kit/ingress-settings.ts';

export const ingressHeaders = objectRule({
  id: 'policies/ingress-headers',
  title: 'Load balancers drop headers that are not valid',
  why: 'They are read differently by the program behind, which lets requests be smuggled past checks.',
  fix: 'Add routing.http.drop_invalid_header_fields.enabled=true to load-balancer-attributes.',
  standards: ['CKV_AWS_131', 'AVD-AWS-0052'],
  kinds,
  *check(object) {
    const setting = settingsOf(object);
    if (!setting) return;
    const attributes = (setting('load-balancer-attributes') ?? '').split(',').map((one) => one.trim());
    if (attributes.includes('routing.http.drop_invalid_header_fields.enabled=true')) return;
    yield { path: pathOf('load-balancer-attributes'), what: 'Invalid headers are passed on.' };
  },
});
