// RBAC, namespaces, budgets, node pools, Ingresses and secrets: what a rule says, and what passes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { instanceMetadata, movingImage, nodeVolumes } from '../../../scripts/check/policies/cluster.ts';
import { blockingBudget, budgetSanity } from '../../../scripts/check/policies/disruptions.ts';
import {
  exposedService,
  ingressHeaders,
  ingressHttps,
  ingressScheme,
} from '../../../scripts/check/policies/ingress.ts';
import {
  jobLifetime,
  namespaceLimits,
  networkPolicyCoverage,
  openNetworkPolicy,
  podSecurityLabel,
} from '../../../scripts/check/policies/namespaces.ts';
import { gpuToleration, poolExpiry, poolLimits } from '../../../scripts/check/policies/node-pools.ts';
import {
  rbacBinding,
  rbacEscalation,
  rbacPods,
  rbacSecrets,
  rbacWildcard,
} from '../../../scripts/check/policies/rbac.ts';
import {
  credential,
  secretInConfigMap,
  secretInEnvironment,
  secretInGit,
} from '../../../scripts/check/policies/secrets.ts';
import { servedVersions } from '../../../scripts/check/policies/served-versions.ts';
import type { Rule } from '../../../scripts/check/rule.ts';
import { podWith, said } from '../kit/run-rule.ts';

