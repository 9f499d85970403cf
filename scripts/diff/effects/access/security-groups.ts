// Security groups: which traffic a new or changed rule lets in or out.
import type { EffectRule } from '../../change.ts';
import { awsChanges } from '../aws/managed-resource.ts';
import { fieldOf } from '../cluster/kinds.ts';
import { effectOf } from '../effect.ts';
import { read } from './read.ts';

/** Security groups let more in. */
export const securityGroups: EffectRule = {
  id: 'network/security-group',
  title: 'A security group lets more traffic in or out.',
  *effects({ changes }) {
    for (const { change, kind, fields } of awsChanges(changes)) {
      if (!/^ec2\/SecurityGroup(Ingress|Egress)Rule$/.test(kind) || !change.to) continue;
      if (
        change.from &&
        !fields.some(({ name }) => /^(cidr|prefixList|referenced|fromPort|toPort|ipProtocol)/.test(name))
      )
        continue;
      const rule = fieldOf(change.to.manifest, 'spec.forProvider');
      const cidr = read(rule, 'cidrIpv4') ?? read(rule, 'cidrIpv6');
      const isOpen = cidr === '0.0.0.0/0' || cidr === '::/0';
      const isIngress = kind === 'ec2/SecurityGroupIngressRule';
      const ports =
        read(rule, 'fromPort') === undefined
          ? 'all ports'
          : `port ${String(read(rule, 'fromPort'))}${read(rule, 'toPort') === read(rule, 'fromPort') ? '' : `–${String(read(rule, 'toPort'))}`}`;
      yield effectOf(change, {
        rule: isOpen && isIngress ? 'network/public' : 'network/security-group',
        level: isOpen && isIngress ? 'danger' : 'caution',
        what: `${isIngress ? 'Lets in' : 'Lets out'} ${isOpen ? 'the whole internet' : String(cidr ?? 'another group or prefix list')} on ${ports}.`,
        why: 'Rules of a security group add up: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
        fix: 'Name the group or the range that needs it.',
      });
    }
  },
};
