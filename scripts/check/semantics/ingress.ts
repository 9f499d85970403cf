// Ingresses: hosts, paths and backends that the API server accepts.
import { isIP } from 'node:net';
import { show } from '../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { annotationOf } from '../kit/metadata.ts';
import { isPortNumber, label1035Fault, portNameFault, subdomainFault } from '../kit/names.ts';
import { type At, type Fields, fields, isFields, itemsAt, list, textsAt } from '../kit/read.ts';

const badSequences = ['//', '/./', '/../', '%2f', '%2F'];
const badEndings = ['/..', '/.'];

export const ingress = objectRule({
  id: 'semantics/ingress',
  title: 'Ingresses have hosts, paths and backends',
  why: 'The API server refuses the Ingress.',
  fix: 'Give each path a pathType, an absolute path and one backend with one port.',
  kinds: ['networking.k8s.io/Ingress'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    if (list(spec.rules).length === 0 && !isFields(spec.defaultBackend)) {
      yield { path: 'spec.rules', what: 'There is neither a rule nor a default backend.' };
    }
    if (isFields(spec.defaultBackend)) {
      yield* backendFaults({ path: 'spec.defaultBackend', value: spec.defaultBackend });
    }
    for (const { path, value } of itemsAt(spec.rules, 'spec.rules')) {
      if (typeof value.host === 'string' && value.host) yield* hostFaults(value.host, `${path}.host`);
      if (!isFields(value.http)) continue;
      const paths = itemsAt(value.http.paths, `${path}.http.paths`);
      if (paths.length === 0) yield { path: `${path}.http.paths`, what: 'The rule has no path.' };
      for (const one of paths) yield* pathFaults(one);
    }
    for (const { path, value } of itemsAt(spec.tls, 'spec.tls')) {
      for (const host of textsAt(value.hosts, `${path}.hosts`)) yield* hostFaults(host.value, host.path);
    }
    const className = spec.ingressClassName;
    const classFault = typeof className === 'string' ? subdomainFault(className) : undefined;
    if (classFault)
      yield {
        path: 'spec.ingressClassName',
        what: `${show(className)} is no name of a class: ${classFault}.`,
      };
    const annotated = annotationOf(object, 'kubernetes.io/ingress.class');
    const named = spec.ingressClassName;
    if (annotated !== undefined && named !== undefined && annotated !== named) {
      yield {
        path: 'metadata.annotations["kubernetes.io/ingress.class"]',
        what: `It says ${show(annotated)}, ingressClassName says ${show(named)}.`,
      };
    }
  },
});

function* hostFaults(host: string, path: string): Generator<Fault> {
  if (isIP(host) !== 0) yield { path, what: `${show(host)} is an address, not a host name.` };
  const name = host.startsWith('*.') ? host.slice(2) : host;
  const fault = subdomainFault(name);
  if (fault)
    yield { path, what: `${show(host)} is no host name: ${fault}; a wildcard is one "*." at the start.` };
}

function* pathFaults({ path, value }: At<Fields>): Generator<Fault> {
  const { pathType, path: url = '' } = value;
  if (pathType === undefined || pathType === null) {
    yield {
      path: `${path}.pathType`,
      what: 'pathType is missing.',
      fix: 'Accepted: Exact, Prefix, ImplementationSpecific.',
    };
    return;
  }
  if (typeof url === 'string') {
    const strict = pathType === 'Exact' || pathType === 'Prefix';
    if (!url.startsWith('/') && (strict || url !== '')) {
      yield { path: `${path}.path`, what: `${show(url)} is no absolute path.` };
    }
    if (strict) {
      for (const part of badSequences.filter((bad) => url.includes(bad))) {
        yield { path: `${path}.path`, what: `${show(url)} contains "${part}".` };
      }
      for (const end of badEndings.filter((bad) => url.endsWith(bad))) {
        yield { path: `${path}.path`, what: `${show(url)} ends with "${end}".` };
      }
    }
  }
  yield* backendFaults({ path: `${path}.backend`, value: fields(value.backend) });
}

function* backendFaults({ path, value }: At<Fields>): Generator<Fault> {
  const { service, resource } = value;
  if (isFields(service) && isFields(resource)) yield { path, what: 'It has both a service and a resource.' };
  if (!isFields(service) && !isFields(resource))
    yield { path, what: 'It has neither a service nor a resource.' };
  if (!isFields(service)) return;
  const nameFault = label1035Fault(typeof service.name === 'string' ? service.name : '');
  if (nameFault)
    yield {
      path: `${path}.service.name`,
      what: `${show(service.name ?? '')} is no name of a Service: ${nameFault}.`,
    };
  const { name, number } = fields(service.port);
  const at = `${path}.service.port`;
  if (name && number) yield { path: at, what: 'The port has both a name and a number.' };
  if (!name && !number) yield { path: at, what: 'The port has neither a name nor a number.' };
  if (typeof number === 'number' && number !== 0 && !isPortNumber(number))
    yield { path: at, what: `${number} is no port.` };
  const portFault = typeof name === 'string' && name ? portNameFault(name) : undefined;
  if (portFault) yield { path: at, what: `${show(name)} is no name of a port: ${portFault}.` };
}
