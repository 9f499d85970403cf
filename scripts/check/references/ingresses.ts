// An Ingress leads to Services, ports and a class that exist.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { annotationOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { operatorsOf } from '../kit/operators.ts';
import { parsePattern, valuesAt } from '../kit/pattern.ts';
import { type At, dig, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';

const backends = ['spec.defaultBackend', 'spec.rules[].http.paths[].backend'].map(parsePattern);

/** The Service backends of an Ingress. */
function serviceBackends(object: CheckedObject): At<{ name: string; port: unknown }>[] {
  return backends
    .flatMap((pattern) => valuesAt(object.manifest, pattern, ''))
    .flatMap(({ path, value }) => {
      const name = text(dig(value, 'service', 'name'));
      return name ? [{ path: `${path}.service`, value: { name, port: dig(value, 'service', 'port') } }] : [];
    });
}

export const ingressBackend = environmentRule({
  id: 'references/ingress-backend',
  title: 'An Ingress leads to a Service and a port that exist',
  why: 'The load balancer answers with an error, or its controller refuses the whole Ingress.',
  fix: 'Name a Service of the same namespace and one of its ports.',
  standards: ['kube-linter:dangling-ingress'],
  *check(environment) {
    const index = indexOf(environment);
    for (const object of index.ofKind('networking.k8s.io/Ingress')) {
      const namespace = namespaceOf(object) ?? 'default';
      for (const { path, value } of serviceBackends(object)) {
        const { name, number } = fields(value.port);
        if (name === 'use-annotation') {
          // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions
          const annotation = `alb.ingress.kubernetes.io/actions.${value.name}`;
          if (annotationOf(object, annotation) === undefined) {
            yield {
              object,
              path: `${path}.name`,
              what: `There is no annotation ${annotation} for ${show(value.name)}.`,
            };
          }
          continue;
        }
        const service = index.find('/Service', value.name, namespace);
        if (!service) {
          yield {
            object,
            path: `${path}.name`,
            what: `Namespace ${namespace} has no Service ${show(value.name)}.`,
            fix: fixMissing(value.name, index.names('/Service', namespace)),
          };
          continue;
        }
        const ports = itemsAt(fields(service.manifest.spec).ports, '').map((port) => port.value);
        if (ports.some((port) => (name ? port.name === name : port.port === number))) continue;
        yield {
          object,
          path: `${path}.port`,
          what: `Service ${show(value.name)} has no port ${show(name ?? number)}.`,
          fix: fixMissing(
            String(name ?? number),
            ports.map((port) => String(name ? port.name : port.port)),
          ),
        };
      }
    }
  },
});

export const ingressClass = environmentRule({
  id: 'references/ingress-class',
  title: 'The class of an Ingress exists',
  why: 'No controller looks at the Ingress: there is no load balancer, and no error either.',
  fix: 'Name the class of an installed controller.',
  *check(environment) {
    const index = indexOf(environment);
    const classes = [
      ...index.names('networking.k8s.io/IngressClass'),
      ...operatorsOf(environment).flatMap((operator) => operator.ingressClasses),
    ];
    for (const object of index.ofKind('networking.k8s.io/Ingress')) {
      const { ingressClassName } = fields(object.manifest.spec);
      if (typeof ingressClassName !== 'string' || classes.includes(ingressClassName)) continue;
      yield {
        object,
        path: 'spec.ingressClassName',
        what: `Nothing brings the class ${show(ingressClassName)}.`,
        fix: fixMissing(ingressClassName, classes),
      };
    }
  },
});
