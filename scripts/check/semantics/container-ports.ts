// Ports of containers: numbers, names, protocols, and none that two containers want of the host.
import { show } from '../../../envs/validate/show.ts';
import { type Fault, podRule } from '../kit/make-rule.ts';
import { isPortNumber, portNameFault } from '../kit/names.ts';
import { type ContainerPlace, containersOf, type PodPlace } from '../kit/pods.ts';
import { type At, type Fields, itemsAt } from '../kit/read.ts';

export const protocols = ['TCP', 'UDP', 'SCTP'];

export const containerPorts = podRule({
  id: 'semantics/container-port',
  title: 'Ports of containers have valid numbers and names',
  why: 'The API server refuses the pod; a port that is named twice is reached under one of its numbers only.',
  fix: 'Use numbers from 1 to 65535 and short names that occur once in the container.',
  *checkPod(pod) {
    for (const container of containersOf(pod)) {
      const names = new Set<unknown>();
      for (const port of itemsAt(container.value.ports, `${container.path}.ports`)) {
        yield* numberFaults(port, pod);
        yield* nameFaults(port, names);
      }
    }
  },
});

function* numberFaults({ path, value }: At<Fields>, pod: PodPlace): Generator<Fault> {
  const { containerPort, hostPort } = value;
  if (containerPort === undefined || containerPort === 0) {
    yield { path: `${path}.containerPort`, what: 'The port has no number.' };
  } else if (typeof containerPort === 'number' && !isPortNumber(containerPort)) {
    yield { path: `${path}.containerPort`, what: `${containerPort} is no port.` };
  }
  if (typeof hostPort !== 'number' || hostPort === 0) return;
  if (!isPortNumber(hostPort)) yield { path: `${path}.hostPort`, what: `${hostPort} is no port.` };
  else if (pod.spec.hostNetwork === true && hostPort !== containerPort) {
    yield {
      path: `${path}.hostPort`,
      what: `On the network of the host, hostPort ${hostPort} must equal containerPort ${show(containerPort)}.`,
    };
  }
}

function* nameFaults({ path, value: { name } }: At<Fields>, names: Set<unknown>): Generator<Fault> {
  if (typeof name !== 'string' || name === '') return;
  const fault = portNameFault(name);
  if (fault) yield { path: `${path}.name`, what: `${show(name)} is no name of a port: ${fault}.` };
  else if (names.has(name))
    yield { path: `${path}.name`, what: `The container has another port ${show(name)}.` };
  names.add(name);
}

export const hostPorts = podRule({
  id: 'semantics/host-port-twice',
  title: 'No two containers of a pod want the same port of the host',
  why: 'The API server refuses the pod.',
  fix: 'Use different host ports, or none.',
  *checkPod(pod) {
    const all = containersOf(pod);
    // Init containers run one after the other: each is looked at alone.
    const groups: ContainerPlace[][] = [
      all.filter((one) => one.list === 'containers'),
      ...all.filter((one) => one.list !== 'containers').map((one) => [one]),
    ];
    for (const group of groups) {
      const seen = new Set<string>();
      for (const { path, value } of group.flatMap((one) => itemsAt(one.value.ports, `${one.path}.ports`))) {
        if (!value.hostPort) continue;
        const key = `${value.hostPort}/${value.protocol ?? 'TCP'}${value.hostIP ? ` of ${value.hostIP}` : ''}`;
        if (seen.has(key)) yield { path: `${path}.hostPort`, what: `Host port ${key} is already taken.` };
        seen.add(key);
      }
    }
  },
});

export const portNameTwice = podRule({
  id: 'semantics/port-name-twice',
  severity: 'warning',
  title: 'A name means one port in the whole pod',
  why: 'A Service that names the port reaches the first container that has it, which may be the wrong one.',
  fix: 'Rename one of the ports.',
  *checkPod(pod) {
    const owners = new Map<unknown, string>();
    for (const container of containersOf(pod)) {
      if (container.list === 'initContainers' && !container.sidecar) continue;
      for (const { path, value } of itemsAt(container.value.ports, `${container.path}.ports`)) {
        if (typeof value.name !== 'string' || value.name === '') continue;
        const owner = owners.get(value.name);
        if (owner !== undefined && owner !== container.name) {
          yield {
            path: `${path}.name`,
            what: `Container ${show(owner)} has a port ${show(value.name)}, too.`,
          };
        }
        owners.set(value.name, owner ?? container.name);
      }
    }
  },
});
