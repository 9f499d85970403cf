// How the lists of Kubernetes, Crossplane, Argo CD, Karpenter, KEDA and AWS are compared: by keys, as sets or in order.

/** How the items of a list are matched. */
export type ListRule =
  /**
   * Items with the same values in these fields are the same item. `ordered`: their order means something, too.
   * `renamed`: an item whose key is gone may be the one whose key is new, if they are alike besides these fields.
   */
  | {
      readonly type: 'keyed';
      readonly keys: readonly string[];
      readonly ordered?: boolean;
      readonly renamed?: readonly string[];
    }
  /** The order means nothing, and items have no name. */
  | { readonly type: 'unordered' }
  /** The order means something. */
  | { readonly type: 'ordered' };

const keyed = (...keys: string[]): ListRule => ({ type: 'keyed', keys });
const keyedInOrder = (...keys: string[]): ListRule => ({ type: 'keyed', keys, ordered: true });
const unordered: ListRule = { type: 'unordered' };
const ordered: ListRule = { type: 'ordered' };

/** Fields that are part of a key and may be missing, with what the API server fills in. */
export const keyDefaults: Readonly<Record<string, string>> = {
  protocol: 'TCP',
  effect: '',
  operator: 'Equal',
};

/**
 * By the name of the field. Where the same name means different lists, `parent.name` or `Kind:name` goes first.
 * Keys are the `x-kubernetes-list-map-keys` and `x-kubernetes-patch-merge-key` of the Kubernetes OpenAPI document
 * (https://github.com/kubernetes/kubernetes/blob/v1.34.0/api/openapi-spec/swagger.json). Where that document calls a
 * list atomic, only its writing is: NetworkPolicy peers, RBAC rules and the like are still unions whatever their order.
 */
