// A mistake in a composition, a package or a composite resource of the committed tree is said with its place.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { crossplaneRules } from '../../../scripts/check/crossplane/index.ts';
import { type Anything, prodWith, prodWithout, saidOf } from '../kit/run-rule.ts';

/** A file of prod, what is done to it, and findings that follow; the lists of what exists grow with the tree. */
const table: [string, (manifest: Anything) => void, string[]][] = [
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.pipeline[0].input.resources[3].patches[2].fromFieldPath = 'spec.regio';
    },
    [
      'crossplane/patch-path crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].fromFieldPath: Database has no field "spec.regio": nothing is called "regio" there. -> Did you mean "region"? Fields there: ….',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.pipeline[0].input.resources[3].patches[3].toFieldPath = 'spec.forProvider.subnetIDs';
    },
    [
      'crossplane/patch-path crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].toFieldPath: SubnetGroup has no field "spec.forProvider.subnetIDs": nothing is called "subnetIDs" there. -> Did you mean "subnetIds"? Fields there: ….',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.pipeline[0].input.resources[3].patches[2].toFieldPath = 'spec.forProvider[';
    },
    [
      'crossplane/patch-path crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].toFieldPath: "spec.forProvider[" is no field path.',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.pipeline[0].input.resources[3].patches[2].fromFieldPath = 'spec.subnetIds';
    },
    [
      'crossplane/patch-type crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].toFieldPath: "spec.forProvider.region" takes string, "spec.subnetIds" is array.',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      const p = m.spec.pipeline[0].input.resources[3].patches[2];
      p.fromFieldPath = 'status.arn';
      delete p.policy;
    },
    [
      'crossplane/patch-required crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].fromFieldPath: "spec.forProvider.region" is needed, "status.arn" may be missing, and the patch does not wait for it.',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      const r = m.spec.pipeline[0].input.resources[0];
      r.patches = r.patches.filter((p: Anything) => p.type !== 'ToCompositeFieldPath');
    },
    [
      'crossplane/status-never-filled crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].fromFieldPath: No patch of the composition fills "status.encryptionKeyArn".',
      'crossplane/status-never-filled crossplane/Composition.databases spec.pipeline[…].input.resources[…].patches[…].fromFieldPath: No patch of the composition fills "status.encryptionKeyArn".',
    ],
  ],
  [
    'crossplane/CompositeResourceDefinition.databases.aws.helical.dev',
    (m) => {
      m.spec.versions[0].schema.openAPIV3Schema.properties.status.properties.endpoint = { type: 'string' };
    },
    [
      'crossplane/status-unfilled crossplane/Composition.databases spec.compositeTypeRef: No composition of Database fills status.endpoint.',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.compositeTypeRef.kind = 'Databse';
    },
    [
      'crossplane/composition-ref airflow/Database.airflow spec.crossplane.compositionRef.name: Composition "databases" is for Databse of aws.helical.dev/v1, this is Database of aws.helical.dev/v1. -> Existing: ….',
      'crossplane/composition-type crossplane/Composition.databases spec.compositeTypeRef: Nothing defines Databse of "aws.helical.dev/v1".',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.compositeTypeRef.apiVersion = 'aws.helical.dev/v2';
    },
    [
      'crossplane/composition-ref airflow/Database.airflow spec.crossplane.compositionRef.name: Composition "databases" is for Database of aws.helical.dev/v2, this is Database of aws.helical.dev/v1. -> Existing: ….',
      'crossplane/composition-type crossplane/Composition.databases spec.compositeTypeRef.apiVersion: Database has no version "aws.helical.dev/v2". -> Did you mean "aws.helical.dev/v1"? Existing: ….',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.pipeline[1].functionRef.name = 'function-autoready';
    },
    [
      'crossplane/composition-type crossplane/Composition.databases spec.pipeline[…].functionRef.name: There is no Function "function-autoready". -> Did you mean "function-auto-ready"? Existing: ….',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      m.spec.pipeline[0].input.resources[1].name = m.spec.pipeline[0].input.resources[0].name;
    },
    [
      'crossplane/composition-type crossplane/Composition.databases spec.pipeline[…].input.resources[…].name: The composition has another resource "database-storage-key".',
    ],
  ],
  [
    'crossplane/Composition.databases',
    (m) => {
      for (const r of m.spec.pipeline[0].input.resources) delete r.readinessChecks;
    },
    [
      'crossplane/readiness crossplane/Composition.databases spec.pipeline[…].input.resources[…]: A ConfigMap has no condition Ready, and no readiness check is given.',
    ],
  ],
  [
    'airflow/Database.airflow',
    (m) => {
      m.spec.crossplane.compositionRef.name = 'database';
    },
    [
      'crossplane/composition-ref airflow/Database.airflow spec.crossplane.compositionRef.name: There is no Composition "database". -> Did you mean "databases"? Existing: ….',
    ],
  ],
  [
    'airflow/Database.airflow',
    (m) => {
      m.spec.crossplane.compositionRef.name = 'caches';
    },
    [
      'crossplane/composition-ref airflow/Database.airflow spec.crossplane.compositionRef.name: Composition "caches" is for Cache of aws.helical.dev/v1, this is Database of aws.helical.dev/v1. -> Existing: ….',
    ],
  ],
  [
    'airflow/Usage.database-airflow',
    (m) => {
      m.spec.of.resourceRef.name = 'airflw';
    },
    [
      'crossplane/usage-target airflow/Usage.database-airflow spec.of.resourceRef.name: Namespace airflow has no Database "airflw". -> Did you mean "airflow"? Existing: ….',
      'crossplane/unprotected airflow/Database.airflow spec.deletionProtection: It is true, and no Usage protects Database "airflow".',
    ],
  ],
  [
    'airflow/Database.airflow',
    (m) => {
      m.metadata.annotations['argocd.argoproj.io/sync-options'] = 'Prune=confirm';
    },
    [
      'crossplane/unprotected airflow/Database.airflow metadata.annotations["argocd.argoproj.io/sync-options"]: Data that is protected lacks Delete=confirm.',
    ],
  ],
  [
    'preview/Key.database-key',
    (m) => {
      m.spec.managementPolicies = ['*'];
    },
    [
      'crossplane/deletable-data preview/Key.database-key spec.managementPolicies: Key "database-key" is protected, and Crossplane may delete it.',
    ],
  ],
  [
    'crossplane/ManagedResourceActivationPolicy.helical',
    (m) => {
      m.spec.activate = m.spec.activate.map((a: string) =>
        a === 'instances.rds.aws.m.upbound.io' ? 'instance.rds.aws.m.upbound.io' : a,
      );
    },
    [
      'crossplane/activation crossplane/Composition.databases spec.pipeline[…].input.resources[…].base.kind: No activation policy names "instances.rds.aws.m.upbound.io". -> Did you mean "instance.rds.aws.m.upbound.io"? Existing: ….',
      'crossplane/activation crossplane/ManagedResourceActivationPolicy.helical spec.activate[…]: No composition makes "instance.rds.aws.m.upbound.io". -> Delete the entry.',
    ],
  ],
  [
    'crossplane/Provider.provider-aws-rds',
    (m) => {
      m.spec.package = m.spec.package.replace('v2.2.0', 'v2.1.0');
      m.spec.runtimeConfigRef.name = 'provider-rds';
    },
    [
      'crossplane/package-version crossplane/Provider.provider-aws-rds spec.package: provider-aws-rds is of version "v2.1.0", the models and schemas are of "v2.2.0".',
      'crossplane/package-version crossplane/Provider.provider-aws-rds spec.runtimeConfigRef.name: There is no DeploymentRuntimeConfig "provider-rds". -> Did you mean "provider-aws-rds"? Existing: ….',
    ],
  ],
  [
    'crossplane/Provider.provider-aws-rds',
    (m) => {
      m.spec.package = m.spec.package.replace('aws-rds', 'aws-rdss');
    },
    [
      'crossplane/provider-package crossplane/Composition.databases spec.pipeline[…].input.resources[…].base.kind: There is no provider for the family "rds". -> Did you mean "provider-aws-rdss"? Existing: ….',
      'crossplane/provider-package crossplane/Provider.provider-aws-rds spec.package: No composition makes a kind of the family "rdss".',
    ],
  ],
  [
    'crossplane/ClusterProviderConfig.default',
    (m) => {
      m.metadata.name = 'defaults';
    },
    [
      'crossplane/provider-config crossplane/Composition.accesslogbuckets spec.pipeline[…].input.resources[…].base.spec.providerConfigRef.name: There is no ClusterProviderConfig "default". -> Did you mean "defaults"? Existing: ….',
      'crossplane/provider-config crossplane/Composition.accesslogbuckets spec.pipeline[…].input.resources[…].base.spec.providerConfigRef.name: There is no ClusterProviderConfig "default". -> Did you mean "defaults"? Existing: ….',
    ],
  ],
  [
    'crossplane/Composition.caches',
    (m) => {
      const r = m.spec.pipeline[0].input.resources.find((x: Anything) => x.base.kind === 'ReplicationGroup');
      r.base.spec.forProvider.kmsKeyIdSelector = {};
      r.patches.push({
        type: 'FromCompositeFieldPath',
        fromFieldPath: 'metadata.name',
        toFieldPath: 'spec.forProvider.kmsKeyIdRef.name',
      });
    },
    [
      'crossplane/key-reference crossplane/Composition.caches spec.pipeline[…].input.resources[…].base.spec.forProvider.kmsKeyIdRef: kmsKeyIdRef resolves to the id of the key, AWS wants its ARN.',
      'crossplane/key-reference crossplane/Composition.caches spec.pipeline[…].input.resources[…].base.spec.forProvider.kmsKeyIdSelector: kmsKeyIdSelector resolves to the id of the key, AWS wants its ARN.',
    ],
  ],
];

