// What the API server demands of its own kinds beyond their published schema: it checks this in code.
// Every line was seen refused, or accepted, by a real API server; https://github.com/kubernetes/kubernetes/tree/v1.35.4/pkg/apis
import type { CelRule, StructuralSchema } from './structural.ts';

/** What is added to the schema of a type. */
export interface Addition {
  /** Limits of single fields. */
  readonly fields?: { readonly [field: string]: StructuralSchema };
  /** Fields that must be there although the schema calls them optional. */
  readonly required?: readonly string[];
  /** Fields that may be missing although the schema requires them. */
  readonly optional?: readonly string[];
  readonly minProperties?: number;
  readonly rules?: readonly CelRule[];
}

const given: StructuralSchema = { minLength: 1 };
const port: StructuralSchema = { minimum: 1, maximum: 65535 };
const hostPort: StructuralSchema = { minimum: 0, maximum: 65535 };
const positive: StructuralSchema = { minimum: 1 };
const weight: StructuralSchema = { minimum: 1, maximum: 100 };
const labelValue: StructuralSchema = {
  type: 'string',
  maxLength: 63,
  pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
};
const subdomain: StructuralSchema = {
  maxLength: 253,
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
};
const labelKeys: CelRule = {
  rule: 'self.all(key, !format.qualifiedName().validate(key).hasValue())',
  message:
    'has a key that no label can have: accepted are up to 63 letters, digits, "-", "_" and ".", with a domain and "/" before them if need be',
};
const labels: StructuralSchema = {
  additionalProperties: labelValue,
  'x-kubernetes-validations': [labelKeys],
};

const valuesOfOperator: CelRule = {
  rule: "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 : true",
  message: 'has no values, which the operators In and NotIn need',
};
/** A text beside a number is a percentage. */
const percent: StructuralSchema = { pattern: '^[0-9]+%$' };
const rollingUpdate: Addition = { fields: { maxSurge: percent, maxUnavailable: percent } };
/** The name of a port: it has a letter, so that nobody takes it for a number. */
const portName = '^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$';
/** A user or a group. */
const identity: StructuralSchema = { minimum: 0, maximum: 2 ** 31 - 1 };
const matchedRequests: Addition = {
  fields: Object.fromEntries(
    ['apiGroups', 'apiVersions', 'operations', 'resources'].map((name) => [name, { minItems: 1 }]),
  ),
  required: ['apiGroups', 'apiVersions', 'operations', 'resources'],
};
const limited: StructuralSchema = {
  'x-kubernetes-validations': [
    {
      rule: "self.all(name, name.contains('/') || name.startsWith('hugepages-') || name in ['cpu', 'memory', 'storage', 'ephemeral-storage'])",
      message: 'limits a resource that containers, pods and volumes do not have',
    },
  ],
};
const workload: Addition = { required: ['spec'] };
const fromSecretOrConfigMap: Addition = { required: ['name'], fields: { name: given } };

const fromSecretOrConfigMapKey: Addition = {
  required: ['name'],
  fields: { name: given, key: { minLength: 1, maxLength: 253, pattern: '^[-._a-zA-Z0-9]+$' } },
};

const quotaResources =
  `cpu memory storage ephemeral-storage pods services replicationcontrollers resourcequotas
  secrets configmaps persistentvolumeclaims services.nodeports services.loadbalancers requests.cpu requests.memory
  requests.storage requests.ephemeral-storage limits.cpu limits.memory limits.ephemeral-storage`.split(/\s+/);

