// The addresses of Kubernetes Services lie outside the VPC, in a network that EKS accepts.
import { type Cidr, contains, overlap, parseCidr } from '../validate/cidr.ts';
import { environmentRule, type Problem } from './kit/rule.ts';

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const largestPrefix = 12;
const smallestPrefix = 24;

export const serviceCidr = environmentRule({
  id: 'environment/service-cidr',
  reads: ['network.vpcCidr', 'cluster.source', 'cluster.serviceCidr'],
  why: 'A Service in the VPC’s range hides a machine there; EKS refuses public networks and other sizes.',
  check: ({ network, cluster }) => {
    const services = parseCidr(cluster.serviceCidr);
    const vpc = parseCidr(network.vpcCidr);
    if (!services) return [];
    const problems: Problem[] = [];
    const report = (what: string, fix: string) => problems.push({ path: 'cluster.serviceCidr', what, fix });
    if (vpc && overlap(services, vpc)) {
      report(
        `"${cluster.serviceCidr}" overlaps with the VPC’s ${network.vpcCidr}.`,
        cluster.source === 'existing'
          ? 'Use the service network that the EKS cluster has, for example 172.20.0.0/16 or 10.100.0.0/16.'
          : 'Use a network outside the VPC, for example 172.20.0.0/16 or 10.100.0.0/16.',
      );
    }
    if (!isPrivate(services)) {
      report(
        `"${cluster.serviceCidr}" is no private network.`,
        `Use a network within ${privateRanges.join(', ')}.`,
      );
    }
    if (services.prefix < largestPrefix || services.prefix > smallestPrefix) {
      report(
        `"${cluster.serviceCidr}" is a /${services.prefix}.`,
        `Use a network from /${largestPrefix} to /${smallestPrefix}.`,
      );
    }
    return problems;
  },
});

function isPrivate(services: Cidr): boolean {
  return privateRanges.map(parseCidr).some((range) => range !== undefined && contains(range, services));
}
