// Metrics, logs and delivery: how an environment is watched and how changes reach it.
import { Type } from 'typebox';
import { logRetentionDays, repository, revision } from './common.ts';
import { oneOf, section, text, withDefault } from './field.ts';

const groups = (description: string) =>
  Type.Array(
    text('^[0-9a-f-]{1,47}$', {
      description: 'Id of a group.',
      accepted: 'the id of a group in IAM Identity Center',
      why: 'Grafana takes groups by id.',
    }),
    {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description,
      why: 'Without a group nobody could sign in.',
    },
  );

const grafana = section(
  {
    workspaceId: Type.Optional(
      text('^g-[0-9a-f]{10}$', {
        description:
          'Amazon Managed Grafana workspace to take over. Without it Crossplane makes one; record its id here afterwards, so that it is found again.',
        accepted: 'g- and 10 hexadecimal digits',
        why: 'Grafana is known to AWS by its id.',
      }),
    ),
    adminGroupIds: groups('Groups of IAM Identity Center that administer Grafana.'),
    viewerGroupIds: groups('Groups of IAM Identity Center that look at dashboards.'),
    prefixListIds: Type.Array(
      text('^pl-[0-9a-f]{8,17}$', {
        description: 'Id of a managed prefix list.',
        accepted: 'pl- and 8 to 17 hexadecimal digits',
        why: 'AWS knows the list by it.',
      }),
      {
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        description:
          'Managed prefix lists of the networks that reach Grafana. Nobody else sees its login page.',
        why: 'An empty list would leave Grafana open to everybody; Managed Grafana takes five at most.',
      },
    ),
    vpcEndpointIds: withDefault(
      Type.Array(
        text('^vpce-[0-9a-f]{8,17}$', {
          description: 'Id of an interface endpoint.',
          accepted: 'vpce- and 8 to 17 hexadecimal digits',
          why: 'AWS knows the endpoint by it.',
        }),
        {
          maxItems: 5,
          uniqueItems: true,
          description: 'Interface endpoints for Grafana workspaces, for readers inside a VPC.',
          why: 'Managed Grafana takes five at most.',
        },
      ),
      { default: [], source: 'decision: readers come from the networks of the prefix lists' },
    ),
  },
  { description: 'Managed Grafana with dashboards of this environment.', tsName: 'Grafana' },
);

export const observabilitySection = section(
  {
    metricsWorkspaceId: Type.Optional(
      text('^ws-[0-9a-f-]{8,64}$', {
        description:
          'Amazon Managed Prometheus workspace to take over. Without it Crossplane makes one; record its id here afterwards if Grafana is wanted.',
        accepted: 'ws- and the id',
        why: 'The remote-write address contains it.',
      }),
    ),
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
    grafana: Type.Optional(grafana),
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
