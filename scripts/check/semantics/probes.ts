// Probes and hooks: one action each, ports that exist, and numbers that the kubelet takes.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { containerRule, type Fault } from '../kit/make-rule.ts';
import { isPortNumber, portNameFault } from '../kit/names.ts';
import type { ContainerPlace } from '../kit/pods.ts';
import { type At, dig, type Fields, fields, isFields, itemsAt, list } from '../kit/read.ts';

const probeNames = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const actions = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** The probes and hooks of a container that are given. */
function handlersOf({ path, value }: ContainerPlace): At<Fields>[] {
  const probes = probeNames.map((name) => ({ path: `${path}.${name}`, value: value[name] }));
  const hooks = ['postStart', 'preStop'].map((name) => ({
    path: `${path}.lifecycle.${name}`,
    value: fields(value.lifecycle)[name],
  }));
  return [...probes, ...hooks].flatMap(({ path: at, value: found }) =>
    isFields(found) ? [{ path: at, value: found }] : [],
  );
}

export const handlers = containerRule({
  id: 'semantics/probe-action',
  title: 'Probes and hooks have one action with what it needs',
  why: 'The API server refuses the pod.',
  fix: 'Give exactly one of exec, httpGet, tcpSocket and grpc.',
  *checkContainer(container, pod) {
    for (const { path, value } of handlersOf(container)) {
      const given = actions.filter((action) => isFields(value[action]));
      if (given.length === 0) yield { path, what: 'No action is given.' };
      if (given.length > 1)
        yield { path, what: `Only one action is allowed, given are ${given.join(' and ')}.` };
      if (given.includes('exec') && list(dig(value, 'exec', 'command')).length === 0) {
        yield { path: `${path}.exec.command`, what: 'There is no command to run.' };
      }
      for (const action of ['httpGet', 'tcpSocket', 'grpc']) {
        if (given.includes(action)) yield* portFaults(dig(value, action, 'port'), `${path}.${action}.port`);
      }
      for (const header of itemsAt(dig(value, 'httpGet', 'httpHeaders'), `${path}.httpGet.httpHeaders`)) {
        const { name } = header.value;
        if (typeof name === 'string' && !/^[-A-Za-z0-9]+$/.test(name)) {
          yield { path: `${header.path}.name`, what: `${show(name)} is no name of an HTTP header.` };
        }
      }
      const seconds = dig(value, 'sleep', 'seconds');
      const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
      if (typeof seconds === 'number' && typeof grace === 'number' && (seconds < 0 || seconds > grace)) {
        yield {
          path: `${path}.sleep.seconds`,
          what: `${seconds} seconds do not fit into the grace period of ${grace}.`,
        };
      }
    }
  },
});

function* portFaults(port: unknown, path: string): Generator<Fault> {
  if (port === undefined || port === null) yield { path, what: 'The port is missing.' };
  if (typeof port === 'number' && !isPortNumber(port)) yield { path, what: `${port} is no port.` };
  const fault = typeof port === 'string' ? portNameFault(port) : undefined;
  if (fault) yield { path, what: `${show(port)} is no name of a port: ${fault}.` };
}

const counts = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

export const probeNumbers = containerRule({
  id: 'semantics/probe-number',
  title: 'Numbers of probes are in their range and place',
  why: 'The API server refuses the pod.',
  fix: 'Use numbers of zero or more; successThreshold other than 1 belongs to readiness probes alone.',
  *checkContainer(container) {
    const { path, value } = container;
    for (const name of probeNames) {
      const probe = value[name];
      if (!isFields(probe)) continue;
      const at = `${path}.${name}`;
      if (container.list === 'initContainers' && !container.sidecar) {
        yield {
          path: at,
          what: 'An init container that ends has no probes.',
          fix: 'Delete it, or set restartPolicy: Always.',
        };
      }
      for (const field of counts) {
        const count = probe[field];
        if (typeof count === 'number' && count < 0)
          yield { path: `${at}.${field}`, what: `${count} is less than zero.` };
      }
      const { successThreshold, terminationGracePeriodSeconds: grace } = probe;
      if (name !== 'readinessProbe' && typeof successThreshold === 'number' && successThreshold > 1) {
        yield { path: `${at}.successThreshold`, what: `${successThreshold} is not allowed here, only 1.` };
      }
      if (grace === undefined || grace === null) continue;
      if (name === 'readinessProbe') {
        yield {
          path: `${at}.terminationGracePeriodSeconds`,
          what: 'A readiness probe ends nothing, so it has no grace period.',
        };
      } else if (typeof grace === 'number' && grace <= 0) {
        yield { path: `${at}.terminationGracePeriodSeconds`, what: `${grace} is not above zero.` };
      }
    }
    if (container.list === 'initContainers' && !container.sidecar && isFields(value.lifecycle)) {
      yield { path: `${path}.lifecycle`, what: 'An init container that ends has no hooks.' };
    }
  },
});

export const probePorts = containerRule({
  id: 'semantics/probe-port',
  title: 'Probes and hooks name a port that the container has',
  why: 'The kubelet finds no such port: the probe fails for ever, and the pod never becomes ready.',
  fix: 'Name a port of the same container, or write its number.',
  *checkContainer(container) {
    const names = itemsAt(container.value.ports, '').flatMap(({ value: { name } }) =>
      typeof name === 'string' ? [name] : [],
    );
    for (const { path, value } of handlersOf(container)) {
      for (const action of ['httpGet', 'tcpSocket']) {
        const port = dig(value, action, 'port');
        if (typeof port !== 'string' || names.includes(port) || portNameFault(port)) continue;
        yield {
          path: `${path}.${action}.port`,
          what: `Container ${show(container.name)} has no port ${show(port)}.`,
          fix: `${didYouMean(port, names)}Ports of the container: ${names.join(', ') || 'none'}.`,
        };
      }
    }
  },
});
