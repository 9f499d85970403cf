// Composite resources, their compositions, and what protects them.
import { show } from '../../../envs/validate/show.ts';
import { type EnvironmentIndex, indexOf, isPreview } from '../kit/environment-index.ts';
import { type GroupKind, groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { annotationOf, nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { dig, fields, itemsAt, list, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { compositionsOf, definitionOf } from './compositions.ts';

const compositionKind = 'apiextensions.crossplane.io/Composition';

/** The composite resources of an environment. */
function compositesOf(environment: CheckedEnvironment): readonly CheckedObject[] {
  const index = indexOf(environment);
  return index.ofKind('apiextensions.crossplane.io/CompositeResourceDefinition').flatMap(({ manifest }) => {
    const { group, names } = fields(manifest.spec);
    return index
      .ofKind(`${text(group) ?? ''}/${text(dig(names, 'kind')) ?? ''}`)
      .filter((object) => !isPreview(object));
  });
}

export const compositionRef = environmentRule({
  id: 'crossplane/composition-ref',
  title: 'A composite resource names a composition of its kind',
  why: 'Crossplane makes nothing of it.',
  fix: 'Name a composition whose compositeTypeRef is the kind of the resource.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of compositesOf(environment)) {
      const path = 'spec.crossplane.compositionRef.name';
      const name = text(dig(object.manifest, ...path.split('.')));
      if (name === undefined) continue;
      const { apiVersion, kind } = object.manifest;
      const composition = index.find(compositionKind, name);
      const fitting = compositionsOf(environment).filter(
        (one) => one.apiVersion === apiVersion && one.kind === kind,
      );
      if (!composition) {
        yield {
          object,
          path,
          what: `There is no Composition ${show(name)}.`,
          fix: fixMissing(
            name,
            fitting.map((one) => nameOf(one.object)),
          ),
        };
      } else if (!fitting.some((one) => one.object === composition)) {
        const made = fields(dig(composition.manifest, 'spec', 'compositeTypeRef'));
        yield {
          object,
          path,
          what: `Composition ${show(name)} is for ${made.kind} of ${made.apiVersion}, this is ${kind} of ${apiVersion}.`,
          fix: fixMissing(
            name,
            fitting.map((one) => nameOf(one.object)),
          ),
        };
      }
    }
  },
});

export const compositionType = environmentRule({
  id: 'crossplane/composition-type',
  title: 'Compositions implement a kind that is defined, with functions that are installed',
  why: 'Crossplane never uses the composition, or fails at the first step.',
  fix: 'Name a kind and version of a definition, and a Function of the environment.',
  *check(environment) {
    const index = indexOf(environment);
    const functions = index.names('pkg.crossplane.io/Function');
    for (const { object, apiVersion, kind, resources } of compositionsOf(environment)) {
      const definition = definitionOf(environment, apiVersion, kind);
      const versions = itemsAt(dig(definition?.manifest, 'spec', 'versions'), '').map(
        ({ value }) => `${groupOf(apiVersion)}/${value.name}`,
      );
      if (!definition)
        yield {
          object,
          path: 'spec.compositeTypeRef',
          what: `Nothing defines ${kind} of ${show(apiVersion)}.`,
        };
      else if (!versions.includes(apiVersion)) {
        yield {
          object,
          path: 'spec.compositeTypeRef.apiVersion',
          what: `${kind} has no version ${show(apiVersion)}.`,
          fix: fixMissing(apiVersion, versions),
        };
      }
      for (const { path, value } of itemsAt(fields(object.manifest.spec).pipeline, 'spec.pipeline')) {
        const name = text(dig(value, 'functionRef', 'name'));
        if (name === undefined || functions.includes(name)) continue;
        yield {
          object,
          path: `${path}.functionRef.name`,
          what: `There is no Function ${show(name)}.`,
          fix: fixMissing(name, functions),
        };
      }
      const seen = new Set<string>();
      for (const { path, name } of resources) {
        if (seen.has(name))
          yield { object, path: `${path}.name`, what: `The composition has another resource ${show(name)}.` };
        seen.add(name);
      }
    }
  },
});

/** Kinds without a condition Ready, as far as compositions make them. */
const plainGroups = new Set(['', 'rbac.authorization.k8s.io', 'networking.k8s.io', 'policy']);

export const readiness = environmentRule({
  id: 'crossplane/readiness',
  title: 'Composed resources can become ready',
  why: 'Crossplane waits for a condition that the kind never has: the composite resource is never ready.',
  fix: 'Give the resource readinessChecks, for example of type None.',
  *check(environment) {
    for (const { resources } of compositionsOf(environment)) {
      for (const { object, path, apiVersion, kind, readinessChecks } of resources) {
        if (!plainGroups.has(groupOf(apiVersion)) || readinessChecks.length > 0) continue;
        yield { object, path, what: `A ${kind} has no condition Ready, and no readiness check is given.` };
      }
    }
  },
});

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