/** Places in a composition, and its variants, change with what it makes. */
function withoutPlaces(line: string): string {
  return line
    .replace(/\[\d+\]/g, '[…]')
    .replace(/Composition\.databases[a-z-]*/, 'Composition.databases')
    .replace(/Existing: .*$/, 'Existing: ….')
    .replace(/Fields there: .*$/, 'Fields there: ….');
}

table.forEach(([file, change, expected], index) => {
  test(`${expected[0]?.split(' ')[0]} (${index})`, () => {
    const environment = prodWith(file, change);
    const found = crossplaneRules.flatMap((rule) =>
      saidOf(rule, environment).map((line) => `${rule.id} ${withoutPlaces(line)}`),
    );
    assert.equal(
      expected.filter((line) => !found.includes(line)),
      [],
    );
  });
});

test('every rule of the layer is seen failing here', () => {
  const failing = new Set(table.flatMap(([, , expected]) => expected.map((line) => line.split(' ')[0])));
  assert.equal(
    crossplaneRules.map(({ id }) => id).filter((id) => !failing.has(id)),
    [],
  );
});

test('a Usage that is gone leaves its resource unprotected', () => {
  const environment = prodWithout('airflow/Usage.database-airflow');
  assert.equal(
    crossplaneRules.flatMap((rule) => saidOf(rule, environment)),
    [
      'airflow/Database.airflow spec.deletionProtection: It is true, and no Usage protects Database "airflow".',
    ],
  );
});

test.run();
