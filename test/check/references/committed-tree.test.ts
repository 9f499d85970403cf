// A reference of the committed tree that leads nowhere is said with its place, its value and the nearest name.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { referenceRules } from '../../../scripts/check/references/index.ts';
import type { CheckedEnvironment } from '../../../scripts/check/rule.ts';
import { type Anything, prodWith, saidOf } from '../kit/run-rule.ts';

/** A file of prod, what is done to it, and findings that follow; the lists of what exists grow with the tree. */
const table: [string, (manifest: Anything) => void, string[]][] = [
  [
    'airflow/Service.airflow-api-server',
    (m) => {
      m.spec.selector['app.kubernetes.io/component'] = 'api';
    },
    [
      'references/service-selector airflow/Service.airflow-api-server spec.selector: No pod of namespace airflow has app.kubernetes.io/name=airflow, app.kubernetes.io/component=api. -> Workloads of the namespace: ….',
    ],
  ],
  [
    'airflow/Service.airflow-api-server',
    (m) => {
      m.spec.ports[0].targetPort = 'https';
    },
    [
      'references/service-target-port airflow/Service.airflow-api-server spec.ports[…].targetPort: The pods have no TCP port "https". -> Did you mean "http"? Existing: ….',
    ],
  ],
  [
    'airflow/Ingress.airflow-api-server',
    (m) => {
      m.spec.rules[0].http.paths[2].backend.service.name = 'airflow-apiserver';
    },
    [
      'references/ingress-backend airflow/Ingress.airflow-api-server spec.rules[…].http.paths[…].backend.service.name: Namespace airflow has no Service "airflow-apiserver". -> Did you mean "airflow-api-server"? Existing: ….',
    ],
  ],
  [
    'airflow/Ingress.airflow-api-server',
    (m) => {
      m.spec.rules[0].http.paths[2].backend.service.port.number = 80;
    },
    [
      'references/ingress-backend airflow/Ingress.airflow-api-server spec.rules[…].http.paths[…].backend.service.port: Service "airflow-api-server" has no port 80. -> Existing: ….',
    ],
  ],
  [
    'airflow/Ingress.airflow-api-server',
    (m) => {
      m.spec.rules[0].http.paths[0].backend.service.name = 'refused';
    },
    [
      'references/ingress-backend airflow/Ingress.airflow-api-server spec.rules[…].http.paths[…].backend.service.name: There is no annotation alb.ingress.kubernetes.io/actions.refused for "refused".',
    ],
  ],
  [
    'airflow/Ingress.airflow-api-server',
    (m) => {
      m.spec.ingressClassName = 'nginx';
    },
    [
      'references/ingress-class airflow/Ingress.airflow-api-server spec.ingressClassName: Nothing brings the class "nginx". -> Existing: ….',
    ],
  ],
  [
    'airflow/Deployment.airflow-triggerer',
    (m) => {
      m.spec.template.spec.serviceAccountName = 'airflow-trigger';
    },
    [
      'references/service-account airflow/Deployment.airflow-triggerer spec.template.spec.serviceAccountName: Namespace airflow has no ServiceAccount "airflow-trigger". -> Did you mean "airflow-triggerer"? Existing: ….',
    ],
  ],
  [
    'airflow/Deployment.airflow-triggerer',
    (m) => {
      m.spec.template.spec.containers[0].env.find(
        (e: Anything) => e.name === 'DATABASE_HOST',
      ).valueFrom.configMapKeyRef.key = 'hostname';
    },
    [
      'references/config-map-key airflow/Deployment.airflow-triggerer spec.template.spec.containers[…].env[…].valueFrom.configMapKeyRef: ConfigMap "airflow-database" has no key "hostname". -> Existing: ….',
    ],
  ],
  [
    'airflow/Deployment.airflow-triggerer',
    (m) => {
      m.spec.template.spec.volumes[0].configMap.name = 'airflow-config';
    },
    [
      'references/config-map airflow/Deployment.airflow-triggerer spec.template.spec.volumes[…].configMap: Namespace airflow has no ConfigMap "airflow-config". -> Did you mean "airflow-configuration"? Existing: ….',
    ],
  ],
  [
    'airflow/Deployment.airflow-triggerer',
    (m) => {
      m.spec.template.spec.containers[0].env.find(
        (e: Anything) => e.name === 'DATABASE_PASSWORD',
      ).valueFrom.secretKeyRef.key = 'pass';
    },
    [
      'references/secret-key airflow/Deployment.airflow-triggerer spec.template.spec.containers[…].env[…].valueFrom.secretKeyRef: Secret "airflow-database-credentials-v1" has no key "pass". -> Existing: ….',
    ],
  ],
  [
    'airflow/ExternalSecret.airflow-fernet-key-v1',
    (m) => {
      m.spec.target.name = 'fernet';
    },
    [
      'references/secret airflow/Deployment.airflow-api-server spec.template.spec.containers[…].env[…].valueFrom.secretKeyRef: Namespace airflow has no Secret "airflow-fernet-key-v1". -> Did you mean "airflow-api-secret-key-v1"? Existing: ….',
      'references/secret airflow/Deployment.airflow-dag-processor spec.template.spec.containers[…].env[…].valueFrom.secretKeyRef: Namespace airflow has no Secret "airflow-fernet-key-v1". -> Did you mean "airflow-api-secret-key-v1"? Existing: ….',
      'references/secret airflow/Deployment.airflow-execution-api spec.template.spec.containers[…].env[…].valueFrom.secretKeyRef: Namespace airflow has no Secret "airflow-fernet-key-v1". -> Did you mean "airflow-api-secret-key-v1"? Existing: ….',
    ],
  ],
  [
    'airflow/ExternalSecret.airflow-fernet-key-v1',
    (m) => {
      m.spec.data[0].remoteRef.key = 'helical/prod/airflow/fernet';
    },
    [
      'references/external-secret-key airflow/ExternalSecret.airflow-fernet-key-v1 spec.data[…].remoteRef.key: Nothing writes "helical/prod/airflow/fernet". -> Did you mean "helical/prod/airflow/fernet-v1"? Existing: ….',
    ],
  ],
  [
    'airflow/ExternalSecret.airflow-fernet-key-v1',
    (m) => {
      m.spec.secretStoreRef.name = 'secretsmanager';
    },
    [
      'references/secret-store airflow/ExternalSecret.airflow-fernet-key-v1 spec.secretStoreRef.name: There is no SecretStore "secretsmanager" in namespace airflow. -> Did you mean "secrets-manager"? Existing: ….',
    ],
  ],
  [
    'airflow/PushSecret.airflow-fernet-key-v1',
    (m) => {
      m.spec.selector.generatorRef.name = 'airflow-fernet-key';
    },
    [
      'references/secret-generator airflow/PushSecret.airflow-fernet-key-v1 spec.selector.generatorRef.name: Namespace airflow has no Password "airflow-fernet-key". -> Did you mean "airflow-fernet-key-v1"? Existing: ….',
    ],
  ],
  [
    'airflow/Service.airflow-api-server',
    (m) => {
      m.metadata.namespace = 'air-flow';
    },
    [
      'references/project-kinds airflow/Service.airflow-api-server metadata.namespace: Project "airflow" does not allow the namespace "air-flow".',
      'references/ingress-backend airflow/Ingress.airflow-api-server spec.rules[…].http.paths[…].backend.service.name: Namespace airflow has no Service "airflow-api-server". -> Existing: ….',
      'references/namespace airflow/Service.airflow-api-server metadata.namespace: Nothing creates the namespace "air-flow". -> Did you mean "airflow"? Existing: ….',
    ],
  ],
  [
    'airflow/ScaledObject.airflow-worker-default',
    (m) => {
      m.spec.scaleTargetRef.name = 'airflow-worker';
    },
    [
      'references/scale-target airflow/ScaledObject.airflow-worker-default spec.scaleTargetRef.name: Namespace airflow has no Deployment "airflow-worker". -> Existing: ….',
    ],
  ],
  [
    'airflow/ScaledObject.airflow-worker-default',
    (m) => {
      m.spec.triggers[0].authenticationRef.name = 'keda-database';
    },
    [
      'references/trigger-authentication airflow/ScaledObject.airflow-worker-default spec.triggers[…].authenticationRef.name: There is no TriggerAuthentication "keda-database" in namespace airflow. -> Existing: ….',
    ],
  ],
  [
    'airflow/Deployment.airflow-worker-default',
    (m) => {
      m.spec.replicas = 2;
    },
    [
      'references/scaled-twice airflow/Deployment.airflow-worker-default spec.replicas: ScaledObject "airflow-worker-default" sets the number, and so does this field.',
    ],
  ],
  [
    'airflow/PodDisruptionBudget.airflow-scheduler',
    (m) => {
      m.spec.selector.matchLabels['app.kubernetes.io/component'] = 'schedulers';
    },
    [
      'references/budget-selector airflow/PodDisruptionBudget.airflow-scheduler spec.selector: No workload of namespace airflow has pods with app.kubernetes.io/name=airflow, app.kubernetes.io/component=schedulers.',
    ],
  ],
  [
    'airflow/PodDisruptionBudget.airflow-scheduler',
    (m) => {
      m.spec.selector.matchLabels['app.kubernetes.io/component'] = 'triggerer';
    },
    [
      'references/budget-twice airflow/PodDisruptionBudget.airflow-triggerer spec.selector: It selects pods of Deployment "airflow-triggerer", and so does generated/prod/airflow/PodDisruptionBudget.airflow-scheduler.yaml.',
    ],
  ],
  [
    'airflow/NetworkPolicy.airflow-scheduler',
    (m) => {
      m.spec.podSelector.matchLabels['app.kubernetes.io/component'] = 'schedulers';
    },
    [
      'references/network-policy-selector airflow/NetworkPolicy.airflow-scheduler spec.podSelector: No pod of namespace airflow has app.kubernetes.io/name=airflow, app.kubernetes.io/component=schedulers.',
    ],
  ],
  [
    'airflow/NetworkPolicy.airflow-scheduler',
    (m) => {
      for (const e of m.spec.egress)
        for (const t of e.to)
          if (t.podSelector?.matchLabels?.['k8s-app']) t.podSelector.matchLabels['k8s-app'] = 'coredns';
    },
    [
      'references/network-policy-peer airflow/NetworkPolicy.airflow-scheduler spec.egress[…].to[…].podSelector: No pod of namespace kube-system has k8s-app=coredns.',
    ],
  ],
  [
    'airflow/NetworkPolicy.airflow-scheduler',
    (m) => {
      for (const e of m.spec.egress)
        for (const t of e.to)
          if (t.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === 'observability')
            t.namespaceSelector.matchLabels['kubernetes.io/metadata.name'] = 'monitoring';
    },
    [
      'references/network-policy-peer airflow/NetworkPolicy.airflow-scheduler spec.egress[…].to[…].namespaceSelector: Nothing creates the namespace "monitoring". -> Existing: ….',
    ],
  ],
  [
    'helical-runner/RoleBinding.pod-launcher',
    (m) => {
      m.roleRef.name = 'pod-launch';
      m.subjects[0].name = 'airflow-workers';
    },
    [
      'references/rbac-subject helical-runner/RoleBinding.pod-launcher subjects[…].name: Namespace airflow has no ServiceAccount "airflow-workers". -> Did you mean "airflow-worker"? Existing: ….',
      'references/rbac-role helical-runner/RoleBinding.pod-launcher roleRef.name: There is no Role "pod-launch" in namespace helical-runner. -> Did you mean "pod-launcher"? Existing: ….',
    ],
  ],
  [
    'airflow/ServiceAccount.airflow-worker',
    (m) => {
      m.metadata.annotations['eks.amazonaws.com/role-arn'] =
        'arn:aws:iam::777788889999:role/helical/helical-prod-airflow-workers';
    },
    [
      'references/irsa-role airflow/ServiceAccount.airflow-worker metadata.annotations["eks.amazonaws.com/role-arn"]: No WorkloadIdentity makes the role "helical-prod-airflow-workers". -> Did you mean "helical-prod-airflow-worker"? Existing: ….',
      'references/irsa-account airflow/WorkloadIdentity.airflow-worker spec.roleName: ServiceAccount airflow/airflow-worker does not name the role "helical-prod-airflow-worker".',
    ],
  ],
  [
    'airflow/ServiceAccount.airflow-worker',
    (m) => {
      m.metadata.annotations['eks.amazonaws.com/role-arn'] =
        'arn:aws:iam::111111111111:role/helical/helical-prod-adot';
    },
    [
      'references/irsa-role airflow/ServiceAccount.airflow-worker metadata.annotations["eks.amazonaws.com/role-arn"]: The role is in account "111111111111", the WorkloadIdentity makes it in "777788889999".',
      'references/irsa-role airflow/ServiceAccount.airflow-worker metadata.annotations["eks.amazonaws.com/role-arn"]: The role trusts observability/adot-collector, this is airflow/airflow-worker.',
      'references/irsa-account airflow/WorkloadIdentity.airflow-worker spec.roleName: ServiceAccount airflow/airflow-worker does not name the role "helical-prod-airflow-worker".',
    ],
  ],
  [
    'airflow/WorkloadIdentity.airflow-worker',
    (m) => {
      m.spec.serviceAccount = 'airflow-wrker';
    },
    [
      'references/irsa-role airflow/ServiceAccount.airflow-worker metadata.annotations["eks.amazonaws.com/role-arn"]: The role trusts airflow/airflow-wrker, this is airflow/airflow-worker.',
      'references/irsa-account airflow/WorkloadIdentity.airflow-worker spec.serviceAccount: Namespace airflow has no ServiceAccount "airflow-wrker". -> Did you mean "airflow-worker"? Existing: ….',
    ],
  ],
  [
    'argocd/Application.karpenter-controller',
    (m) => {
      m.spec.source.helm.valuesObject.serviceAccount.annotations['eks.amazonaws.com/role-arn'] =
        'arn:aws:iam::777788889999:role/helical/helical-prod-karpentr';
      m.spec.source.helm.valuesObject.settings.interruptionQueue = 'helical-karpenter';
    },
    [
      'references/irsa-role argocd/Application.karpenter-controller spec.source.helm.valuesObject.serviceAccount.annotations["eks.amazonaws.com/role-arn"]: No WorkloadIdentity makes the role "helical-prod-karpentr". -> Did you mean "helical-prod-karpenter"? Existing: ….',
      'references/irsa-account identity/WorkloadIdentity.karpenter spec.roleName: ServiceAccount kube-system/karpenter does not name the role "helical-prod-karpenter".',
      'references/interruption-queue argocd/Application.karpenter-controller spec.source.helm.valuesObject.settings.interruptionQueue: No NodeInterruptionQueue makes "helical-karpenter". -> Did you mean "helical-prod-karpenter"? Existing: ….',
    ],
  ],
  [
    'argocd/Application.airflow',
    (m) => {
      m.spec.source.path = 'generated/prod/airfow';
    },
    [
      'references/application-path argocd/Application.airflow spec.source.path: The tree has no folder "generated/prod/airfow". -> Did you mean "generated/prod/airflow"? Existing: ….',
      'references/unsynced-folder airflow/Bucket.logs : No Application syncs the folder "generated/prod/airflow".',
    ],
  ],
  [
    'argocd/Application.airflow',
    (m) => {
      m.spec.project = 'airflw';
    },
    [
      'references/application-project argocd/Application.airflow spec.project: There is no project "airflw". -> Did you mean "airflow"? Existing: ….',
    ],
  ],
  [
    'argocd/Application.airflow',
    (m) => {
      m.spec.source.repoURL = 'https://example.com/x.git';
      m.spec.destination.namespace = 'kube-system';
    },
    [
      'references/application-project argocd/Application.airflow spec.source.repoURL: Project "airflow" does not allow the repository "https://example.com/x.git".',
      'references/application-project argocd/Application.airflow spec.destination: Project "airflow" does not allow kube-system of https://kubernetes.default.svc.',
    ],
  ],
  [
    'argocd/AppProject.airflow',
    (m) => {
      m.spec.namespaceResourceWhitelist = m.spec.namespaceResourceWhitelist.filter(
        (k: Anything) => k.kind !== 'Ingress',
      );
      m.spec.clusterResourceWhitelist.pop();
      m.spec.clusterResourceWhitelist[0].name = 'other';
    },
    [
      'references/project-kinds airflow/Ingress.airflow-api-server kind: Project "airflow" does not allow Ingress of networking.k8s.io.',
      'references/project-kinds airflow/Namespace.airflow kind: Project "airflow" does not allow Namespace "airflow".',
      'references/project-kinds airflow/PriorityClass.airflow-control kind: Project "airflow" does not allow PriorityClass of scheduling.k8s.io "airflow-control".',
    ],
  ],
  [
    'karpenter/NodePool.gpu',
    (m) => {
      m.spec.template.spec.nodeClassRef.name = 'gpus';
    },
    [
      'references/node-class karpenter/NodePool.gpu spec.template.spec.nodeClassRef.name: There is no EC2NodeClass "gpus". -> Did you mean "gpu"? Existing: ….',
    ],
  ],
  [
    'karpenter/NodePool.gpu',
    (m) => {
      m.spec.template.spec.taints[0].key = 'nvidia.com/gpus';
    },
    [
      'references/node-pool helical-runner/PodTemplate.gpu-large template.spec.tolerations: The pod does not tolerate nvidia.com/gpus=true:NoSchedule of the nodes that it selects.',
      'references/node-pool helical-runner/PodTemplate.gpu-small template.spec.tolerations: The pod does not tolerate nvidia.com/gpus=true:NoSchedule of the nodes that it selects.',
    ],
  ],
  [
    'karpenter/NodePool.gpu',
    (m) => {
      m.spec.template.metadata.labels['helical.dev/node-pool'] = 'gpus';
    },
    [
      'references/node-pool helical-runner/PodTemplate.gpu-large template.spec.nodeSelector: No node pool makes nodes with helical.dev/node-pool=gpu. -> There are the pools ….',
      'references/node-pool helical-runner/PodTemplate.gpu-small template.spec.nodeSelector: No node pool makes nodes with helical.dev/node-pool=gpu. -> There are the pools ….',
    ],
  ],
  [
    'karpenter/EC2NodeClass.gpu',
    (m) => {
      m.spec.instanceProfile = 'helical-prod-nodes';
      m.spec.blockDeviceMappings[0].ebs.kmsKeyID =
        'arn:aws:kms:eu-central-1:777788889999:alias/helical-prod-node';
    },
    [
      'references/key-alias karpenter/EC2NodeClass.gpu spec.blockDeviceMappings[…].ebs.kmsKeyID: No EncryptionKey makes the alias "helical-prod-node". -> Did you mean "helical-prod-nodes"? Existing: ….',
      'references/node-role karpenter/EC2NodeClass.gpu spec.instanceProfile: No NodeRole makes "helical-prod-nodes". -> Did you mean "helical-prod-node"? Existing: ….',
    ],
  ],
  [
    'airflow/Database.airflow',
    (m) => {
      m.spec.encryptionKeyAlias = 'helical-prod-databse';
    },
    [
      'references/key-alias airflow/Database.airflow spec.encryptionKeyAlias: No EncryptionKey makes the alias "helical-prod-databse". -> Did you mean "helical-prod-database"? Existing: ….',
    ],
  ],
  [
    'airflow/Deployment.airflow-triggerer',
    (m) => {
      m.spec.template.spec.priorityClassName = 'airflow-controls';
    },
    [
      'references/priority-class airflow/Deployment.airflow-triggerer spec.template.spec.priorityClassName: There is no PriorityClass "airflow-controls". -> Did you mean "airflow-control"? Existing: ….',
    ],
  ],
  [
    'helical-runner/ValidatingAdmissionPolicyBinding.helical-runner-jobs',
    (m) => {
      m.spec.policyName = 'helical-runner';
    },
    [
      'references/admission-policy helical-runner/ValidatingAdmissionPolicyBinding.helical-runner-jobs spec.policyName: There is no ValidatingAdmissionPolicy "helical-runner". -> Did you mean "helical-runner-jobs"? Existing: ….',
      'references/admission-policy helical-runner/ValidatingAdmissionPolicy.helical-runner-jobs metadata.name: No binding names the policy "helical-runner-jobs".',
    ],
  ],
  [
    'airflow/ConfigMap.airflow-scripts',
    (m) => {
      m.metadata.annotations['argocd.argoproj.io/sync-wave'] = '5';
    },
    [
      'references/sync-wave airflow/CronJob.airflow-reaper spec.jobTemplate.spec.template.spec.volumes[…].configMap: It is applied in wave 0 of an application in wave 0, and ConfigMap "airflow-scripts", which it needs, in wave 5 of an application in wave 0.',
      'references/sync-wave airflow/Job.airflow-database-role-b54a7af0f8 spec.template.spec.volumes[…].configMap: It is applied in wave -6 of an application in wave 0, and ConfigMap "airflow-scripts", which it needs, in wave 5 of an application in wave 0.',
    ],
  ],
  [
    'airflow/PushSecret.airflow-fernet-key-v1',
    (m) => {
      m.metadata.annotations['argocd.argoproj.io/sync-wave'] = '-10';
    },
    [
      'references/sync-wave airflow/ExternalSecret.airflow-fernet-key-v1 spec.data[…].remoteRef.key: It is applied in wave -18 of an application in wave 0, and PushSecret "airflow-fernet-key-v1", which it needs, in wave -10 of an application in wave 0.',
    ],
  ],
  [
    'argocd/Application.keda',
    (m) => {
      m.metadata.annotations['argocd.argoproj.io/sync-wave'] = '0';
    },
    [
      'references/operator-wave airflow/ScaledObject.airflow-worker-default kind: It is part of an application in wave 0, and keda, which defines its kind, is installed in wave 0.',
      'references/operator-wave airflow/ScaledObject.airflow-worker-helical-runner kind: It is part of an application in wave 0, and keda, which defines its kind, is installed in wave 0.',
      'references/operator-wave airflow/TriggerAuthentication.airflow-keda-database kind: It is part of an application in wave 0, and keda, which defines its kind, is installed in wave 0.',
    ],
  ],
  [
    'argocd/Application.crossplane',
    (m) => {
      m.metadata.annotations['argocd.argoproj.io/sync-wave'] = '-34';
    },
    [
      'references/sync-wave audit/AuditTrail.account kind: It is applied in wave -15 of an application in wave -35, and CompositeResourceDefinition "audittrails.aws.helical.dev", which it needs, in wave -24 of an application in wave -34.',
      'references/sync-wave audit/AuditTrail.account spec.crossplane.compositionRef.name: It is applied in wave -15 of an application in wave -35, and Composition "audittrails", which it needs, in wave -22 of an application in wave -34.',
      'references/sync-wave encryption/EncryptionKey.cache kind: It is applied in wave -15 of an application in wave -35, and CompositeResourceDefinition "encryptionkeys.aws.helical.dev", which it needs, in wave -24 of an application in wave -34.',
    ],
  ],
  [
    'observability/ConfigMap.statsd-exporter',
    (m) => {
      m.data['mappings.yml'] = m.data['mappings.yml'].replace(
        'airflow_scheduler_heartbeat_total',
        'airflow_scheduler_heartbeats_total',
      );
    },
    [
      'references/metric observability/MetricsWorkspace.platform spec.rules.airflow.groups[…].rules[…].expr: In alert SchedulerDown, no scrape job and no StatsD mapping gives the metric "airflow_scheduler_heartbeat_total".',
    ],
  ],
  [
    'observability/MetricsWorkspace.platform',
    (m) => {
      m.spec.rules.airflow.groups[0].rules[3].expr = 'kube_pod_foo > 0';
    },
    [
      'references/metric observability/MetricsWorkspace.platform spec.rules.airflow.groups[…].rules[…].expr: In alert DagImportErrors, no scrape job and no StatsD mapping gives the metric "kube_pod_foo".',
    ],
  ],
  [
    'airflow/Service.airflow-execution-api',
    (m) => {
      m.metadata.name = 'airflow-api-server';
    },
    [
      'references/object-twice airflow/Service.airflow-execution-api metadata.name: generated/prod/airflow/Service.airflow-api-server.yaml describes the same Service "airflow-api-server".',
    ],
  ],
];

