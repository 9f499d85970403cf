// The ServiceAccounts that pods, secret stores and bindings name exist.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { operatorsOf } from '../kit/operators.ts';
import { dig, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

/** Where Crossplane runs its packages. */
const packageNamespace = 'crossplane-system';

/** Names of the ServiceAccounts that a namespace has, whoever makes them. */
export function serviceAccountsIn(environment: CheckedEnvironment, namespace: string): string[] {
  const index = indexOf(environment);
  const ofPackages = index
    .ofKind('pkg.crossplane.io/DeploymentRuntimeConfig')
    .flatMap(
      (object) => text(dig(object.manifest, 'spec', 'serviceAccountTemplate', 'metadata', 'name')) ?? [],
    );
  return [
    // Every namespace gets one: https://kubernetes.io/docs/concepts/security/service-accounts/
    'default',
    ...index.names('/ServiceAccount', namespace),
    ...operatorsOf(environment)
      .filter((operator) => operator.namespace === namespace)
      .flatMap((operator) => operator.serviceAccounts),
    ...(namespace === packageNamespace ? ofPackages : []),
  ];
}

interface Named {
  readonly object: CheckedObject;
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
}

function namedAccounts(environment: CheckedEnvironment): Named[] {
  const index = indexOf(environment);
  const ofPods = index.pods.flatMap(({ object, path, spec, namespace }) => {
    const name = text(spec.serviceAccountName);
    return name ? [{ object, path: `${path}.serviceAccountName`, name, namespace }] : [];
  });
  const ofStores = index.ofKind('external-secrets.io/SecretStore').flatMap((object) => {
    const name = text(
      dig(object.manifest, 'spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'name'),
    );
    const path = 'spec.provider.aws.auth.jwt.serviceAccountRef.name';
    return name ? [{ object, path, name, namespace: namespaceOf(object) ?? 'default' }] : [];
  });
  return [...ofPods, ...ofStores];
}

function bindingsOf(environment: CheckedEnvironment): readonly CheckedObject[] {
  const index = indexOf(environment);
  return [
    ...index.ofKind('rbac.authorization.k8s.io/RoleBinding'),
    ...index.ofKind('rbac.authorization.k8s.io/ClusterRoleBinding'),
  ];
}

export const serviceAccount = environmentRule({
  id: 'references/service-account',
  title: 'ServiceAccounts that pods and secret stores run as exist',
  why: 'No pod is made until the account exists; a store stays without access.',
  fix: 'Add the ServiceAccount to the namespace, or name one of it.',
  standards: ['kube-linter:non-existent-service-account'],
  *check(environment) {
    for (const { object, path, name, namespace } of namedAccounts(environment)) {
      const existing = serviceAccountsIn(environment, namespace);
      if (existing.includes(name)) continue;
      yield {
        object,
        path,
        what: `Namespace ${namespace} has no ServiceAccount ${show(name)}.`,
        fix: fixMissing(name, existing),
      };
    }
  },
});

export const rbacSubject = environmentRule({
  id: 'references/rbac-subject',
  title: 'ServiceAccounts that bindings name exist',
  why: 'The rights go to nobody, and whoever makes an account of that name gets them.',
  fix: 'Name an account that exists, with its namespace.',
  *check(environment) {
    for (const object of bindingsOf(environment)) {
      for (const { path, value } of itemsAt(object.manifest.subjects, 'subjects')) {
        const name = text(value.name);
        const namespace = text(value.namespace) ?? namespaceOf(object);
        if (value.kind !== 'ServiceAccount' || !name || !namespace) continue;
        const existing = serviceAccountsIn(environment, namespace);
        if (existing.includes(name)) continue;
        yield {
          object,
          path: `${path}.name`,
          what: `Namespace ${namespace} has no ServiceAccount ${show(name)}.`,
          fix: fixMissing(name, existing),
        };
      }
    }
  },
});

const builtInRoles = /^(cluster-admin|admin|edit|view|system:.+|crossplane.*|argocd.*)$/;

export const rbacRole = environmentRule({
  id: 'references/rbac-role',
  title: 'Roles that bindings name exist',
  why: 'The binding is accepted and gives no rights.',
  fix: 'Name a Role of the namespace of the binding, or a ClusterRole.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of bindingsOf(environment)) {
      const { kind, name } = fields(object.manifest.roleRef);
      if (typeof name !== 'string' || (kind !== 'Role' && kind !== 'ClusterRole')) continue;
      const groupKind = `rbac.authorization.k8s.io/${kind}` as const;
      const namespace = kind === 'Role' ? namespaceOf(object) : undefined;
      if (index.find(groupKind, name, namespace)) continue;
      if (kind === 'ClusterRole' && builtInRoles.test(name)) continue;
      yield {
        object,
        path: 'roleRef.name',
        what: `There is no ${kind} ${show(name)}${namespace ? ` in namespace ${namespace}` : ''}.`,
        fix: fixMissing(name, index.names(groupKind, namespace)),
      };
    }
  },
});