const byField: Readonly<Record<string, ListRule>> = {
  // Pods: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
  containers: keyed('name'),
  initContainers: keyedInOrder('name'),
  ephemeralContainers: keyed('name'),
  volumes: keyed('name'),
  volumeMounts: keyed('mountPath'),
  volumeDevices: keyed('devicePath'),
  imagePullSecrets: keyed('name'),
  hostAliases: keyed('ip'),
  topologySpreadConstraints: keyed('topologyKey', 'whenUnsatisfiable'),
  tolerations: unordered,
  readinessGates: keyed('conditionType'),
  resourceClaims: keyed('name'),
  sysctls: keyed('name'),
  supplementalGroups: unordered,
  'capabilities.add': unordered,
  'capabilities.drop': unordered,
  accessModes: unordered,
  matchExpressions: unordered,
  matchFields: unordered,
  values: unordered,
  nodeSelectorTerms: unordered,
  preferredDuringSchedulingIgnoredDuringExecution: unordered,
  requiredDuringSchedulingIgnoredDuringExecution: unordered,
  'podFailurePolicy.rules': ordered,
  'Container:ports': keyed('containerPort', 'protocol'),
  'Service:ports': keyed('port', 'protocol'),
  volumeClaimTemplates: unordered,
  // References and finalizers: patchMergeKey uid; finalizers are a set.
  ownerReferences: keyed('uid'),
  finalizers: unordered,
  secrets: keyed('name'),
  // RBAC: a role is the union of its rules, a binding the union of its subjects.
  subjects: keyed('kind', 'namespace', 'name'),
  'Role:rules': unordered,
  'ClusterRole:rules': unordered,
  apiGroups: unordered,
  resources: unordered,
  resourceNames: unordered,
  nonResourceURLs: unordered,
  verbs: unordered,
  clusterRoleSelectors: unordered,
  // Network: https://kubernetes.io/docs/concepts/services-networking/network-policies/
  'NetworkPolicy:ingress': unordered,
  'NetworkPolicy:egress': unordered,
  'NetworkPolicy:ports': unordered,
  'ingress.from': unordered,
  'egress.to': unordered,
  policyTypes: unordered,
  except: unordered,
  'Ingress:rules': keyed('host'),
  'http.paths': keyed('path', 'pathType'),
  tls: unordered,
  hosts: unordered,
  loadBalancerSourceRanges: unordered,
  taints: keyed('key', 'effect'),
  startupTaints: keyed('key', 'effect'),
  // Admission: webhooks by name, policies by their expression.
  webhooks: keyed('name'),
  validations: keyed('expression'),
  matchConditions: keyed('name'),
  auditAnnotations: keyed('key'),
  variables: keyedInOrder('name'),
  validationActions: unordered,
  operations: unordered,
  // Definitions of APIs: versions by name; lists of a JSON schema are sets.
  versions: keyed('name'),
  additionalPrinterColumns: keyed('name'),
  'x-kubernetes-validations': keyed('rule'),
  'x-kubernetes-list-map-keys': unordered,
  required: unordered,
  enum: unordered,
  categories: unordered,
  shortNames: unordered,
  // Crossplane: https://docs.crossplane.io/latest/composition/compositions/
  pipeline: keyedInOrder('step'),
  'input.resources': keyed('name'),
  patches: keyed('type', 'toFieldPath', 'patchSetName'),
  patchSets: keyed('name'),
  readinessChecks: unordered,
  connectionDetails: keyed('name'),
  managementPolicies: unordered,
  activate: unordered,
  // Argo CD: https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
  ignoreDifferences: keyed('group', 'kind', 'namespace', 'name'),
  jsonPointers: unordered,
  jqPathExpressions: unordered,
  managedFieldsManagers: unordered,
  syncOptions: unordered,
  sourceRepos: unordered,
  sourceNamespaces: unordered,
  destinations: keyed('server', 'name', 'namespace'),
  clusterResourceWhitelist: keyed('group', 'kind', 'name'),
  clusterResourceBlacklist: keyed('group', 'kind', 'name'),
  namespaceResourceWhitelist: keyed('group', 'kind'),
  namespaceResourceBlacklist: keyed('group', 'kind'),
  'AppProject:roles': keyed('name'),
  'helm.parameters': keyed('name'),
  // External Secrets: https://external-secrets.io/latest/api/externalsecret/
  'ExternalSecret:data': keyed('secretKey'),
  'PushSecret:data': unordered,
  secretStoreRefs: keyed('name', 'kind'),
  secretTargetRef: keyed('parameter'),
  configMapTargetRef: keyed('parameter'),
  // Karpenter: https://karpenter.sh/docs/concepts/nodepools/
  requirements: keyed('key', 'operator'),
  amiSelectorTerms: unordered,
  subnetSelectorTerms: unordered,
  securityGroupSelectorTerms: unordered,
  capacityReservationSelectorTerms: unordered,
  blockDeviceMappings: keyed('deviceName'),
  budgets: unordered,
  reasons: unordered,
  // KEDA: https://keda.sh/docs/latest/reference/scaledobject-spec/
  triggers: keyed('name', 'type'),
  // Prometheus: rules of a group run in order.
  groups: keyed('name'),
  // Grafana: panels have places of their own. https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/
  panels: { type: 'keyed', keys: ['title'], renamed: ['id', 'gridPos'] },
  targets: keyed('refId'),
  // AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html and the providers' schemas.
  Statement: unordered,
  Action: unordered,
  NotAction: unordered,
  Resource: unordered,
  NotResource: unordered,
  subnetIds: unordered,
  subnetIdRefs: unordered,
  securityGroupIds: unordered,
  securityGroupIdRefs: unordered,
  vpcSecurityGroupIds: unordered,
  vpcSecurityGroupIdRefs: unordered,
  enabledCloudwatchLogsExports: unordered,
  cidrBlocks: unordered,
  inboundCidrs: unordered,
  availabilityZones: unordered,
  'ParameterGroup:parameter': keyed('name'),
  'BucketLifecycleConfiguration:rule': keyed('id'),
  eventSelector: unordered,
  advancedEventSelector: keyed('name'),
};

/** Where a list is. */
export interface ListPlace {
  /** Kind of the object, or `Container` inside a container. */
  readonly kind: string;
  /** Name of the field that holds the list. */
  readonly field: string;
  /** Name of the field around it. */
  readonly parent: string;
  /** True inside an IAM, bucket, key or queue policy, where every list of texts is a set. */
  readonly inPolicy?: boolean;
}

/** The rule for a list, or `undefined` when nothing is known of it. */
export function listRule({ kind, field, parent, inPolicy }: ListPlace): ListRule | undefined {
  return (
    byField[`${kind}:${field}`] ??
    byField[`${parent}.${field}`] ??
    byField[field] ??
    (inPolicy ? unordered : undefined)
  );
}

/** For lists of objects that nothing is known of: items that all have a name of their own are matched by it. */
export const fallbackRule: ListRule = keyedInOrder('name');

/** Environment variables: their order matters only where one refers to another with `$(NAME)`. */
export function environmentVariablesRule(items: readonly unknown[]): ListRule {
  return JSON.stringify(items).includes('$(') ? keyedInOrder('name') : keyed('name');
}
