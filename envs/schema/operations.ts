// Metrics, logs and delivery: how an environment is watched and how changes reach it.
import { Type } from 'typebox';
import { logRetentionDays, repository, revision } from './common.ts';
import { oneOf, section, text, withDefault } from './field.ts';

export const observabilitySection = section(
  {
    metricsWorkspaceId: text('^ws-[0-9a-f-]{8,64}$', {
      description: 'Amazon Managed Prometheus workspace that the collector writes to.',
      accepted: 'ws- and the id',
      why: 'The remote-write address contains it.',
    }),
    alertEmail: text('^[^@\\s]+@[^@\\s]+\\.[a-z]+$', {
      description: 'Mail address that alerts of the platform and alarms of the audit trail go to.',
      accepted: 'a mail address',
      why: 'An alert that reaches nobody is none.',
    }),
    scrapeIntervalSeconds: withDefault(
      Type.Integer({
        minimum: 10,
        maximum: 300,
        unit: 'seconds',
        description: 'Time between two scrapes.',
        why: 'Below 10 seconds the bill doubles for nothing; above 300 a graph has holes, because samples expire.',
      }),
      {
        default: 30,
        source: 'decision: Managed Prometheus bills by sample; alerts look at 5 minutes and more',
      },
    ),
    logRetentionDays: logRetentionDays('How long the logs of platform pods stay in CloudWatch.'),
  },
  { description: 'Metrics and logs.', tsName: 'Observability' },
);

export const deliverySection = section(
  {
    repository: repository(
      'Git repository that Argo CD reads: this one.',
      'Argo CD syncs from here, and its project allows nothing else.',
    ),
    targetRevision: revision(
      'Branch, tag or commit that Argo CD syncs. A tag makes a change reach this environment by promotion only.',
      'Argo CD asks the repository for exactly this name.',
    ),
    syncPolicy: oneOf(['automatic', 'manual'], {
      description: 'automatic: a merge is applied at once. manual: somebody presses Sync.',
      why: 'Argo CD has these two.',
    }),
    compositionUpdates: withDefault(
      oneOf(['automatic', 'manual'], {
        description:
          'automatic: a changed Composition reaches existing cloud resources at once. manual: each of them keeps its revision until somebody moves it.',
        why: 'Crossplane has these two.',
      }),
      { default: 'automatic', source: 'Crossplane: default of spec.crossplane.compositionUpdatePolicy' },
    ),
    prune: withDefault(
      Type.Boolean({ description: 'Automatic sync removes what left git. Stateful resources still ask.' }),
      {
        default: true,
        source: 'decision: what is not in git should not run',
      },
    ),
  },
  { description: 'Delivery by Argo CD.', tsName: 'Delivery' },
);
