// Opening the load balancer to the internet takes a written reason.
import { parseCidr } from '../validate/cidr.ts';
import { environmentRule } from './kit/rule.ts';

/** Nobody owns a network larger than this; it can only mean "everybody", even when it is written in halves. */
const largestPrefixOfAnOwner = 8;

export const openToInternet = environmentRule({
  id: 'environment/open-to-internet',
  reads: ['ingress.inboundCidrs', 'ingress.openToInternetReason'],
  why: 'Airflow starts programs with the rights of the platform, so who may reach it is a decision with a name.',
  check: ({ ingress }) => {
    const open = ingress.inboundCidrs.flatMap((cidr, index) => {
      const network = parseCidr(cidr);
      return network && network.prefix < largestPrefixOfAnOwner ? [{ cidr, index }] : [];
    });
    if (ingress.openToInternetReason === undefined) {
      return open.map(({ cidr, index }) => {
        return {
          path: `ingress.inboundCidrs[${index}]`,
          what: `"${cidr}" opens the load balancer to the internet without a reason.`,
          fix: 'List the networks that need it, or say in ingress.openToInternetReason why everybody may connect.',
        };
      });
    }
    if (open.length > 0) return [];
    return [
      {
        path: 'ingress.openToInternetReason',
        what: 'There is a reason for opening to the internet, and inboundCidrs does not open.',
        fix: 'Remove the reason, or the next reader takes the load balancer for open.',
      },
    ];
  },
});
