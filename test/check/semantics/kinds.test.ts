// What is wrong with a kind of its own is said with its place: Services, Ingresses, Jobs, quotas and others.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Rule } from '../../../scripts/check/rule.ts';
import { acceptedValues } from '../../../scripts/check/semantics/accepted-values.ts';
import { replicaBounds, scalerTriggers } from '../../../scripts/check/semantics/autoscaling.ts';
import { configData } from '../../../scripts/check/semantics/config-data.ts';
import { disruptionBudget, emptyBudget } from '../../../scripts/check/semantics/disruption-budgets.ts';
import { ingress } from '../../../scripts/check/semantics/ingress.ts';
import { jobs } from '../../../scripts/check/semantics/jobs.ts';
import { listKeys } from '../../../scripts/check/semantics/list-keys.ts';
import { networkPolicy, policyTypes } from '../../../scripts/check/semantics/network-policies.ts';
import { numberRanges } from '../../../scripts/check/semantics/number-ranges.ts';
import { claim, limitRange, priorityClass, resourceQuota } from '../../../scripts/check/semantics/quotas.ts';
import { rbacRules, rbacSubjects } from '../../../scripts/check/semantics/rbac.ts';
import { selectorForm, workloadSelector } from '../../../scripts/check/semantics/selectors.ts';
import { servicePorts, serviceType } from '../../../scripts/check/semantics/services.ts';
import { longRunning, updateStrategy } from '../../../scripts/check/semantics/workloads.ts';
import { said } from '../kit/run-rule.ts';

const apis: Record<string, string> = {
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  DaemonSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  LimitRange: 'v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  ResourceQuota: 'v1',
  Role: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  ScaledObject: 'keda.sh/v1alpha1',
  Secret: 'v1',
  Service: 'v1',
};