/** By the name of the type. */
export const nativeAdditions: Readonly<Record<string, Addition>> = {
  ConfigMapKeySelector: fromSecretOrConfigMapKey,
  ConfigMapVolumeSource: fromSecretOrConfigMap,
  ContainerPort: { fields: { containerPort: port, hostPort } },
  CronJob: workload,
  DaemonSet: workload,
  Deployment: workload,
  GRPCAction: { fields: { port } },
  HTTPGetAction: { fields: { port } },
  HTTPIngressPath: {
    rules: [
      {
        rule: "self.pathType in ['Exact', 'Prefix'] ? has(self.path) && self.path.startsWith('/') : true",
        message: 'has a path that does not start with "/"',
      },
    ],
  },
  IngressRule: {
    fields: {
      host: { pattern: '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$' },
    },
  },
  IngressServiceBackend: {
    fields: { name: { maxLength: 63, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' } },
  },
  IngressSpec: { fields: { ingressClassName: subdomain } },
  Job: workload,
  JobTemplateSpec: workload,
  LabelSelector: { fields: { matchLabels: labels } },
  LabelSelectorRequirement: { rules: [valuesOfOperator] },
  LimitRangeSpec: {
    optional: ['limits'],
    fields: { limits: { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] } },
  },
  LimitRangeItem: {
    fields: {
      type: { pattern: '^(Pod|Container|PersistentVolumeClaim|.+/.+)$' },
      ...Object.fromEntries(
        ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min'].map((name) => [name, limited]),
      ),
    },
  },
  NetworkPolicyPeer: { minProperties: 1 },
  NamedRuleWithOperations: matchedRequests,
  NetworkPolicyPort: {
    fields: { port: { ...port, pattern: portName }, endPort: port, protocol: given },
  },
  NodeSelectorRequirement: { rules: [valuesOfOperator] },
  ObjectFieldSelector: { fields: { fieldPath: given } },
  Pod: workload,
  PodDisruptionBudgetSpec: { fields: { maxUnavailable: percent, minAvailable: percent } },
  PodSecurityContext: {
    fields: { fsGroupChangePolicy: given, fsGroup: identity, runAsGroup: identity, runAsUser: identity },
  },
  PodSpec: {
    fields: {
      activeDeadlineSeconds: { minimum: 1, maximum: 2 ** 31 - 1 },
      nodeSelector: labels,
      topologySpreadConstraints: {
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['topologyKey', 'whenUnsatisfiable'],
      },
    },
  },
  PodTemplateSpec: workload,
  PolicyRule: {
    fields: { verbs: { minItems: 1 } },
    rules: [
      {
        rule: 'has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0 || has(self.apiGroups) && size(self.apiGroups) > 0 && has(self.resources) && size(self.resources) > 0',
        message: 'names neither API groups with resources nor URLs',
      },
    ],
  },
  PreferredSchedulingTerm: { fields: { weight }, optional: ['preference'] },
  // A value beyond 32 bits is a finding of semantics/priority-class; server-side apply takes it, and makes another of it.
  PriorityClass: { fields: { preemptionPolicy: given, value: { format: 'int64' } }, optional: ['value'] },
  ReplicaSet: workload,
  ResourceQuotaSpec: {
    fields: {
      hard: {
        'x-kubernetes-validations': [
          {
            rule: `self.all(name, name.contains('/') || name.startsWith('hugepages-') || name.startsWith('requests.hugepages-') || name in ${JSON.stringify(quotaResources)})`,
            message: 'limits a resource that Kubernetes does not count',
          },
        ],
      },
    },
  },
  RollingUpdateDaemonSet: rollingUpdate,
  RollingUpdateDeployment: rollingUpdate,
  RoleRef: {
    optional: ['apiGroup'],
    fields: { apiGroup: { enum: ['rbac.authorization.k8s.io'] }, kind: { enum: ['Role', 'ClusterRole'] } },
  },
  SeccompProfile: { fields: { type: given } },
  SecretKeySelector: fromSecretOrConfigMapKey,
  SecurityContext: { fields: { runAsGroup: identity, runAsUser: identity } },
  ServiceBackendPort: {
    fields: { number: port, name: { maxLength: 15, pattern: '^[a-z0-9]*(-?[a-z0-9]+)*$' } },
  },
  ServicePort: { fields: { port, nodePort: hostPort, targetPort: { ...port, pattern: portName } } },
  ServiceSpec: { fields: { selector: labels } },
  StatefulSet: workload,
  Subject: {
    fields: { kind: { ...given, enum: ['ServiceAccount', 'User', 'Group'] }, name: given },
    rules: [
      {
        rule: "self.kind == 'ServiceAccount' ? !format.dns1123Subdomain().validate(self.name).hasValue() : true",
        message: 'names a service account by a name that none can have',
      },
    ],
  },
  TCPSocketAction: { fields: { port } },
  TopologySpreadConstraint: {
    fields: { maxSkew: positive, minDomains: positive, topologyKey: given, whenUnsatisfiable: given },
  },
  ValidatingAdmissionPolicyBindingSpec: {
    fields: {
      policyName: subdomain,
      validationActions: {
        minItems: 1,
        'x-kubernetes-list-type': 'set',
        items: { ...given, type: 'string', enum: ['Audit', 'Deny', 'Warn'] },
      },
    },
  },
  Validation: {
    fields: { reason: { enum: ['Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'] } },
  },
  WeightedPodAffinityTerm: { fields: { weight } },
};
