// Rule policies/exposed-service: no Service opens a door beside the Ingress.
import { objectRule } from '../../kit/make-rule.ts';
import { fields, list } from '../../kit/read.ts';
import { isEverywhere } from '../kit/managed.ts';

export const exposedService = objectRule({
  id: 'policies/exposed-service',
  title: 'No Service opens a door beside the Ingress',
  why: 'It gets a load balancer or a port on every node, without the certificate and the limits of the Ingress.',
  fix: 'Use the type ClusterIP and an Ingress; or set loadBalancerSourceRanges.',
  standards: ['KSV-0108', 'kube-linter:exposed-services'],
  kinds: ['/Service'],
  *check({ manifest }) {
    const { type, loadBalancerSourceRanges: ranges, externalIPs } = fields(manifest.spec);
    if (type === 'NodePort') yield { path: 'spec.type', what: 'The Service takes a port of every node.' };
    if (type === 'LoadBalancer' && (list(ranges).length === 0 || list(ranges).some(isEverywhere))) {
      yield { path: 'spec.type', what: 'The Service gets a load balancer for every address.' };
    }
    if (list(externalIPs).length > 0) {
      yield {
        path: 'spec.externalIPs',
        what: 'The Service takes traffic for addresses of others (CVE-2020-8554).',
      };
    }
  },
});
