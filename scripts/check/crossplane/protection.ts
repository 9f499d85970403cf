// What holds data is protected: by a Usage, by Argo CD, and by AWS.
import { show } from '../../../envs/validate/show.ts';
import { type EnvironmentIndex, indexOf } from '../kit/environment-index.ts';
import { type GroupKind, groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { annotationOf, nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { dig, fields, list, text } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';
import { compositesOf } from './composite-resources.ts';

export const usageTarget = environmentRule({
  id: 'crossplane/usage-target',
  title: 'A Usage protects a resource that exists',
  why: 'It protects nothing, and the resource that was meant can be deleted.',
  fix: 'Name the resource by its kind and name; it stands in the same namespace.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of index.ofKind('protection.crossplane.io/Usage')) {
      const { apiVersion, kind, resourceRef } = fields(dig(object.manifest, 'spec', 'of'));
      const name = text(dig(resourceRef, 'name'));
      if (name === undefined || typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
      const groupKind: GroupKind = `${groupOf(apiVersion)}/${kind}`;
      if (index.find(groupKind, name, namespaceOf(object))) continue;
      yield {
        object,
        path: 'spec.of.resourceRef.name',
        what: `Namespace ${namespaceOf(object) ?? 'default'} has no ${kind} ${show(name)}.`,
        fix: fixMissing(name, index.names(groupKind, namespaceOf(object))),
      };
    }
  },
});

function hasUsage(index: EnvironmentIndex, object: CheckedObject): boolean {
  return index.ofKind('protection.crossplane.io/Usage').some((usage) => {
    const { kind, resourceRef } = fields(dig(usage.manifest, 'spec', 'of'));
    return (
      kind === object.manifest.kind &&
      dig(resourceRef, 'name') === nameOf(object) &&
      namespaceOf(usage) === namespaceOf(object)
    );
  });
}

export const unprotected = environmentRule({
  id: 'crossplane/unprotected',
  title: 'What asks for protection is protected from every side',
  why: 'A deleted line in git, or one command, deletes the data.',
  fix: 'Add a Usage, and the sync options Prune=confirm and Delete=confirm.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of compositesOf(environment)) {
      const asks = dig(object.manifest, 'spec', 'deletionProtection') === true;
      const used = hasUsage(index, object);
      if (asks && !used)
        yield {
          object,
          path: 'spec.deletionProtection',
          what: `It is true, and no Usage protects ${object.manifest.kind} ${show(nameOf(object))}.`,
        };
      if (!asks && !used) continue;
      const options = (annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '')
        .split(',')
        .map((one) => one.trim());
      for (const option of ['Prune', 'Delete']) {
        if (options.includes(`${option}=confirm`) || options.includes(`${option}=false`)) continue;
        yield {
          object,
          path: 'metadata.annotations["argocd.argoproj.io/sync-options"]',
          what: `Data that is protected lacks ${option}=confirm.`,
        };
      }
    }
  },
});

/** Kinds that lose data when they are deleted, with the field of AWS that refuses it where there is one. */
const stateful: Readonly<Record<string, string | undefined>> = {
  'rds.aws.m.upbound.io/Instance': 'deletionProtection',
  'rds.aws.m.upbound.io/Cluster': 'deletionProtection',
  's3.aws.m.upbound.io/Bucket': undefined,
  'efs.aws.m.upbound.io/FileSystem': undefined,
  'kms.aws.m.upbound.io/Key': undefined,
};

export const deletableData = environmentRule({
  id: 'crossplane/deletable-data',
  title: 'Managed resources with data refuse to be deleted where the environment asks for it',
  why: 'Deleting the object deletes the data in AWS.',
  fix: 'Leave Delete out of managementPolicies, or turn the protection of AWS on.',
  *check(environment) {
    const index = indexOf(environment);
    const protectedNames = compositesOf(environment)
      .filter((object) => dig(object.manifest, 'spec', 'deletionProtection') === true)
      .map((object) => ({ prefix: `${nameOf(object)}-`, namespace: namespaceOf(object) }));
    for (const [groupKind, field] of Object.entries(stateful)) {
      for (const object of index.ofKind(groupKind as GroupKind)) {
        const belongs = protectedNames.some(
          ({ prefix, namespace }) => nameOf(object).startsWith(prefix) && namespaceOf(object) === namespace,
        );
        const policies = list(dig(object.manifest, 'spec', 'managementPolicies'));
        const deletes = policies.length === 0 || policies.includes('*') || policies.includes('Delete');
        const refuses = field !== undefined && dig(object.manifest, 'spec', 'forProvider', field) === true;
        if (belongs && deletes && !refuses) {
          yield {
            object,
            path: 'spec.managementPolicies',
            what: `${object.manifest.kind} ${show(nameOf(object))} is protected, and Crossplane may delete it.`,
          };
        }
      }
    }
  },
});
