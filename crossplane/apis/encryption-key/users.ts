// Who may use a key: each choice is a composition of its own, because it changes the key's policy.
import { format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import {
  logsUse,
  queueUseByEvents,
  secretsUseByClusters,
  serviceUse,
  topicUseByAlarms,
  topicUseByAlertManager,
  volumeUseByAutoScaling,
} from '../../shared/key-policy.ts';

/**
 * `service`: principals of the account, through one service. `logs`: CloudWatch Logs as itself. `queues`: as
 * `service`, and EventBridge for the queues of the account. `topics`: as `service`, and alarms of CloudWatch and
 * Managed Prometheus for the topics of the account. `volumes`: as `service`, and Auto Scaling for the nodes of managed
 * groups. `clusters`: EKS, for whoever makes a cluster and for the cluster's role.
 */
export const keyUsers = ['service', 'logs', 'queues', 'topics', 'volumes', 'clusters'] as const;

interface KeyFacts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly service: Ref<string>;
}

/** Statements of the key policy that allow the use of the key. */
export function useBy(users: (typeof keyUsers)[number], facts: KeyFacts) {
  const { accountId, region } = facts;
  const topics = format`arn:aws:sns:${region}:${accountId}:*`;
  switch (users) {
    case 'service':
      return [serviceUse(facts)];
    case 'logs':
      return [logsUse(facts, format`arn:aws:logs:${region}:${accountId}:log-group:*`)];
    case 'queues':
      return [serviceUse(facts), queueUseByEvents(format`arn:aws:sqs:${region}:${accountId}:*`)];
    case 'topics':
      return [serviceUse(facts), topicUseByAlarms(facts, topics), topicUseByAlertManager(topics)];
    case 'volumes':
      return [serviceUse(facts), ...volumeUseByAutoScaling(facts)];
    case 'clusters':
      return [secretsUseByClusters(facts)];
  }
}
