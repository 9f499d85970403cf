// Composite resources, their compositions, and what protects them.
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview } from '../kit/environment-index.ts';
import { groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { dig, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { compositionsOf, definitionOf } from './compositions.ts';

const compositionKind = 'apiextensions.crossplane.io/Composition';

/** The composite resources of an environment. */
export function compositesOf(environment: CheckedEnvironment): readonly CheckedObject[] {
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
