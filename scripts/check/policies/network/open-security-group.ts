// Rule policies/open-security-group: no security group admits every address.
import { desired, isEverywhere, managedRule } from '../kit/managed.ts';

export const openSecurityGroup = managedRule({
  id: 'policies/open-security-group',
  title: 'No security group admits every address',
  why: 'Anybody on the internet can try the ports behind it.',
  fix: 'Name the ranges or the security group that may come in.',
  standards: ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260', 'CKV_AWS_277', 'AVD-AWS-0107'],
  of: ['ec2/SecurityGroupIngressRule', 'ec2/SecurityGroupRule'],
  *checkResource({ cidrIpv4, cidrIpv6, cidrBlocks, ipv6CidrBlocks, type }) {
    if (type === 'egress') return;
    const given = [cidrIpv4, cidrIpv6, cidrBlocks, ipv6CidrBlocks].flat();
    const open = given.find(isEverywhere);
    if (open !== undefined) yield { path: desired, what: `The rule admits ${String(open)}.` };
  },
});
