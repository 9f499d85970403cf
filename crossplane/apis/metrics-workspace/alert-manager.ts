// The alert manager's definition: every alert goes to one topic, grouped, with a subject that SNS accepts.
import { format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

/**
 * The definition as YAML. Managed Prometheus sends to SNS only and wants the region under `sigv4`
 * (Managed Prometheus: alert manager receiver).
 */
export function alertManagerDefinition(region: Ref<string>, topicArn: Ref<string>): Ref<string> {
  // The default subject lists all labels and easily passes the 100 characters that SNS accepts.
  return format`alertmanager_config: |
  route:
    receiver: topic
    group_by: [alertname, namespace]
    group_wait: 30s
    group_interval: 5m
    repeat_interval: 4h
  receivers:
    - name: topic
      sns_configs:
        - topic_arn: ${topicArn}
          sigv4:
            region: ${region}
          send_resolved: true
          subject: '{{ .Status }}: {{ .GroupLabels.alertname }}'
`;
}