/** Places in lists, and what exists, change with the tree. */
function withoutPlaces(line: string): string {
  return line
    .replace(/\[\d+\]/g, '[…]')
    .replace(/(Existing:|Workloads of the namespace:|There are the pools) .*$/, '$1 ….');
}

table.forEach(([file, change, expected], index) => {
  test(`${expected[0]?.split(' ')[0]} (${index})`, () => {
    const environment = prodWith(file, change);
    const found = referenceRules.flatMap((rule) =>
      saidOf(rule, environment).map((line) => `${rule.id} ${withoutPlaces(line)}`),
    );
    assert.equal(
      expected.filter((line) => !found.includes(line)),
      [],
    );
  });
});

test('a copy of the tree elsewhere has the same findings', () => {
  const copied = (environment: CheckedEnvironment): CheckedEnvironment => ({
    ...environment,
    objects: environment.objects.map((object) => ({
      ...object,
      file: `/tmp/review/tree/${object.file.slice(10)}`,
    })),
  });
  const all = (environment: CheckedEnvironment) =>
    referenceRules.flatMap((rule) => saidOf(rule, environment)).map((line) => line.slice(line.indexOf(': ')));
  const whole = prodWith('airflow/Service.airflow-api-server', () => undefined);
  assert.equal(all(copied(whole)), all(whole));
  const broken = prodWith('airflow/ConfigMap.airflow-scripts', (m) => {
    m.metadata.annotations['argocd.argoproj.io/sync-wave'] = '5';
  });
  assert.ok(all(broken).length > 0);
  assert.equal(all(copied(broken)), all(broken));
});

test('every rule of the layer is seen failing here or beside', () => {
  const failing = new Set(table.flatMap(([, , expected]) => expected.map((line) => line.split(' ')[0])));
  const beside = ['references/storage', 'references/webhook-service'];
  assert.equal(
    referenceRules.map(({ id }) => id).filter((id) => !failing.has(id) && !beside.includes(id)),
    [],
  );
});

test.run();
