// Fields in which the provider puts the id of a key where AWS wants its ARN.
// https://github.com/crossplane-contrib/provider-upjet-aws/issues/1478

import { groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { dig, isFields, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { compositionsOf } from './compositions.ts';

/** The field whose `Ref` and `Selector` resolve to an id, by group and kind. */
const idInsteadOfArn: Readonly<Record<string, readonly string[]>> = {
  'elasticache.aws.m.upbound.io/ReplicationGroup': ['kmsKeyId'],
  'amp.aws.m.upbound.io/Workspace': ['kmsKeyArn'],
  'cloudtrail.aws.m.upbound.io/Trail': ['kmsKeyId'],
  'rds.aws.m.upbound.io/Instance': ['performanceInsightsKmsKeyId'],
};

interface Place {
  readonly object: CheckedObject;
  readonly path: string;
  readonly forProvider: unknown;
  readonly targets: readonly string[];
  readonly fields: readonly string[];
}

function* placesOf(environment: CheckedEnvironment): Generator<Place> {
  const fieldsOf = (apiVersion: string, kind: string) => {
    const key = `${groupOf(apiVersion)}/${kind}`;
    return Object.hasOwn(idInsteadOfArn, key) ? idInsteadOfArn[key] : undefined;
  };
  for (const { object, path, apiVersion, kind, base, patches } of compositionsOf(environment).flatMap(
    ({ resources }) => resources,
  )) {
    const fields = fieldsOf(apiVersion, kind);
    const targets = patches.flatMap(({ value }) => text(value.toFieldPath) ?? []);
    if (fields)
      yield {
        object,
        path: `${path}.base.spec.forProvider`,
        forProvider: dig(base, 'spec', 'forProvider'),
        targets,
        fields,
      };
  }
  for (const object of environment.objects) {
    const fields = fieldsOf(String(object.manifest.apiVersion), String(object.manifest.kind));
    if (fields)
      yield {
        object,
        path: 'spec.forProvider',
        forProvider: dig(object.manifest, 'spec', 'forProvider'),
        targets: [],
        fields,
      };
  }
}

export const keyReference = environmentRule({
  id: 'crossplane/key-reference',
  title: 'Keys are given as an ARN where the provider would resolve an id',
  why: 'AWS stores the ARN: the provider sees a difference for ever, and a force-new field blocks every later change.',
  fix: 'Patch the ARN of the key into the field itself.',
  *check(environment) {
    for (const { object, path, forProvider, targets, fields } of placesOf(environment)) {
      for (const field of fields.flatMap((name) => [`${name}Ref`, `${name}Selector`])) {
        const given = isFields(forProvider) && forProvider[field] !== undefined;
        const patched = targets.some((target) => target.startsWith(`spec.forProvider.${field}`));
        if (given || patched)
          yield {
            object,
            path: `${path}.${field}`,
            what: `${field} resolves to the id of the key, AWS wants its ARN.`,
          };
      }
    }
  },
});
