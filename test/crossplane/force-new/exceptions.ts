// Spec fields that feed what AWS can't change in place, and may change all the same. Each says why.

/** One exception. It must be needed: the test refuses one that nothing falls under. */
export interface Exception {
  /** Kind of the cloud API. */
  api: string;
  /** Field of its spec. */
  specField: string;
  /** Field of an AWS resource, for example `sns/TopicSubscription endpoint`. */
  feeds: string;
  reason: string;
}

const byNewSubscription =
  'People change. The old TopicSubscription object is deleted by hand, and Crossplane makes the new one; the field says so.';
const byNewKey =
  'The key is made anew every few weeks anyway, by deleting its object; a new role or lifetime comes with the next one.';

export const exceptions: readonly Exception[] = [
  {
    api: 'AuditTrail',
    specField: 'alarmEmail',
    feeds: 'sns/TopicSubscription endpoint',
    reason: byNewSubscription,
  },
  {
    api: 'MetricsWorkspace',
    specField: 'alertEmail',
    feeds: 'sns/TopicSubscription endpoint',
    reason: byNewSubscription,
  },
  {
    api: 'GrafanaWorkspace',
    specField: 'apiKeyRole',
    feeds: 'grafana/WorkspaceAPIKey keyRole',
    reason: byNewKey,
  },
  {
    api: 'GrafanaWorkspace',
    specField: 'apiKeyDays',
    feeds: 'grafana/WorkspaceAPIKey secondsToLive',
    reason: byNewKey,
  },
];
