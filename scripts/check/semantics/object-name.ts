// Names and namespaces of objects have the form that their kind asks for.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf, isClusterScoped } from '../kit/kinds.ts';
import { objectRule } from '../kit/make-rule.ts';
import { metadataOf } from '../kit/metadata.ts';
import { label1035Fault, labelFault, pathSegmentFault, subdomainFault } from '../kit/names.ts';

type Form = (name: string) => string | undefined;

/** The controller adds eleven characters to the name of a CronJob to name its Jobs, which have at most 63. */
const longestCronJob = 52;
/** A Job puts its name into a label of its pods. */
const longestJob = 63;

const forms: Readonly<Record<string, Form>> = {
  '/Namespace': labelFault,
  '/Service': label1035Fault,
  'apps/StatefulSet': labelFault,
  'batch/CronJob': (name) => subdomainFault(name) ?? longerThan(name, longestCronJob),
  'batch/Job': (name) => subdomainFault(name) ?? longerThan(name, longestJob),
  // The server looks at the names of these as parts of a URL alone.
  'policy/PodDisruptionBudget': pathSegmentFault,
  'rbac.authorization.k8s.io/Role': pathSegmentFault,
  'rbac.authorization.k8s.io/RoleBinding': pathSegmentFault,
  'rbac.authorization.k8s.io/ClusterRole': pathSegmentFault,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathSegmentFault,
};

function longerThan(name: string, longest: number): string | undefined {
  return name.length > longest
    ? `it has ${name.length} characters, at most ${longest} are allowed`
    : undefined;
}

export const objectName = objectRule({
  id: 'semantics/object-name',
  title: 'Names have the form that the kind asks for',
  why: 'The API server refuses the object.',
  fix: 'Write a name of lower-case letters, digits and hyphens.',
  *check(object) {
    const { name, generateName } = metadataOf(object);
    if (typeof name !== 'string' || name === '') {
      if (generateName === undefined) {
        yield { path: 'metadata.name', what: `The ${object.manifest.kind} has no name.` };
      }
      return;
    }
    const fault = (forms[groupKindOf(object)] ?? subdomainFault)(name);
    if (fault)
      yield {
        path: 'metadata.name',
        what: `${show(name)} is no name of a ${object.manifest.kind}: ${fault}.`,
      };
  },
});

export const objectNamespace = objectRule({
  id: 'semantics/object-namespace',
  title: 'Namespaces have a valid name and stand on namespaced kinds alone',
  why: 'The API server refuses the object, or puts it where nobody looks for it.',
  fix: 'Name the namespace of a namespaced kind, and none for a cluster-scoped kind.',
  *check(object) {
    const { namespace } = metadataOf(object);
    if (namespace === undefined || namespace === null) return;
    const { kind } = object.manifest;
    if (isClusterScoped(groupKindOf(object))) {
      yield {
        path: 'metadata.namespace',
        what: `A ${kind} belongs to no namespace, this one says ${show(namespace)}.`,
        fix: 'Delete the field.',
      };
      return;
    }
    const fault = typeof namespace === 'string' ? labelFault(namespace) : undefined;
    if (fault)
      yield { path: 'metadata.namespace', what: `${show(namespace)} is no name of a namespace: ${fault}.` };
  },
});
