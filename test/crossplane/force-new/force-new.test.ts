// What AWS can't change in place is immutable in our specs too: the provider would refuse the change and only say
// Synced=False, where the API server says which field and why.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { composedAwsKinds } from '../../../crossplane/composed-kinds.ts';
import type { AnyCloudApi } from '../../../crossplane/engine/cloud-api.ts';
import { cloudApis } from '../../../crossplane/index.ts';
import { conditionalFields } from '../../../scripts/diff/effects/aws/conditional-fields.ts';
import { factsOf } from '../../../scripts/diff/effects/aws/fixed-fields.ts';
import { exceptions } from './exceptions.ts';
import { type FedField, fedFields } from './feeding-fields.ts';

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  immutable?: string;
  changes?: object;
}

/** Fields that are made new instead of changed, always or for some values. A field stands for everything below it. */
function forceNewFields(kind: string): string[] {
  const conditional = conditionalFields.filter(
    (field) => field.kind === kind && !changesInPlace.has(field.name),
  );
  return [...(factsOf(kind)?.fixed ?? []), ...conditional.map(({ name }) => name)];
}

/** A database grows and a version goes up; the source of a security group's rule may be another one of its kind. */
const changesInPlace = new Set(['allocatedStorage', 'version', 'cidrIpv4', 'referencedSecurityGroupId']);

test('every composed kind has its facts', () => {
  for (const { family, kind } of composedAwsKinds()) {
    const source = factsOf(`${family}/${kind}`)?.source ?? '';
    assert.match(source, /^internal\/service\/\w+\/\w+\.go$/, kind);
  }
});

test('a spec field that feeds such a field is immutable, or says how it may change, or has its reason', () => {
  const forgotten = cloudApis.flatMap((api) =>
    fedFields(api).flatMap((fed) =>
      isForceNew(fed)
        ? fed.specFields
            .filter((field) => !isFixed(api, field) && !exceptionFor(fed, field))
            .map((field) => `${api.kind} ${field}: feeds ${feeds(fed)}`)
        : [],
    ),
  );
  assert.equal([...new Set(forgotten)], []);
});

test('every exception is needed', () => {
  const fed = cloudApis.flatMap(fedFields);
  for (const exception of exceptions)
    assert.ok(
      fed.some(
        (one) => isForceNew(one) && one.specFields.some((field) => exceptionFor(one, field) === exception),
      ),
      `${exception.api} ${exception.specField}`,
    );
});

function isForceNew({ kind, field }: FedField): boolean {
  if (field === 'external-name') return true;
  return forceNewFields(kind).some(
    (fact) => fact === field || field.startsWith(`${fact}.`) || fact.startsWith(`${field}.`),
  );
}

function exceptionFor(fed: FedField, specField: string) {
  return exceptions.find(
    (exception) =>
      exception.api === fed.api.kind && exception.specField === specField && exception.feeds === feeds(fed),
  );
}

const feeds = ({ kind, field }: FedField) => `${kind} ${field}`;

/** True when the field or what it lies in is immutable, or when its changes are bounded by a rule. */
function isFixed(api: AnyCloudApi, path: string): boolean {
  let node: SchemaNode | undefined = api.spec;
  for (const segment of path.split('.')) {
    node = node?.properties?.[segment] ?? node?.items?.properties?.[segment];
    if (node?.immutable || node?.changes) return true;
  }
  return false;
}

test.run();
