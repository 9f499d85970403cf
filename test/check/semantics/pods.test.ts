// What is wrong inside a pod is said with its place: containers, ports, variables, volumes, resources, probes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Rule } from '../../../scripts/check/rule.ts';
import {
  containerPorts,
  hostPorts,
  portNameTwice,
} from '../../../scripts/check/semantics/container-ports.ts';
import { containerNames, containersPresent } from '../../../scripts/check/semantics/containers.ts';
import { env, envTwice } from '../../../scripts/check/semantics/env.ts';
import { handlers, probeNumbers, probePorts } from '../../../scripts/check/semantics/probes.ts';
import { quantities } from '../../../scripts/check/semantics/quantities.ts';
import { resources } from '../../../scripts/check/semantics/resources.ts';
import { unusedVolumes, volumeMounts, volumes } from '../../../scripts/check/semantics/volumes.ts';
import { podWith, said } from '../kit/run-rule.ts';

const at = 'spec.containers[0]';
const table: [Rule, string, string, string[]][] = [
  [
    containerNames,
    '',
    'initContainers: [{name: web, image: a}]',
    ['spec.initContainers[0].name: The name "web" is already that of spec.containers[0].'],
  ],
  [
    containerNames,
    '',
    'initContainers: [{image: a}]',
    ['spec.initContainers[0].name: The container has no name.'],
  ],
  [
    containerNames,
    '',
    'initContainers: [{name: Init_1, image: a}]',
    [
      'spec.initContainers[0].name: "Init_1" is no name of a container: only a-z, 0-9 and "-" are allowed, with a letter or digit at both ends.',
    ],
  ],
  [containerNames, '', 'initContainers: [{name: other, image: a}]', []],
  [
    containersPresent,
    '',
    'initContainers: [{name: other}]',
    ['spec.initContainers[0].image: Container "other" has no image.'],
  ],
  [containersPresent, '', '', []],
  [
    containerPorts,
    'ports: [{containerPort: 8080, name: http}, {containerPort: 8081, name: http}]',
    '',
    [`${at}.ports[1].name: The container has another port "http".`],
  ],
  [
    containerPorts,
    'ports: [{containerPort: 70000}, {name: http}]',
    '',
    [
      `${at}.ports[0].containerPort: 70000 is no port.`,
      `${at}.ports[1].containerPort: The port has no number.`,
    ],
  ],
  [
    containerPorts,
    'ports: [{containerPort: 80, name: much-too-long-name}, {containerPort: 81, name: "123"}, {containerPort: 82, name: a--b}]',
    '',
    [
      `${at}.ports[0].name: "much-too-long-name" is no name of a port: it has 18 characters, at most 15 are allowed.`,
      `${at}.ports[1].name: "123" is no name of a port: it needs a letter.`,
      `${at}.ports[2].name: "a--b" is no name of a port: two hyphens in a row are not allowed.`,
    ],
  ],
  [
    containerPorts,
    'ports: [{containerPort: 80, hostPort: 81}]',
    'hostNetwork: true',
    [`${at}.ports[0].hostPort: On the network of the host, hostPort 81 must equal containerPort 80.`],
  ],
  [
    containerPorts,
    'ports: [{containerPort: 8080, name: http}, {containerPort: 8081, name: metrics}]',
    '',
    [],
  ],
  [
    hostPorts,
    'ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}, {containerPort: 82, hostPort: 80, protocol: UDP}]',
    '',
    [`${at}.ports[1].hostPort: Host port 80/TCP is already taken.`],
  ],
  [
    portNameTwice,
    'ports: [{containerPort: 80, name: http}]',
    'initContainers: [{name: side, restartPolicy: Always, ports: [{containerPort: 81, name: http}]}]',
    [`${at}.ports[0].name: Container "side" has a port "http", too.`],
  ],
  [
    portNameTwice,
    'ports: [{containerPort: 80, name: http}]',
    'initContainers: [{name: once, ports: [{containerPort: 81, name: http}]}]',
    [],
  ],
  [
    env,
    'env: [{name: "A=B", value: x}, {value: y}, {name: C, valueFrom: {}}]',
    '',
    [
      `${at}.env[0].name: "A=B" is no name of a variable: only printable ASCII without "=" is allowed.`,
      `${at}.env[1].name: The variable has no name.`,
      `${at}.env[2].valueFrom: No source is given. Accepted: fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef.`,
    ],
  ],
  [
    env,
    'env: [{name: A, value: x, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: B, valueFrom: {secretKeyRef: {name: s}, fieldRef: {fieldPath: metadata.name}}}]',
    '',
    [
      `${at}.env[0].valueFrom: Variable "A" has both "value" and "valueFrom".`,
      `${at}.env[1].valueFrom: Only one source is allowed, given are fieldRef and secretKeyRef.`,
      `${at}.env[1].valueFrom.secretKeyRef.key: The key is missing.`,
    ],
  ],
  [
    env,
    'envFrom: [{prefix: A}, {secretRef: {name: a}}]',
    '',
    [`${at}.envFrom[0]: No source is given. Accepted: configMapRef, secretRef.`],
  ],
  [
    env,
    'env: [{name: "a.b-c", value: ""}, {name: A, valueFrom: {configMapKeyRef: {name: a, key: b}}}]',
    '',
    [],
  ],
  [
    envTwice,
    'env: [{name: A, value: x}, {name: A, value: y}]',
    '',
    [`${at}.env[1].name: Variable "A" is given before.`],
  ],
  [
    volumes,
    '',
    'volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}, {name: b, emptyDir: {}, secret: {}}, {emptyDir: {}}]',
    [
      'spec.volumes[1].name: The pod has another volume "a".',
      'spec.volumes[2]: Volume "b" has 2 sources: emptyDir, secret.',
      'spec.volumes[3].name: The volume has no name.',
    ],
  ],
  [volumes, '', 'volumes: [{name: a}, {name: b, emptyDir: {}}]', []],
  [
    volumeMounts,
    'volumeMounts: [{name: confg, mountPath: /a}, {name: config, mountPath: /a}, {name: config, mountPath: /b, subPath: ../x}]',
    'volumes: [{name: config, emptyDir: {}}]',
    [
      `${at}.volumeMounts[0].name: The pod has no volume "confg". -> Did you mean "config"? Volumes of the pod: config.`,
      `${at}.volumeMounts[1].mountPath: The container mounts another volume at "/a".`,
      `${at}.volumeMounts[2].subPath: "../x" leads out of the volume. -> Write a relative path without "..".`,
    ],
  ],
  [
    unusedVolumes,
    'volumeMounts: [{name: a, mountPath: /a}]',
    'volumes: [{name: a}, {name: b}]',
    ['spec.volumes[1]: No container mounts volume "b".'],
  ],
  [
    resources,
    'resources: {requests: {cpu: 2, memory: 1Gi}, limits: {cpu: 1500m, memory: 1024Mi}}',
    '',
    [`${at}.resources.requests.cpu: The request of 2 cpu is above the limit of "1500m".`],
  ],
  [
    resources,
    'resources: {requests: {nvidia.com/gpu: 1}, limits: {memory: -1}}',
    '',
    [
      `${at}.resources.limits.memory: -1 is less than nothing.`,
      `${at}.resources.requests["nvidia.com/gpu"]: nvidia.com/gpu is requested without a limit; both must be equal.`,
    ],
  ],
  [
    resources,
    'resources: {limits: {nvidia.com/gpu: 0.5, gpu: 1, hugepages-2Mi: 2Mi}}',
    '',
    [
      `${at}.resources.limits["nvidia.com/gpu"]: 0.5 of nvidia.com/gpu is a fraction; devices are given out whole.`,
      `${at}.resources.limits.gpu: "gpu" is no resource of a container: accepted are cpu, memory, ephemeral-storage, hugepages-<size> and names with a domain such as "nvidia.com/gpu".`,
      `${at}.resources: Huge pages are asked for without CPU or memory.`,
    ],
  ],
  [
    resources,
    'resources: {requests: {cpu: 1, nvidia.com/gpu: 1}, limits: {cpu: 1, nvidia.com/gpu: "1"}}',
    '',
    [],
  ],
  [
    quantities,
    'resources: {limits: {memory: 2GB, cpu: 1 core}}',
    'volumes: [{name: a, emptyDir: {sizeLimit: lots}}]',
    [
      `${at}.resources.limits.memory: "2GB" is no amount. -> Did you mean "2G"?`,
      `${at}.resources.limits.cpu: "1 core" is no amount.`,
      'spec.volumes[0].emptyDir.sizeLimit: "lots" is no amount.',
    ],
  ],
  [
    handlers,
    'livenessProbe: {periodSeconds: 5}\nreadinessProbe: {tcpSocket: {port: 1}, exec: {command: []}}',
    '',
    [
      `${at}.livenessProbe: No action is given.`,
      `${at}.readinessProbe: Only one action is allowed, given are exec and tcpSocket.`,
      `${at}.readinessProbe.exec.command: There is no command to run.`,
    ],
  ],
  [
    handlers,
    'startupProbe: {httpGet: {path: /, port: 0, httpHeaders: [{name: "a b", value: c}]}}\nlifecycle: {preStop: {sleep: {seconds: 40}}}',
    '',
    [
      `${at}.startupProbe.httpGet.port: 0 is no port.`,
      `${at}.startupProbe.httpGet.httpHeaders[0].name: "a b" is no name of an HTTP header.`,
      `${at}.lifecycle.preStop.sleep.seconds: 40 seconds do not fit into the grace period of 30.`,
    ],
  ],
  [
    probeNumbers,
    'livenessProbe: {successThreshold: 2, periodSeconds: -1}\nreadinessProbe: {terminationGracePeriodSeconds: 5, successThreshold: 2}',
    '',
    [
      `${at}.livenessProbe.periodSeconds: -1 is less than zero.`,
      `${at}.livenessProbe.successThreshold: 2 is not allowed here, only 1.`,
      `${at}.readinessProbe.terminationGracePeriodSeconds: A readiness probe ends nothing, so it has no grace period.`,
    ],
  ],
  [
    probeNumbers,
    '',
    'initContainers: [{name: a, livenessProbe: {exec: {command: [a]}}, lifecycle: {}}, {name: b, restartPolicy: Always, livenessProbe: {exec: {command: [a]}}}]',
    [
      'spec.initContainers[0].livenessProbe: An init container that ends has no probes. -> Delete it, or set restartPolicy: Always.',
      'spec.initContainers[0].lifecycle: An init container that ends has no hooks.',
    ],
  ],
  [
    probePorts,
    'ports: [{name: http, containerPort: 80}]\nlivenessProbe: {httpGet: {path: /, port: htp}}\nreadinessProbe: {httpGet: {path: /, port: http}}',
    '',
    [
      `${at}.livenessProbe.httpGet.port: Container "web" has no port "htp". -> Did you mean "http"? Ports of the container: http.`,
    ],
  ],
];

for (const [rule, container, pod, expected] of table) {
  test(`${rule.id}: ${container} ${pod}`, () => assert.equal(said(rule, podWith(container, pod)), expected));
}

test('a pod without containers', () => {
  const pod = '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}';
  assert.equal(said(containersPresent, pod), ['spec.containers: The pod has no container.']);
});

test.run();
