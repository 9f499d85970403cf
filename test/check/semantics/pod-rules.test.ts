// Rules over the spec of a pod: scheduling, security, DNS, volume sources and the downward API.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Rule } from '../../../scripts/check/rule.ts';
import { downwardApi } from '../../../scripts/check/semantics/downward-api.ts';
import { podDns, podNames, securityContradiction } from '../../../scripts/check/semantics/pod-spec.ts';
import { affinity, spread, tolerations } from '../../../scripts/check/semantics/scheduling.ts';
import { volumeSources } from '../../../scripts/check/semantics/volume-sources.ts';
import { podWith, said } from '../kit/run-rule.ts';

const at = 'spec.containers[0]';
const table: [Rule, string, string, string[]][] = [
  [
    tolerations,
    '',
    'tolerations: [{operator: Equal}, {key: a, operator: Exists, value: b}, {key: a, tolerationSeconds: 5, effect: NoSchedule}, {operator: Exists}]',
    [
      'spec.tolerations[0].operator: Without a key, the operator must be Exists.',
      'spec.tolerations[1].value: Operator Exists has no value, this one has "b".',
      'spec.tolerations[2].effect: tolerationSeconds belongs to the effect NoExecute alone.',
    ],
  ],
  [
    spread,
    '',
    'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, minDomains: 2}]',
    [
      'spec.topologySpreadConstraints[0].whenUnsatisfiable: whenUnsatisfiable is missing.',
      'spec.topologySpreadConstraints[1].minDomains: minDomains belongs to whenUnsatisfiable: DoNotSchedule alone.',
    ],
  ],
  [
    affinity,
    '',
    'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Gt, values: ["1", "2"]}, {key: b, operator: Inn, values: [c]}]}]}}, podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{}]}}',
    [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Gt needs exactly one value.',
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].operator: "Inn" is no operator. -> Accepted: In, NotIn, Exists, DoesNotExist, Gt, Lt.',
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: "" is no key of a label: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.',
    ],
  ],
  [
    affinity,
    '',
    'affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: a, operator: In, values: ["not a label"]}]}}]}}',
    [],
  ],
  [
    podNames,
    '',
    'serviceAccountName: Web_1',
    [
      'spec.serviceAccountName: "Web_1" can’t be a name: only a-z, 0-9, "-" and "." are allowed, with a letter or digit at both ends and on both sides of a dot.',
    ],
  ],
  [
    podDns,
    '',
    'dnsPolicy: None\nhostAliases: [{ip: localhost}]',
    [
      'spec.dnsConfig.nameservers: dnsPolicy is None, and there is no name server.',
      'spec.hostAliases[0].ip: "localhost" is no IP address.',
    ],
  ],
  [
    securityContradiction,
    'securityContext: {runAsUser: 0, allowPrivilegeEscalation: false, privileged: true}',
    'securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost}}',
    [
      'spec.securityContext.seccompProfile.localhostProfile: Type Localhost needs the path of a profile.',
      `${at}.securityContext: runAsNonRoot is true, and runAsUser is 0, which is root.`,
      `${at}.securityContext: privileged is true, and allowPrivilegeEscalation is false.`,
    ],
  ],
  [securityContradiction, 'securityContext: {runAsUser: 5}', 'securityContext: {runAsNonRoot: true}', []],
  [
    volumeSources,
    '',
    'volumes: [{name: a, configMap: {}}, {name: b, secret: {secretName: s, items: [{key: k, path: ../p}]}}, {name: c, projected: {sources: [{configMap: {name: x, items: [{key: a, path: p}]}}, {secret: {name: y, items: [{key: b, path: p}]}}]}}]',
    [
      'spec.volumes[0].configMap.name: The configMap is not named.',
      'spec.volumes[1].secret.items[0].path: "../p" leads out of the volume.',
      'spec.volumes[2].projected.sources[1].secret.items[0].path: Another source writes "p", too.',
    ],
  ],
  [
    downwardApi,
    `env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.nam}}}, {name: B, valueFrom: {fieldRef: {fieldPath: "metadata.labels['a b']"}}}, {name: C, valueFrom: {resourceFieldRef: {resource: limits.cpus}}}]`,
    '',
    [
      `${at}.env[0].valueFrom.fieldRef.fieldPath: "metadata.nam" can’t be read. -> Did you mean "metadata.name"? Accepted: metadata.name, metadata.namespace, metadata.uid, spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP, status.podIPs, metadata.labels['key'], metadata.annotations['key'].`,
      `${at}.env[1].valueFrom.fieldRef.fieldPath: "a b" is no key: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.`,
      `${at}.env[2].valueFrom.resourceFieldRef.resource: "limits.cpus" can’t be read. -> Did you mean "limits.cpu"? Accepted: limits.cpu, requests.cpu, limits.memory, requests.memory, limits.ephemeral-storage, requests.ephemeral-storage.`,
    ],
  ],
  [
    downwardApi,
    `env: [{name: A, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['Helical.dev/Dataset']"}}}]`,
    '',
    [],
  ],
];

for (const [rule, container, pod, expected] of table) {
  test(`${rule.id}: ${container} ${pod}`, () => assert.equal(said(rule, podWith(container, pod)), expected));
}

test.run();
