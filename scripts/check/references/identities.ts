// A ServiceAccount and the IAM role that it assumes name each other.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview } from '../kit/environment-index.ts';
import { ownGroup } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { annotationOf, nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { operatorsOf } from '../kit/operators.ts';
import { dig, type Fields, fields, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { serviceAccountsIn } from './service-accounts.ts';

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const annotation = 'eks.amazonaws.com/role-arn';

/** One place that gives a role to a ServiceAccount. */
interface Wearer {
  readonly object: CheckedObject;
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly arn: string;
}

function wearersOf(environment: CheckedEnvironment): Wearer[] {
  const index = indexOf(environment);
  const written = index.ofKind('/ServiceAccount').flatMap((object) => {
    const arn = annotationOf(object, annotation);
    const path = fieldPath('metadata.annotations', annotation);
    return arn
      ? [{ object, path, namespace: namespaceOf(object) ?? 'default', name: nameOf(object), arn }]
      : [];
  });
  const ofCharts = index.ofKind('argoproj.io/Application').flatMap((object) => {
    const values = fields(dig(object.manifest, 'spec', 'source', 'helm', 'valuesObject'));
    const arn = text(dig(values, 'serviceAccount', 'annotations', annotation));
    const namespace = text(dig(object.manifest, 'spec', 'destination', 'namespace')) ?? '';
    const chart = text(dig(object.manifest, 'spec', 'source', 'chart'));
    const account = operatorsOf(environment).find((one) => one.chart === chart)?.serviceAccounts[0];
    const path = fieldPath('spec.source.helm.valuesObject.serviceAccount.annotations', annotation);
    return arn && account ? [{ object, path, namespace, name: account, arn }] : [];
  });
  return [...written, ...ofCharts];
}

function identitiesOf(environment: CheckedEnvironment): readonly { object: CheckedObject; spec: Fields }[] {
  return indexOf(environment)
    .ofKind(`${ownGroup}/WorkloadIdentity`)
    .map((object) => ({ object, spec: fields(object.manifest.spec) }));
}

export const roleOfAccount = environmentRule({
  id: 'references/irsa-role',
  title: 'The role of a ServiceAccount is made for it',
  why: 'AWS refuses to let the pod assume the role: AccessDenied at its first call.',
  fix: 'Give the WorkloadIdentity this account, or the account the role of its WorkloadIdentity.',
  *check(environment) {
    const identities = identitiesOf(environment);
    if (identities.length === 0) return; // Roles are made elsewhere.
    for (const { object, path, namespace, name, arn } of wearersOf(environment)) {
      const [, account, role = ''] = /^arn:[^:]+:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
      const identity = identities.find(({ spec }) => spec.roleName === role);
      if (!identity) {
        const roles = identities.flatMap(({ spec }) => text(spec.roleName) ?? []);
        yield {
          object,
          path,
          what: `No WorkloadIdentity makes the role ${show(role || arn)}.`,
          fix: fixMissing(role, roles),
        };
        continue;
      }
      const { spec } = identity;
      if (spec.accountId !== account) {
        yield {
          object,
          path,
          what: `The role is in account ${show(account)}, the WorkloadIdentity makes it in ${show(spec.accountId)}.`,
        };
      }
      if (spec.serviceAccount !== name || spec.serviceAccountNamespace !== namespace) {
        yield {
          object,
          path,
          what: `The role trusts ${spec.serviceAccountNamespace}/${spec.serviceAccount}, this is ${namespace}/${name}.`,
        };
      }
    }
  },
});

export const accountOfRole = environmentRule({
  id: 'references/irsa-account',
  title: 'The ServiceAccount of a WorkloadIdentity exists and wears its role',
  why: 'The pods run without access to AWS.',
  fix: 'Add the ServiceAccount with the annotation eks.amazonaws.com/role-arn.',
  *check(environment) {
    const wearers = wearersOf(environment);
    for (const { object, spec } of identitiesOf(environment)) {
      const [name, namespace, role] = [
        text(spec.serviceAccount),
        text(spec.serviceAccountNamespace),
        text(spec.roleName),
      ];
      if (!name || !namespace || !role || isPreview(object)) continue;
      const existing = serviceAccountsIn(environment, namespace);
      if (!existing.includes(name)) {
        yield {
          object,
          path: 'spec.serviceAccount',
          what: `Namespace ${namespace} has no ServiceAccount ${show(name)}.`,
          fix: fixMissing(name, existing),
        };
        continue;
      }
      // EKS itself hands out roles of pod identity; they need no annotation.
      const composition = text(dig(spec, 'crossplane', 'compositionRef', 'name')) ?? '';
      if (composition.includes('pod-identity')) continue;
      if (
        wearers.some(
          (one) => one.namespace === namespace && one.name === name && one.arn.endsWith(`/${role}`),
        )
      )
        continue;
      yield {
        object,
        path: 'spec.roleName',
        what: `ServiceAccount ${namespace}/${name} does not name the role ${show(role)}.`,
      };
    }
  },
});
