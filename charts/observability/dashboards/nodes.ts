// Dashboard "Nodes": what Karpenter's node pools have, what nodes do, and which pods need care.
import type { Dashboard } from './kit/dashboard.ts';
import { stat, table, timeSeries } from './kit/panel.ts';

/** Share of the limit of a node pool that is in use. */
const ofLimit = (resource: string): string =>
  `max by (nodepool) (karpenter_nodepools_usage{resource_type="${resource}"}) / max by (nodepool) (karpenter_nodepools_limit{resource_type="${resource}"})`;

/** Share of what the nodes of a pool have that pods have asked for. */
const requested = (resource: string): string =>
  `sum by (nodepool) (karpenter_nodes_total_pod_requests{resource_type="${resource}"}) / sum by (nodepool) (karpenter_nodes_allocatable{resource_type="${resource}"})`;

export const nodes: Dashboard = {
  name: 'nodes',
  title: 'Nodes',
  description: 'Node pools of Karpenter, nodes, and pods that need care.',
  sections: [
    {
      title: 'Now',
      panels: [
        stat('Nodes', [{ expr: 'count(kube_node_info)', legend: 'nodes' }]),
        stat(
          'Nodes that are not ready',
          [
            {
              expr: 'sum(kube_node_status_condition{condition="Ready",status!="true"}) or vector(0)',
              legend: 'nodes',
            },
          ],
          { thresholds: { red: 1 } },
        ),
        stat('Nodes that take no pods', [
          { expr: 'sum(kube_node_spec_unschedulable) or vector(0)', legend: 'nodes' },
        ]),
        stat(
          'Pods without a place',
          [{ expr: 'sum(kube_pod_status_phase{phase="Pending"}) or vector(0)', legend: 'pods' }],
          { thresholds: { yellow: 1, red: 20 } },
        ),
        stat('Running pods', [{ expr: 'sum(kubelet_running_pods)', legend: 'pods' }]),
        stat(
          'Karpenter’s errors in the last hour',
          [
            {
              expr: 'sum(increase(controller_runtime_reconcile_errors_total[1h])) or vector(0)',
              legend: 'errors',
            },
          ],
          { thresholds: { yellow: 10, red: 100 } },
        ),
      ],
    },
    {
      title: 'Node pools',
      panels: [
        timeSeries('CPU: share of the pool’s limit', [{ expr: ofLimit('cpu'), legend: '{{nodepool}}' }], {
          unit: 'percentunit',
        }),
        timeSeries(
          'Memory: share of the pool’s limit',
          [{ expr: ofLimit('memory'), legend: '{{nodepool}}' }],
          { unit: 'percentunit' },
        ),
        timeSeries(
          'CPU: share of the nodes that pods ask for',
          [{ expr: requested('cpu'), legend: '{{nodepool}}' }],
          { unit: 'percentunit', description: 'A small share means that nodes are paid for and not used.' },
        ),
        timeSeries(
          'Memory: share of the nodes that pods ask for',
          [{ expr: requested('memory'), legend: '{{nodepool}}' }],
          { unit: 'percentunit' },
        ),
        timeSeries('Nodes that came and went, per hour', [
          {
            expr: 'sum by (nodepool) (increase(karpenter_nodeclaims_created_total[1h]))',
            legend: '{{nodepool}}: came',
          },
          {
            expr: 'sum by (nodepool) (increase(karpenter_nodeclaims_terminated_total[1h]))',
            legend: '{{nodepool}}: went',
          },
        ]),
        timeSeries('Why Karpenter removed nodes, per hour', [
          {
            expr: 'sum by (nodepool, reason) (increase(karpenter_nodeclaims_disrupted_total[1h]))',
            legend: '{{nodepool}}: {{reason}}',
          },
        ]),
      ],
    },
    {
      title: 'Load',
      panels: [
        timeSeries(
          'CPU by namespace',
          [
            {
              expr: 'sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval]))',
              legend: '{{namespace}}',
            },
          ],
          { stacked: true },
        ),
        timeSeries(
          'Memory by namespace',
          [
            {
              expr: 'sum by (namespace) (container_memory_working_set_bytes{container!=""})',
              legend: '{{namespace}}',
            },
          ],
          { unit: 'bytes', stacked: true },
        ),
        timeSeries(
          'Network by namespace',
          [
            {
              expr: 'sum by (namespace) (rate(container_network_receive_bytes_total[$__rate_interval]))',
              legend: '{{namespace}}: in',
            },
            {
              expr: 'sum by (namespace) (rate(container_network_transmit_bytes_total[$__rate_interval]))',
              legend: '{{namespace}}: out',
            },
          ],
          { unit: 'Bps' },
        ),
        timeSeries('Containers slowed down or killed, per hour', [
          {
            expr: 'sum by (namespace) (increase(container_oom_events_total[1h])) > 0',
            legend: '{{namespace}}: out of memory',
          },
          {
            expr: 'sum by (namespace) (increase(container_cpu_cfs_throttled_periods_total[1h])) > 0',
            legend: '{{namespace}}: throttled periods',
          },
        ]),
      ],
    },
    {
      title: 'Pods that need care',
      panels: [
        table(
          'Restarts in the last hour',
          ['namespace', 'pod'],
          [
            {
              expr: 'sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total[1h])) > 0',
              legend: 'restarts',
            },
          ],
          { width: 12 },
        ),
        table(
          'Deployments with fewer pods than they want',
          ['namespace', 'deployment'],
          [
            {
              expr: 'sum by (namespace, deployment) (kube_deployment_spec_replicas - kube_deployment_status_replicas_available) > 0',
              legend: 'missing',
            },
          ],
          { width: 12 },
        ),
      ],
    },
  ],
};
