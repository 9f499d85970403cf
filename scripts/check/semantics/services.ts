// Services: ports, and settings that belong to one type alone.
import { show } from '../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { isPortNumber, labelFault, portNameFault, qualifiedNameFault, subdomainFault } from '../kit/names.ts';
import { type Fields, fields, itemsAt, list } from '../kit/read.ts';

export const servicePorts = objectRule({
  id: 'semantics/service-port',
  title: 'Ports of a Service have numbers and names of their own',
  why: 'The API server refuses the Service.',
  fix: 'With several ports, name each; use a number or the name of a container port as targetPort.',
  kinds: ['/Service'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const ports = itemsAt(spec.ports, 'spec.ports');
    if (ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName') {
      yield { path: 'spec.ports', what: 'The Service has no port.' };
    }
    const names = new Set<unknown>();
    const nodePorts = new Set<string>();
    for (const { path, value } of ports) {
      const { name, port, protocol = 'TCP', targetPort, nodePort, appProtocol } = value;
      if (!name && ports.length > 1)
        yield { path: `${path}.name`, what: 'One of several ports has no name.' };
      const nameFault = typeof name === 'string' && name ? labelFault(name) : undefined;
      if (nameFault)
        yield { path: `${path}.name`, what: `${show(name)} is no name of a port: ${nameFault}.` };
      if (name && names.has(name))
        yield { path: `${path}.name`, what: `The Service has another port ${show(name)}.` };
      names.add(name);
      if (port === undefined || port === null)
        yield { path: `${path}.port`, what: 'The port has no number.' };
      yield* targetFaults(targetPort, `${path}.targetPort`);
      const protocolFault = typeof appProtocol === 'string' ? qualifiedNameFault(appProtocol) : undefined;
      if (protocolFault)
        yield { path: `${path}.appProtocol`, what: `${show(appProtocol)} is no protocol: ${protocolFault}.` };
      if (!nodePort) continue;
      if (spec.type === undefined || spec.type === 'ClusterIP') {
        yield { path: `${path}.nodePort`, what: 'A Service of type ClusterIP has no node port.' };
      }
      const key = `${protocol}/${nodePort}`;
      if (nodePorts.has(key)) yield { path: `${path}.nodePort`, what: `Node port ${key} is already taken.` };
      nodePorts.add(key);
    }
  },
});

function* targetFaults(target: unknown, path: string): Generator<Fault> {
  if (typeof target === 'number' && target !== 0 && !isPortNumber(target))
    yield { path, what: `${target} is no port.` };
  const fault = typeof target === 'string' && target ? portNameFault(target) : undefined;
  if (fault) yield { path, what: `${show(target)} is no name of a port: ${fault}.` };
}

export const serviceType = objectRule({
  id: 'semantics/service-type',
  title: 'Settings of a Service fit its type',
  why: 'The API server refuses the Service.',
  fix: 'Delete the setting or change the type.',
  kinds: ['/Service'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    const type = spec.type ?? 'ClusterIP';
    yield* addressFaults(spec, type);
    if (type === 'ExternalName') {
      const { externalName } = spec;
      const fault = subdomainFault(typeof externalName === 'string' ? externalName.replace(/\.$/, '') : '');
      if (fault)
        yield { path: 'spec.externalName', what: `${show(externalName ?? '')} is no host name: ${fault}.` };
    }
    const forBalancers = ['loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts', 'loadBalancerClass'];
    for (const field of forBalancers) {
      const given =
        spec[field] !== undefined &&
        spec[field] !== null &&
        list(spec[field]).length + Number(!Array.isArray(spec[field])) > 0;
      if (given && type !== 'LoadBalancer')
        yield { path: `spec.${field}`, what: `It belongs to type LoadBalancer, this is ${type}.` };
    }
    const external = type === 'LoadBalancer' || type === 'NodePort' || list(spec.externalIPs).length > 0;
    if (spec.externalTrafficPolicy && !external) {
      yield {
        path: 'spec.externalTrafficPolicy',
        what: `A Service of type ${type} has no traffic from outside.`,
      };
    }
    if (spec.sessionAffinityConfig && (spec.sessionAffinity ?? 'None') === 'None') {
      yield { path: 'spec.sessionAffinityConfig', what: 'sessionAffinity is None.' };
    }
  },
});

function* addressFaults(spec: Fields, type: unknown): Generator<Fault> {
  const { clusterIP } = spec;
  if (clusterIP === 'None' && (type === 'LoadBalancer' || type === 'NodePort')) {
    yield { path: 'spec.clusterIP', what: `A Service of type ${type} can’t be headless.` };
  }
  if (type !== 'ExternalName') return;
  for (const field of ['clusterIP', 'ipFamilies', 'ipFamilyPolicy']) {
    if (spec[field]) yield { path: `spec.${field}`, what: 'A Service of type ExternalName has no address.' };
  }
}