const table: [Rule, string, string, string[]][] = [
  [
    servicePorts,
    'Service',
    'spec: {ports: [{port: 80}, {port: 81, name: a, targetPort: no_port, nodePort: 30000}, {port: 82, name: a}]}',
    [
      'spec.ports[0].name: One of several ports has no name.',
      'spec.ports[1].targetPort: "no_port" is no name of a port: only a-z, 0-9 and "-" are allowed.',
      'spec.ports[1].nodePort: A Service of type ClusterIP has no node port.',
      'spec.ports[2].name: The Service has another port "a".',
    ],
  ],
  [servicePorts, 'Service', 'spec: {ports: []}', ['spec.ports: The Service has no port.']],
  [servicePorts, 'Service', 'spec: {clusterIP: None}', []],
  [servicePorts, 'Service', 'spec: {ports: [{port: 80, targetPort: http}]}', []],
  [
    serviceType,
    'Service',
    'spec: {type: ExternalName, externalName: "a b", clusterIP: 10.0.0.1}',
    [
      'spec.clusterIP: A Service of type ExternalName has no address.',
      'spec.externalName: "a b" is no host name: only a-z, 0-9, "-" and "." are allowed, with a letter or digit at both ends and on both sides of a dot.',
    ],
  ],
  [
    serviceType,
    'Service',
    'spec: {externalTrafficPolicy: Local, loadBalancerSourceRanges: [10.0.0.0/8]}',
    [
      'spec.loadBalancerSourceRanges: It belongs to type LoadBalancer, this is ClusterIP.',
      'spec.externalTrafficPolicy: A Service of type ClusterIP has no traffic from outside.',
    ],
  ],
  [
    serviceType,
    'Service',
    'spec: {type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerSourceRanges: [10.0.0.0/8]}',
    [],
  ],
  [
    listKeys,
    'Service',
    'spec: {ports: [{port: 80, name: a}, {port: 80, name: b, protocol: TCP}, {port: 80, name: c, protocol: UDP}]}',
    ['spec.ports[1]: The list has another item with port 80 and protocol TCP.'],
  ],
  [
    numberRanges,
    'Service',
    'spec: {ports: [{port: 0}, {port: 65535}]}',
    ['spec.ports[0].port: 0 is out of range. -> Use a number from 1 to 65535.'],
  ],
  [
    acceptedValues,
    'Service',
    'spec: {type: Loadbalancer, ports: [{port: 1, protocol: tcp}]}',
    [
      'spec.type: "Loadbalancer" is not accepted. -> Did you mean "LoadBalancer"? Accepted: ClusterIP, NodePort, LoadBalancer, ExternalName.',
      'spec.ports[0].protocol: "tcp" is not accepted. -> Did you mean "TCP"? Accepted: TCP, UDP, SCTP.',
    ],
  ],
  [
    acceptedValues,
    'Deployment',
    'spec: {strategy: {type: Rolling}, template: {spec: {dnsPolicy: "", restartPolicy: always, containers: [{name: a, imagePullPolicy: IfNotPresnt}]}}}',
    [
      'spec.strategy.type: "Rolling" is not accepted. -> Accepted: RollingUpdate, Recreate.',
      'spec.template.spec.restartPolicy: "always" is not accepted. -> Did you mean "Always"? Accepted: Always, OnFailure, Never.',
      'spec.template.spec.containers[0].imagePullPolicy: "IfNotPresnt" is not accepted. -> Did you mean "IfNotPresent"? Accepted: Always, IfNotPresent, Never.',
    ],
  ],
  [
    ingress,
    'Ingress',
    'spec: {rules: [{host: 10.0.0.1, http: {paths: [{path: a, pathType: Prefix, backend: {service: {name: web, port: {}}}}, {path: /, backend: {}}]}}]}',
    [
      'spec.rules[0].host: "10.0.0.1" is an address, not a host name.',
      'spec.rules[0].http.paths[0].path: "a" is no absolute path.',
      'spec.rules[0].http.paths[0].backend.service.port: The port has neither a name nor a number.',
      'spec.rules[0].http.paths[1].pathType: pathType is missing. -> Accepted: Exact, Prefix, ImplementationSpecific.',
    ],
  ],
  [ingress, 'Ingress', 'spec: {}', ['spec.rules: There is neither a rule nor a default backend.']],
  [
    ingress,
    'Ingress',
    'spec: {defaultBackend: {service: {name: 1web, port: {name: http, number: 80}}}}',
    [
      'spec.defaultBackend.service.name: "1web" is no name of a Service: only a-z, 0-9 and "-" are allowed, with a letter at the start and a letter or digit at the end.',
      'spec.defaultBackend.service.port: The port has both a name and a number.',
    ],
  ],
  [
    ingress,
    'Ingress',
    'spec: {rules: [{host: "*.example.com", http: {paths: [{path: /a//b, pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}]}}]}',
    ['spec.rules[0].http.paths[0].path: "/a//b" contains "//".'],
  ],
  [
    networkPolicy,
    'NetworkPolicy',
    'spec: {ingress: [{from: [{}, {ipBlock: {cidr: 10.0.0.0/33}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8, 11.0.0.0/16, 10.1.0.0/16]}, podSelector: {}}], ports: [{port: http, endPort: 90}, {port: 80, endPort: 79}]}]}',
    [
      'spec.ingress[0].ports[0].endPort: endPort needs a port that is a number.',
      'spec.ingress[0].ports[1].endPort: 79 is below the port, 80.',
      'spec.ingress[0].from[0]: The peer names nobody.',
      'spec.ingress[0].from[1].ipBlock.cidr: "10.0.0.0/33" is no network.',
      'spec.ingress[0].from[2]: A peer has either ipBlock or selectors.',
      'spec.ingress[0].from[2].ipBlock.except[0]: "10.0.0.0/8" is no part of "10.0.0.0/8".',
      'spec.ingress[0].from[2].ipBlock.except[1]: "11.0.0.0/16" is no part of "10.0.0.0/8".',
    ],
  ],
  [
    networkPolicy,
    'NetworkPolicy',
    'spec: {egress: [{to: [{ipBlock: {cidr: "::/0", except: ["fd00::/8"]}}, {podSelector: {}}]}]}',
    [],
  ],
  [
    policyTypes,
    'NetworkPolicy',
    'spec: {policyTypes: [Ingress], egress: [{}]}',
    ['spec.egress: policyTypes lacks Egress, so these rules do nothing.'],
  ],
  [
    disruptionBudget,
    'PodDisruptionBudget',
    'spec: {minAvailable: 101%, maxUnavailable: one}',
    [
      'spec.minAvailable: minAvailable and maxUnavailable exclude each other.',
      'spec.minAvailable: 101% is more than 100%.',
      'spec.maxUnavailable: "one" is neither a number nor a percentage. -> Write 2 or "25%".',
    ],
  ],
  [
    emptyBudget,
    'PodDisruptionBudget',
    'spec: {selector: {}}',
    [
      'spec.selector: The selector selects every pod of the namespace.',
      'spec: Neither minAvailable nor maxUnavailable is given.',
    ],
  ],
  [
    rbacRules,
    'Role',
    'rules: [{apiGroups: [""], resources: [pods]}, {verbs: [get], nonResourceURLs: [/metrics]}, {verbs: [get], resources: [pods]}]',
    [
      'rules[0].verbs: The rule has no verb.',
      'rules[1].nonResourceURLs: A Role has no say over URLs, a ClusterRole has.',
      'rules[2].apiGroups: The rule has no API group. -> The core group is written as "".',
    ],
  ],
  [rbacRules, 'ClusterRole', 'rules: [{verbs: [get], nonResourceURLs: [/metrics]}]', []],
  [
    rbacSubjects,
    'ClusterRoleBinding',
    'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: a}, {kind: User, name: b, apiGroup: x}, {kind: Group}]',
    [
      'subjects[0].namespace: The namespace of the ServiceAccount is missing.',
      'subjects[1].apiGroup: "x" is not accepted. -> Accepted: rbac.authorization.k8s.io.',
      'subjects[2].name: The subject has no name.',
    ],
  ],
  [
    acceptedValues,
    'ClusterRoleBinding',
    'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}',
    ['roleRef.kind: "Role" is not accepted. -> Accepted: ClusterRole.'],
  ],
  [
    configData,
    'ConfigMap',
    'data: {"a b": x, ok: y}\nbinaryData: {ok: "###"}',
    [
      'data["a b"]: "a b" is no key: only letters, digits, "-", "_" and "." are allowed.',
      'binaryData.ok: The value is not base64. -> Encode it, or use stringData or data of a ConfigMap.',
      'binaryData.ok: "ok" stands in data, too.',
    ],
  ],
  [
    configData,
    'ConfigMap',
    `data: {a: ${'x'.repeat(1_048_577)}}`,
    ['data: The contents have 1048577 bytes, at most 1048576 are allowed.'],
  ],
  [
    configData,
    'Secret',
    'type: kubernetes.io/tls\ndata: {tls.crt: eHg=}',
    ['data["tls.key"]: A Secret of type kubernetes.io/tls has the key "tls.key".'],
  ],
  [
    resourceQuota,
    'ResourceQuota',
    'spec: {hard: {cpus: 1, pods: -1, count/jobs.batch: 5, requests.nvidia.com/gpu: 1}, scopes: [BestEffort, NotBestEffort]}',
    [
      'spec.hard.cpus: "cpus" is no resource that a quota can limit.',
      'spec.hard.pods: -1 is less than nothing.',
      'spec.scopes: BestEffort and NotBestEffort exclude each other.',
    ],
  ],
  [
    limitRange,
    'LimitRange',
    'spec: {limits: [{type: Container, max: {memory: 1Gi}, default: {memory: 2Gi}}, {type: Container, min: {gpu: 1}}, {type: Pod, default: {cpu: 1}}, {type: Contaner}, {type: example.com/own}]}',
    [
      'spec.limits[0].default.memory: default "2Gi" of memory is above max "1Gi".',
      'spec.limits[1].type: There is another item of type "Container".',
      'spec.limits[1].min.gpu: "gpu" is no resource of a container.',
      'spec.limits[2].default: Type Pod has no defaults.',
      'spec.limits[3].type: "Contaner" is no type. -> Did you mean "Container"? Accepted: Container, Pod, PersistentVolumeClaim.',
    ],
  ],
  [
    claim,
    'PersistentVolumeClaim',
    'spec: {accessModes: [], resources: {requests: {storage: "0"}}}',
    ['spec.accessModes: There is no access mode.', 'spec.resources.requests.storage: "0" is no size.'],
  ],
  [
    claim,
    'StatefulSet',
    'spec: {volumeClaimTemplates: [{spec: {accessModes: [ReadWriteOncePod, ReadWriteOnce]}}]}',
    [
      'spec.volumeClaimTemplates[0].spec.accessModes: ReadWriteOncePod excludes all others.',
      'spec.volumeClaimTemplates[0].spec.resources.requests.storage: The size is missing.',
    ],
  ],
  [priorityClass, 'PriorityClass', 'value: 1000000001', ['value: 1000000001 is out of range.']],
  [priorityClass, 'PriorityClass', 'value: 1000000000', []],
  [
    jobs,
    'Job',
    'spec: {template: {spec: {restartPolicy: Always}}, selector: {}, maxFailedIndexes: 1}',
    [
      'spec.template.spec.restartPolicy: "Always" is not accepted in a Job, which is meant to end. -> Accepted: OnFailure, Never.',
      'spec.maxFailedIndexes: It belongs to completionMode: Indexed alone.',
      'spec.selector: The selector is made by the server. -> Delete the field.',
    ],
  ],
  [
    jobs,
    'CronJob',
    'spec: {jobTemplate: {spec: {completionMode: Indexed, template: {spec: {}}}}}',
    [
      'spec.jobTemplate.spec.template.spec.restartPolicy: The field is missing, and its default is Always. -> Accepted: OnFailure, Never.',
      'spec.jobTemplate.spec.completions: completionMode is Indexed, and completions is missing.',
    ],
  ],
  [jobs, 'Job', 'spec: {template: {spec: {restartPolicy: Never}}}', []],
  [
    numberRanges,
    'Job',
    'spec: {backoffLimit: -1, template: {spec: {activeDeadlineSeconds: 0, securityContext: {runAsUser: -5}}}}',
    [
      'spec.backoffLimit: -1 is out of range. -> Use a number from 0 to 2147483647.',
      'spec.template.spec.activeDeadlineSeconds: 0 is out of range. -> Use a number from 1 to 2147483647.',
      'spec.template.spec.securityContext.runAsUser: -5 is out of range. -> Use a number from 0 to 2147483647.',
    ],
  ],
  [
    updateStrategy,
    'Deployment',
    'spec: {strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}, minReadySeconds: 700}',
    [
      'spec.strategy.rollingUpdate.maxUnavailable: maxUnavailable and maxSurge are both 0.',
      'spec.progressDeadlineSeconds: The deadline of 600 seconds is not above minReadySeconds, 700.',
    ],
  ],
  [
    updateStrategy,
    'Deployment',
    'spec: {strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}}',
    ['spec.strategy.rollingUpdate: Type Recreate has no rolling update.'],
  ],
  [
    updateStrategy,
    'Deployment',
    'spec: {strategy: {rollingUpdate: {maxSurge: 150%, maxUnavailable: 120%}}}',
    ['spec.strategy.rollingUpdate.maxUnavailable: 120% is more than 100%.'],
  ],
  [
    updateStrategy,
    'DaemonSet',
    'spec: {updateStrategy: {rollingUpdate: {maxSurge: 1}}}',
    ['spec.updateStrategy.rollingUpdate.maxUnavailable: With maxSurge, maxUnavailable must be 0.'],
  ],
  [
    longRunning,
    'Deployment',
    'spec: {template: {spec: {restartPolicy: Never, activeDeadlineSeconds: 5}}}',
    [
      'spec.template.spec.restartPolicy: A Deployment restarts its pods, this one says Never.',
      'spec.template.spec.activeDeadlineSeconds: A Deployment has no deadline.',
    ],
  ],
  [
    workloadSelector,
    'Deployment',
    'spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: api}}, spec: {}}}',
    ['spec.template.metadata.labels: The selector asks for app=web, the pods have app=api.'],
  ],
  [
    workloadSelector,
    'Deployment',
    'spec: {selector: {}, template: {spec: {}}}',
    ['spec.selector: The selector is empty.'],
  ],
  [
    selectorForm,
    'PodDisruptionBudget',
    'spec: {selector: {matchLabels: {"a b": c}, matchExpressions: [{key: a, operator: In}, {key: b, operator: Exists, values: [c]}, {key: c, operator: Is, values: ["x y"]}]}}',
    [
      'spec.selector.matchLabels["a b"]: "a b" is no key of a label: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.',
      'spec.selector.matchExpressions[0].values: In needs values.',
      'spec.selector.matchExpressions[1].values: Exists has no values.',
      'spec.selector.matchExpressions[2].operator: "Is" is no operator. -> Accepted: In, NotIn, Exists, DoesNotExist.',
      'spec.selector.matchExpressions[2].values[0]: "x y" is no value of a label: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.',
    ],
  ],
  [
    replicaBounds,
    'ScaledObject',
    'spec: {minReplicaCount: 101, idleReplicaCount: 200}',
    [
      'spec.maxReplicaCount: minReplicaCount 101 is above maxReplicaCount 100.',
      'spec.idleReplicaCount: idleReplicaCount 200 is not below minReplicaCount 101.',
    ],
  ],
  [
    scalerTriggers,
    'ScaledObject',
    'spec: {triggers: []}',
    ['spec.scaleTargetRef.name: The target is not named.', 'spec.triggers: There is no trigger.'],
  ],
];

table.forEach(([rule, kind, body, expected], index) => {
  test(`${rule.id} of a ${kind} (${index})`, () => {
    const yaml = `apiVersion: ${apis[kind]}\nkind: ${kind}\nmetadata: {name: one}\n${body}\n`;
    assert.equal(said(rule, yaml), expected);
  });
});

test.run();
