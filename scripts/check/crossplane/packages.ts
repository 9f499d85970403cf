// Provider packages, activated kinds and provider configurations fit the compositions.

import { pluralOf } from '../../../crossplane/composed-kinds.ts';
import { show } from '../../../envs/validate/show.ts';
import { packages } from '../../../versions.ts';
import { indexOf } from '../kit/environment-index.ts';
import { groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { type At, dig, type Fields, fields, isFields, text, textsAt } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { compositionsOf } from './compositions.ts';

const awsGroup = /^([a-z0-9]+)\.aws\.m\.upbound\.io$/;

/** The AWS kinds that compositions make, as `plural.group`, each with a place that makes it. */
function composedKinds(environment: CheckedEnvironment) {
  const found = new Map<string, { object: CheckedObject; path: string; family: string; kind: string }>();
  for (const { object, path, apiVersion, kind } of compositionsOf(environment).flatMap(
    ({ resources }) => resources,
  )) {
    const family = awsGroup.exec(groupOf(apiVersion))?.[1];
    if (family && kind)
      found.set(`${pluralOf(kind)}.${groupOf(apiVersion)}`, {
        object,
        path: `${path}.base.kind`,
        family,
        kind,
      });
  }
  return found;
}

/** True when an entry of an activation policy, which may start with `*`, means a kind. */
function activates(entry: string, name: string): boolean {
  return entry === name || (entry.startsWith('*') && name.endsWith(entry.slice(1)));
}

export const activation = environmentRule({
  id: 'crossplane/activation',
  title: 'The activation policy names the composed kinds and no others',
  why: 'A kind that is not activated has no definition in the cluster, and the composition fails; each further one costs memory of the API server.',
  fix: 'List the kinds that compositions make.',
  *check(environment) {
    const policies = indexOf(environment).ofKind(
      'apiextensions.crossplane.io/ManagedResourceActivationPolicy',
    );
    if (policies.length === 0) return; // Crossplane activates everything by default.
    const entries = policies.flatMap((object) =>
      textsAt(dig(object.manifest, 'spec', 'activate'), 'spec.activate').map((entry) => ({
        object,
        ...entry,
      })),
    );
    const composed = composedKinds(environment);
    for (const [name, { object, path }] of composed) {
      if (entries.some(({ value }) => activates(value, name))) continue;
      yield {
        object,
        path,
        what: `No activation policy names ${show(name)}.`,
        fix: fixMissing(
          name,
          entries.map(({ value }) => value),
        ),
      };
    }
    for (const { object, path, value } of entries) {
      if ([...composed.keys()].some((name) => activates(value, name))) continue;
      yield { object, path, what: `No composition makes ${show(value)}.`, fix: 'Delete the entry.' };
    }
  },
});

/** Name and version of a package such as `registry/owner/provider-aws-rds:v2.2.0`. */
function packageOf(object: CheckedObject): { name: string; version: string } {
  const [, name = '', version = ''] =
    /([^/:@]+)(?::([^@]+))?(?:@.*)?$/.exec(text(dig(object.manifest, 'spec', 'package')) ?? '') ?? [];
  return { name, version };
}

export const providerPackage = environmentRule({
  id: 'crossplane/provider-package',
  title: 'Every family of composed kinds has its provider, and every provider its kinds',
  why: 'Without the provider the kinds do not exist; one without kinds runs for nothing.',
  fix: 'Add the Provider of the family, or delete the one that is not needed.',
  *check(environment) {
    const providers = indexOf(environment).ofKind('pkg.crossplane.io/Provider');
    if (providers.length === 0) return; // Packages are installed elsewhere.
    const named = new Map(providers.map((object) => [packageOf(object).name, object]));
    const families = new Set<string>();
    for (const { object, path, family } of composedKinds(environment).values()) {
      if (!families.has(family) && !named.has(`provider-aws-${family}`)) {
        yield {
          object,
          path,
          what: `There is no provider for the family ${show(family)}.`,
          fix: fixMissing(`provider-aws-${family}`, named.keys()),
        };
      }
      families.add(family);
    }
    for (const [name, object] of named) {
      const family = /^provider-aws-(.+)$/.exec(name)?.[1];
      if (family === undefined || families.has(family)) continue;
      yield {
        object,
        path: 'spec.package',
        what: `No composition makes a kind of the family ${show(family)}.`,
      };
    }
  },
});

export const packageVersion = environmentRule({
  id: 'crossplane/package-version',
  title: 'Packages have the versions that this project was made for',
  why: 'Typed models, embedded schemas and compositions are made for one version; another one has other fields.',
  fix: 'Change versions.ts and the typed models together, then generate.',
  *check(environment) {
    const index = indexOf(environment);
    const wanted = (name: string) => {
      if (/^provider-(family-)?aws/.test(name)) return packages.providerAws;
      if (name === 'function-patch-and-transform') return packages.functionPatchAndTransform;
      return name === 'function-auto-ready' ? packages.functionAutoReady : undefined;
    };
    for (const object of [
      ...index.ofKind('pkg.crossplane.io/Provider'),
      ...index.ofKind('pkg.crossplane.io/Function'),
    ]) {
      const { name, version } = packageOf(object);
      const expected = wanted(name);
      if (expected && version !== expected) {
        yield {
          object,
          path: 'spec.package',
          what: `${name} is of version ${show(version)}, the models and schemas are of ${show(expected)}.`,
        };
      }
      const { name: config, kind } = fields(dig(object.manifest, 'spec', 'runtimeConfigRef'));
      if (typeof config !== 'string' || kind === 'ControllerConfig') continue;
      if (index.find('pkg.crossplane.io/DeploymentRuntimeConfig', config)) continue;
      yield {
        object,
        path: 'spec.runtimeConfigRef.name',
        what: `There is no DeploymentRuntimeConfig ${show(config)}.`,
        fix: fixMissing(config, index.names('pkg.crossplane.io/DeploymentRuntimeConfig')),
      };
    }
  },
});

/** Every reference to a provider configuration: of composed bases, and of managed resources that are written. */
function* configReferences(
  environment: CheckedEnvironment,
): Generator<{ object: CheckedObject; reference: At<Fields> }> {
  for (const { object, path, base, patches } of compositionsOf(environment).flatMap(
    ({ resources }) => resources,
  )) {
    const value = dig(base, 'spec', 'providerConfigRef');
    // What is patched differs from one composite resource to the next.
    const isPatched = patches.some((patch) =>
      text(patch.value.toFieldPath)?.startsWith('spec.providerConfigRef'),
    );
    if (isFields(value) && !isPatched)
      yield { object, reference: { path: `${path}.base.spec.providerConfigRef`, value } };
  }
  for (const object of environment.objects) {
    const value = dig(object.manifest, 'spec', 'providerConfigRef');
    if (isFields(value)) yield { object, reference: { path: 'spec.providerConfigRef', value } };
  }
}

export const providerConfig = environmentRule({
  id: 'crossplane/provider-config',
  title: 'Managed resources name a provider configuration that exists',
  why: 'The provider has no credentials for the resource, and never makes it.',
  fix: 'Name a ClusterProviderConfig, or a ProviderConfig of the namespace.',
  *check(environment) {
    const index = indexOf(environment);
    for (const { object, reference } of configReferences(environment)) {
      const { kind = 'ClusterProviderConfig', name } = reference.value;
      if (typeof name !== 'string' || typeof kind !== 'string') continue;
      const groupKind = `aws.m.upbound.io/${kind}` as const;
      const namespace = kind === 'ProviderConfig' ? namespaceOf(object) : undefined;
      if (index.find(groupKind, name, namespace)) continue;
      yield {
        object,
        path: `${reference.path}.name`,
        what: `There is no ${kind} ${show(name)}.`,
        fix: fixMissing(name, index.ofKind(groupKind).map(nameOf)),
      };
    }
  },
});
