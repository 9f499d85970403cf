// What a pod should not be allowed or should not lack is said with its place.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { memoryLimit, requests } from '../../../scripts/check/policies/amounts.ts';
import { hostNamespaces, hostPath, hostPort } from '../../../scripts/check/policies/host-access.ts';
import { imageDigest, movingTag, registry } from '../../../scripts/check/policies/images.ts';
import {
  capabilities,
  privileged,
  privilegeEscalation,
  seccomp,
} from '../../../scripts/check/policies/privileges.ts';
import { defaultServiceAccount } from '../../../scripts/check/policies/service-accounts.ts';
import { highUser, nonRoot, readOnlyRoot } from '../../../scripts/check/policies/users.ts';
import type { Rule } from '../../../scripts/check/rule.ts';
import { podWith, said } from '../kit/run-rule.ts';

const at = 'spec.containers[0]';
const security = (text: string) => `securityContext: {${text}}`;
const table: [Rule, string, string, string[]][] = [
  [
    privileged,
    security('privileged: true'),
    '',
    [`${at}.securityContext.privileged: Container "web" is privileged.`],
  ],
  [privileged, security('privileged: false'), '', []],
  [privileged, '', '', []],
  [
    privilegeEscalation,
    security('allowPrivilegeEscalation: true'),
    '',
    [`${at}.securityContext.allowPrivilegeEscalation: Container "web" allows privilege escalation.`],
  ],
  [
    privilegeEscalation,
    '',
    '',
    [`${at}.securityContext: Container "web" does not forbid privilege escalation.`],
  ],
  [privilegeEscalation, security('allowPrivilegeEscalation: false'), '', []],
  [
    capabilities,
    security('capabilities: {drop: [NET_RAW], add: [SYS_ADMIN]}'),
    '',
    [
      `${at}.securityContext.capabilities.drop: Container "web" does not drop all capabilities.`,
      `${at}.securityContext.capabilities.add[0]: Container "web" adds the capability SYS_ADMIN.`,
    ],
  ],
  [capabilities, security('capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}'), '', []],
  [seccomp, '', '', [`${at}: Container "web" has no seccomp profile.`]],
  [
    seccomp,
    security('seccompProfile: {type: Unconfined}'),
    security('seccompProfile: {type: RuntimeDefault}'),
    [`${at}.securityContext.seccompProfile.type: The seccomp profile "Unconfined" filters nothing.`],
  ],
  [seccomp, '', security('seccompProfile: {type: RuntimeDefault}'), []],
  [nonRoot, '', '', [`${at}: Container "web" is not kept from running as root.`]],
  [
    nonRoot,
    security('runAsNonRoot: false'),
    security('runAsNonRoot: true'),
    [`${at}.securityContext.runAsNonRoot: Container "web" is not kept from running as root.`],
  ],
  [
    nonRoot,
    '',
    security('runAsNonRoot: true, runAsUser: 0'),
    ['spec.securityContext.runAsUser: Container "web" runs as user 0, which is root.'],
  ],
  [nonRoot, '', security('runAsNonRoot: true'), []],
  [highUser, '', '', [`${at}: Container "web" runs as whatever user its image names.`]],
  [
    highUser,
    security('runAsUser: 9999'),
    security('runAsUser: 10000'),
    [`${at}.securityContext.runAsUser: Container "web" runs as user 9999.`],
  ],
  [highUser, '', security('runAsUser: 10000'), []],
  [readOnlyRoot, '', '', [`${at}.securityContext: Container "web" can write to its root file system.`]],
  [readOnlyRoot, security('readOnlyRootFilesystem: true'), '', []],
  [
    hostNamespaces,
    '',
    'hostPID: true\nhostIPC: true\nhostNetwork: true',
    [
      'spec.hostPID: With hostPID the pod sees and can signal all processes of the node.',
      'spec.hostIPC: With hostIPC the pod shares memory with the processes of the node.',
      'spec.hostNetwork: With hostNetwork the pod has the network of the node: no NetworkPolicy holds, and it reaches the metadata service.',
    ],
  ],
  [hostNamespaces, '', 'hostPID: false', []],
  [
    hostPort,
    'ports: [{containerPort: 80, hostPort: 8080}]',
    '',
    [`${at}.ports[0].hostPort: Port 8080 of the node is taken.`],
  ],
  [hostPort, 'ports: [{containerPort: 80}]', '', []],
  [
    hostPath,
    '',
    'volumes: [{name: docker, hostPath: {path: /var/run/docker.sock}}]',
    ['spec.volumes[0].hostPath: Volume "docker" is the folder "/var/run/docker.sock" of the node.'],
  ],
  [hostPath, '', 'volumes: [{name: tmp, emptyDir: {}}]', []],
  [
    requests,
    'resources: {requests: {memory: 1Gi}}',
    '',
    [`${at}.resources: Container "web" requests no cpu.`],
  ],
  [requests, '', '', [`${at}.resources: Container "web" requests no cpu and no memory.`]],
  [requests, 'resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}', '', []],
  [
    memoryLimit,
    'resources: {requests: {memory: 1Gi}}',
    '',
    [`${at}.resources: Container "web" has no limit of memory.`],
  ],
  [memoryLimit, 'resources: {limits: {memory: 1Gi}}', '', []],
  [defaultServiceAccount, '', '', ['spec: The pod runs under the ServiceAccount default.']],
  [
    defaultServiceAccount,
    '',
    'serviceAccountName: default',
    ['spec.serviceAccountName: The pod runs under the ServiceAccount default.'],
  ],
  [defaultServiceAccount, '', 'serviceAccountName: web', []],
];

for (const [rule, container, pod, expected] of table) {
  test(`${rule.id}: ${container || pod || 'plain'} gives ${expected.length}`, () => {
    assert.equal(said(rule, podWith(container, pod)), expected);
  });
}

const digest = `sha256:${'0a'.repeat(32)}`;
const images: [Rule, string, string | undefined][] = [
  [imageDigest, `ghcr.io/kedacore/keda:2@${digest}`, undefined],
  [imageDigest, 'web:1', 'Image "web:1" has no digest.'],
  [imageDigest, 'web@sha256:12', '"sha256:12" is no digest; one is sha256: and 64 of 0-9 and a-f.'],
  [movingTag, 'localhost:5000/web', 'Image "localhost:5000/web" names no version, which means latest.'],
  [movingTag, 'web:latest', 'The tag of image "web:latest" moves.'],
  [movingTag, `web:latest@${digest}`, undefined],
  [movingTag, 'localhost:5000/web:1.2', undefined],
  [registry, 'web:1', 'docker.io/library/web is not among the trusted images.'],
  [registry, 'apache/airflow:3', undefined],
  [registry, 'docker.io/apache/airflow:3', undefined],
  [
    registry,
    'docker.io/apache/airflow-evil:3',
    'docker.io/apache/airflow-evil is not among the trusted images.',
  ],
  [
    registry,
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/web:1',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/web is not among the trusted images.',
  ],
  [registry, '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1', undefined],
];

for (const [rule, image, expected] of images) {
  test(`${rule.id}: ${image} ${expected ? 'is found' : 'passes'}`, () => {
    const yaml = podWith('').replace('image: example.com/web:1', `image: ${image}`);
    assert.equal(said(rule, yaml), expected ? [`${at}.image: ${expected}`] : []);
  });
}

test.run();
