// Fluent Bit: sends the logs of all pods to CloudWatch.

import { applicationWaves } from '../../charts/kit/waves.ts';
import { logGroupName, logParts } from '../../charts/observability/cloud.ts';
import type { Environment } from '../../envs/index.ts';
import { helmCharts } from '../../versions.ts';
import type { Operator } from '../operator.ts';
import { irsaAnnotations } from '../roles.ts';

/** https://github.com/aws/eks-charts/blob/master/stable/aws-for-fluent-bit/values.yaml */
interface FluentBitValues {
  serviceAccount: { annotations: Record<string, string> };
  cloudWatchLogs: { enabled: boolean };
  additionalOutputs: string;
  tolerations: { operator: 'Exists' }[];
  priorityClassName: string;
  containerSecurityContext: object;
  volumes: { name: string; hostPath: { path: string } }[];
  volumeMounts: { name: string; mountPath: string }[];
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

/** Namespaces with a log group of their own. */
const ownLogGroups = logParts.filter((part) => part !== 'platform');

/**
 * One output for each log group. The groups exist already, with their retention and their key:
 * a group that Fluent Bit made would keep logs for ever.
 */
function outputs(environment: Environment): string {
  // The tag is kube.var.log.containers.POD_NAMESPACE_CONTAINER-ID.log; names have no underscore of their own.
  const routes = [
    ...ownLogGroups.map((part) => ({ part, pattern: `^kube\\..+_${part}_` })),
    { part: 'platform', pattern: `^kube\\.(?!.+_(${ownLogGroups.join('|')})_)` },
  ];
  return routes
    .map(({ part, pattern }) =>
      [
        '[OUTPUT]',
        '    Name                cloudwatch_logs',
        `    Match_Regex         ${pattern}`,
        `    region              ${environment.account.region}`,
        `    log_group_name      ${logGroupName(environment, part)}`,
        '    log_stream_prefix   from-',
        '    auto_create_group   false',
        '    auto_retry_requests true',
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}

export const awsForFluentBit: Operator = {
  name: 'aws-for-fluent-bit',
  namespace: 'logging',
  // It reads the log files of the node.
  podSecurity: 'privileged',
  // The application `observability` makes the log groups. Without them Fluent Bit calls itself unhealthy and restarts.
  wave: applicationWaves.observability + 1,
  chart: helmCharts.awsForFluentBit,
  clusterKinds: [
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
  ],
  values: (environment): FluentBitValues => ({
    serviceAccount: { annotations: irsaAnnotations(environment, 'fluent-bit') },
    cloudWatchLogs: { enabled: false },
    additionalOutputs: outputs(environment),
    // Logs of every node, GPU nodes included.
    tolerations: [{ operator: 'Exists' }],
    priorityClassName: 'system-node-critical',
    // Root, because the log files belong to root; without any of root's capabilities.
    containerSecurityContext: {
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    // Without the chart's /var/lib/docker: the nodes run containerd.
    volumes: [{ name: 'varlog', hostPath: { path: '/var/log' } }],
    volumeMounts: [{ name: 'varlog', mountPath: '/var/log' }],
    resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi' } },
  }),
};