const object = (apiVersion: string, kind: string, rest: string, metadata = '') =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: one, namespace: test${metadata}}\n${rest}\n`;
const role = (groups: string, resources: string, verbs: string, rest = '') =>
  object(
    'rbac.authorization.k8s.io/v1',
    'Role',
    `rules: [{apiGroups: [${groups}], resources: [${resources}], verbs: [${verbs}]${rest}}]`,
  );
const binding = (kind: string, name: string, subject: string) =>
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    `roleRef: {kind: ${kind}, name: ${name}}\nsubjects: [${subject}]`,
  );
const policy = (spec: string) => object('networking.k8s.io/v1', 'NetworkPolicy', `spec: {${spec}}`);
const budget = (spec: string) => object('policy/v1', 'PodDisruptionBudget', `spec: {${spec}}`);
const deployment = (replicas: number) =>
  object(
    'apps/v1',
    'Deployment',
    `spec: {replicas: ${replicas}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}`,
  );
const pool = (spec: string) => object('karpenter.sh/v1', 'NodePool', `spec: {${spec}}`);
const nodeClass = (spec: string) => object('karpenter.k8s.aws/v1', 'EC2NodeClass', `spec: {${spec}}`);
const settings = (text: string) =>
  object('networking.k8s.io/v1', 'Ingress', 'spec: {ingressClassName: alb}', `, annotations: {${text}}`);
const alb = (name: string, value: string) => `alb.ingress.kubernetes.io/${name}: '${value}'`;
const albPath = (name: string) => `metadata.annotations["alb.ingress.kubernetes.io/${name}"]`;
const configMap = (data: string) => object('v1', 'ConfigMap', `data: {${data}}`);
const key = `AKIA${'ABCD'.repeat(4)}`;

const table: [Rule, string, string[]][] = [
  [rbacWildcard, role("''", "'*'", 'get'), ['rules[0].resources[0]: The wildcard grants all resources.']],
  [rbacWildcard, role("''", 'pods', 'get'), []],
  [rbacSecrets, role("''", 'secrets', 'get, list'), ['rules[0]: The rule allows to get, list every Secret.']],
  [rbacSecrets, role("''", 'secrets', 'get', ', resourceNames: [one]'), []],
  [rbacSecrets, role("''", 'secrets', 'create'), []],
  [
    rbacPods,
    role("''", 'pods/exec', 'create'),
    ['rules[0]: Who may use pods/exec (create) runs commands in pods.'],
  ],
  [rbacPods, role("''", 'pods/log', 'get'), []],
  [
    rbacEscalation,
    role("''", 'nodes/proxy', 'get'),
    ['rules[0]: Who may use nodes/proxy talks to the kubelets, past the audit log and admission.'],
  ],
  [
    rbacEscalation,
    role('rbac.authorization.k8s.io', 'roles', 'bind, escalate'),
    ['rules[0]: Who may use roles (bind, escalate) grants rights that its holder does not have.'],
  ],
  [
    rbacEscalation,
    role("''", 'serviceaccounts', 'impersonate'),
    ['rules[0]: Who may use serviceaccounts (impersonate) acts under the name of others.'],
  ],
  [rbacEscalation, role("''", 'nodes/metrics', 'get'), []],
  [
    rbacBinding,
    binding('ClusterRole', 'cluster-admin', '{kind: Group, name: "system:authenticated"}'),
    [
      'roleRef.name: The binding gives the rights of cluster-admin.',
      'subjects[0].name: The binding is for system:authenticated.',
    ],
  ],
  [rbacBinding, binding('ClusterRole', 'view', '{kind: ServiceAccount, name: web}'), []],
  [
    podSecurityLabel,
    object('v1', 'Namespace', ''),
    ['metadata.labels: No pod security standard is enforced.'],
  ],
  [
    podSecurityLabel,
    object('v1', 'Namespace', '', ', labels: {pod-security.kubernetes.io/enforce: privileged}'),
    ['metadata.labels["pod-security.kubernetes.io/enforce"]: The level "privileged" forbids nothing.'],
  ],
  [
    podSecurityLabel,
    object('v1', 'Namespace', '', ', labels: {pod-security.kubernetes.io/enforce: baseline}'),
    [],
  ],
  [networkPolicyCoverage, podWith(''), ['spec: No NetworkPolicy governs Ingress and Egress of the pod.']],
  [
    networkPolicyCoverage,
    podWith('') + policy('podSelector: {}'),
    ['spec: No NetworkPolicy governs Egress of the pod.'],
  ],
  [networkPolicyCoverage, podWith('') + policy('podSelector: {}, policyTypes: [Ingress, Egress]'), []],
  [
    openNetworkPolicy,
    policy('podSelector: {}, ingress: [{}]'),
    ['spec.ingress[0]: An empty rule allows all ingress.'],
  ],
  [openNetworkPolicy, policy('podSelector: {}, ingress: [], egress: [{ports: [{port: 53}]}]'), []],
  [
    namespaceLimits,
    role("''", 'pods', 'create'),
    [': Programs make pods in test, which has no ResourceQuota and no LimitRange.'],
  ],
  [
    namespaceLimits,
    role("''", 'pods', 'create') + object('v1', 'ResourceQuota', '') + object('v1', 'LimitRange', ''),
    [],
  ],
  [jobLifetime, object('batch/v1', 'Job', 'spec: {}'), ['spec: The Job is never deleted.']],
  [jobLifetime, object('batch/v1', 'Job', 'spec: {ttlSecondsAfterFinished: 0}'), []],
  [jobLifetime, object('batch/v1', 'Job', 'spec: {}', ', annotations: {argocd.argoproj.io/hook: Sync}'), []],
  [blockingBudget, budget('maxUnavailable: 0'), ['spec.maxUnavailable: No pod may ever go.']],
  [blockingBudget, budget('maxUnavailable: 1'), []],
  [budgetSanity, deployment(2), ['spec.replicas: 2 pods have no PodDisruptionBudget.']],
  [
    budgetSanity,
    deployment(2) + budget('minAvailable: 2, selector: {matchLabels: {app: web}}'),
    ['spec.minAvailable: 2 of at least 2 pods must always be there, so none may go.'],
  ],
  [budgetSanity, deployment(2) + budget('maxUnavailable: 1, selector: {matchLabels: {app: web}}'), []],
  [poolLimits, pool('limits: {cpu: 8}'), ['spec.limits: The pool has no limit of memory.']],
  [poolLimits, pool('limits: {cpu: 8, memory: 1Gi}'), []],
  [
    poolExpiry,
    pool('template: {spec: {expireAfter: 168h}}'),
    ['spec.template.spec: Nodes expire after "168h" without a terminationGracePeriod.'],
  ],
  [poolExpiry, pool('template: {spec: {expireAfter: 168h, terminationGracePeriod: 1h}}'), []],
  [
    gpuToleration,
    podWith('', 'tolerations: [{key: nvidia.com/gpu, operator: Exists}]'),
    ['spec.tolerations[0]: The pod tolerates nvidia.com/gpu, but asks for none.'],
  ],
  [
    gpuToleration,
    podWith('resources: {limits: {nvidia.com/gpu: 1}}', 'tolerations: [{operator: Exists}]'),
    [],
  ],
  [
    instanceMetadata,
    nodeClass('metadataOptions: {httpTokens: optional, httpPutResponseHopLimit: 2}'),
    [
      'spec.metadataOptions.httpTokens: The metadata service answers without a token (IMDSv1).',
      'spec.metadataOptions.httpPutResponseHopLimit: Answers of the metadata service travel 2 hops.',
    ],
  ],
  [instanceMetadata, nodeClass('metadataOptions: {httpTokens: required, httpPutResponseHopLimit: 1}'), []],
  [
    movingImage,
    nodeClass('amiSelectorTerms: [{alias: al2023@latest}]'),
    ['spec.amiSelectorTerms[0].alias: The image "al2023@latest" moves.'],
  ],
  [movingImage, nodeClass('amiSelectorTerms: [{alias: al2023@v20251120}]'), []],
  [
    nodeVolumes,
    nodeClass('blockDeviceMappings: [{deviceName: /dev/xvda, ebs: {}}]'),
    ['spec.blockDeviceMappings[0].ebs: The volume "/dev/xvda" is not encrypted.'],
  ],
  [nodeVolumes, nodeClass('blockDeviceMappings: [{ebs: {encrypted: true}}]'), []],
  [
    ingressHttps,
    settings(''),
    [`${albPath('listen-ports')}: The load balancer listens on [{"HTTP": 80}] without TLS.`],
  ],
  [
    ingressHttps,
    settings(`${alb('listen-ports', '[{"HTTPS":443}]')}, ${alb('ssl-policy', 'ELBSecurityPolicy-2016-08')}`),
    [`${albPath('ssl-policy')}: "ELBSecurityPolicy-2016-08" accepts TLS before 1.2.`],
  ],
  [
    ingressHttps,
    settings(
      `${alb('listen-ports', '[{"HTTPS":443}]')}, ${alb('ssl-policy', 'ELBSecurityPolicy-TLS13-1-2-2021-06')}`,
    ),
    [],
  ],
  [ingressHeaders, settings(''), [`${albPath('load-balancer-attributes')}: Invalid headers are passed on.`]],
  [
    ingressHeaders,
    settings(alb('load-balancer-attributes', 'routing.http.drop_invalid_header_fields.enabled=true')),
    [],
  ],
  [ingressScheme, settings(''), ['metadata.annotations: The Ingress has no scheme.']],
  [
    ingressScheme,
    settings(alb('scheme', 'internet-facing')),
    [`${albPath('scheme')}: Every address of the internet is admitted.`],
  ],
  [
    ingressScheme,
    settings(`${alb('scheme', 'internet-facing')}, ${alb('inbound-cidrs', '10.0.0.0/8, 0.0.0.0/0')}`),
    [`${albPath('inbound-cidrs')}: 0.0.0.0/0 admits every address of the internet.`],
  ],
  [ingressScheme, settings(alb('scheme', 'internal')), []],
  [
    exposedService,
    object('v1', 'Service', 'spec: {type: NodePort}'),
    ['spec.type: The Service takes a port of every node.'],
  ],
  [exposedService, object('v1', 'Service', 'spec: {type: ClusterIP}'), []],
  [
    secretInGit,
    object('v1', 'Secret', 'stringData: {password: x}'),
    ['stringData.password: The value of "password" can be read by everybody.'],
  ],
  [secretInGit, object('v1', 'Secret', 'type: Opaque'), []],
  [
    secretInEnvironment,
    podWith('env: [{name: DB_PASSWORD, value: hunter2}]'),
    ['spec.containers[0].env[0].value: Variable DB_PASSWORD holds a secret in plain text.'],
  ],
  [
    secretInEnvironment,
    podWith(
      'env: [{name: DB_PASSWORD, value: $(OTHER)}, {name: PASSWORD_VERSION, value: "1"}, {name: TOKEN, value: /run/token}]',
    ),
    [],
  ],
  [
    secretInConfigMap,
    configMap('api_key: hunter22, app.ini: "user = me\\npassword = hunter2\\n"'),
    [
      'data.api_key: "api_key" holds a secret in plain text.',
      'data["app.ini"]: The setting password holds a secret in plain text.',
    ],
  ],
  [secretInConfigMap, configMap('token: /run/token, app.ini: "password_cmd = cat /run/x"'), []],
  [credential, configMap(`note: "key ${key} here"`), ['data.note: The text holds an access key of AWS.']],
  [
    credential,
    configMap('url: "postgresql://me:hunter2@db.example/airflow"'),
    ['data.url: The text holds an address with a password.'],
  ],
  [credential, configMap('url: "postgresql://me:$(PASSWORD)@db.example/airflow"'), []],
  [credential, configMap('url: "https://example.com:8080/a@b"'), []],
  [
    credential,
    podWith('args: [web, "--key=-----BEGIN RSA PRIVATE KEY-----"]'),
    ['spec.containers[0].args[1]: The text holds a private key.'],
  ],
  [
    servedVersions,
    object('policy/v1beta1', 'PodDisruptionBudget', ''),
    ['apiVersion: Kubernetes 1.35 does not serve policy/v1beta1; 1.25 took it out.'],
  ],
  [servedVersions, object('policy/v1', 'PodDisruptionBudget', ''), []],
];

for (const [rule, yaml, expected] of table) {
  test(`${rule.id}: ${yaml.split('\n').slice(3).join(' ')} gives ${expected.length}`, () => {
    assert.equal(said(rule, yaml.replace(/^---\n/, '')), expected);
  });
}

test.run();
