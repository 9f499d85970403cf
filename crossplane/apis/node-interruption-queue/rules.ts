// The events that take a node away: what Karpenter wants to hear of before it happens.

/** One EventBridge rule. */
export interface InterruptionRule {
  /** Last part of the rule's name in AWS and of the composed object's. */
  id: string;
  description: string;
  source: 'aws.ec2' | 'aws.health';
  /** Type of event, as the service writes it. */
  detailType: string;
}

/** The five rules (Karpenter: CloudFormation reference, interruption handling). */
export const interruptionRules = [
  {
    id: 'health-event',
    description: 'AWS Health tells of trouble with an instance',
    source: 'aws.health',
    detailType: 'AWS Health Event',
  },
  {
    id: 'spot-interruption',
    description: 'A spot instance is taken away in two minutes',
    source: 'aws.ec2',
    detailType: 'EC2 Spot Instance Interruption Warning',
  },
  {
    id: 'rebalance',
    description: 'A spot instance is likely to be taken away soon',
    source: 'aws.ec2',
    detailType: 'EC2 Instance Rebalance Recommendation',
  },
  {
    id: 'state-change',
    description: 'An instance stops or ends',
    source: 'aws.ec2',
    detailType: 'EC2 Instance State-change Notification',
  },
  {
    id: 'capacity-reservation',
    description: 'A reserved instance is taken back',
    source: 'aws.ec2',
    detailType: 'EC2 Capacity Reservation Instance Interruption Warning',
  },
] as const satisfies readonly InterruptionRule[];

/** Event pattern of a rule, as EventBridge wants it. */
export function eventPattern({ source, detailType }: InterruptionRule): string {
  return JSON.stringify({ source: [source], 'detail-type': [detailType] });
}
