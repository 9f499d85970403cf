// ExternalSecrets and PushSecrets: stores, generators and remote keys that exist.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { groupKindOf, ownGroup } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { type At, dig, type Fields, fields, isFields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

const secretKinds = ['external-secrets.io/ExternalSecret', 'external-secrets.io/PushSecret'] as const;

function storeRefs(object: CheckedObject): At<Fields>[] {
  const spec = fields(object.manifest.spec);
  const one = isFields(spec.secretStoreRef)
    ? [{ path: 'spec.secretStoreRef', value: spec.secretStoreRef }]
    : [];
  return [...one, ...itemsAt(spec.secretStoreRefs, 'spec.secretStoreRefs')];
}

export const secretStore = environmentRule({
  id: 'references/secret-store',
  title: 'Secret stores that secrets name exist',
  why: 'The secret is never synced, and pods wait for it.',
  fix: 'Name a SecretStore of the namespace or a ClusterSecretStore.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of secretKinds.flatMap((kind) => index.ofKind(kind))) {
      for (const { path, value } of storeRefs(object)) {
        const kind = text(value.kind) ?? 'SecretStore';
        const name = text(value.name);
        if (!name || (kind !== 'SecretStore' && kind !== 'ClusterSecretStore')) continue;
        const namespace = kind === 'SecretStore' ? namespaceOf(object) : undefined;
        const groupKind = `external-secrets.io/${kind}` as const;
        if (index.find(groupKind, name, namespace)) continue;
        yield {
          object,
          path: `${path}.name`,
          what: `There is no ${kind} ${show(name)}${namespace ? ` in namespace ${namespace}` : ''}.`,
          fix: fixMissing(name, index.names(groupKind, namespace)),
        };
      }
    }
  },
});

export const generator = environmentRule({
  id: 'references/secret-generator',
  title: 'Generators that secrets name exist',
  why: 'Nothing is generated, and nothing is pushed.',
  fix: 'Name a generator of the namespace.',
  *check(environment) {
    const index = indexOf(environment);
    for (const object of secretKinds.flatMap((kind) => index.ofKind(kind))) {
      const spec = fields(object.manifest.spec);
      const refs = [
        { path: 'spec.selector.generatorRef', value: dig(spec, 'selector', 'generatorRef') },
        ...itemsAt(spec.dataFrom, 'spec.dataFrom').map(({ path, value }) => ({
          path: `${path}.sourceRef.generatorRef`,
          value: dig(value, 'sourceRef', 'generatorRef'),
        })),
      ];
      for (const { path, value } of refs) {
        const [kind, name] = [text(dig(value, 'kind')), text(dig(value, 'name'))];
        if (!kind || !name || kind === 'ClusterGenerator') continue;
        const groupKind = `generators.external-secrets.io/${kind}` as const;
        if (index.find(groupKind, name, namespaceOf(object))) continue;
        yield {
          object,
          path: `${path}.name`,
          what: `Namespace ${namespaceOf(object) ?? 'default'} has no ${kind} ${show(name)}.`,
          fix: fixMissing(name, index.names(groupKind, namespaceOf(object))),
        };
      }
    }
  },
});

/** Names in the remote store that something of this environment writes. */
function writtenKeys(environment: CheckedEnvironment): Set<string> {
  const index = indexOf(environment);
  const pushed = index
    .ofKind('external-secrets.io/PushSecret')
    .flatMap((object) => itemsAt(fields(object.manifest.spec).data, ''))
    .flatMap(({ value }) => text(dig(value, 'match', 'remoteRef', 'remoteKey')) ?? []);
  const made = index.objects.flatMap((object) => {
    const kind = groupKindOf(object);
    if (kind === `${ownGroup}/Secret`)
      return (
        text(dig(object.manifest, 'spec', 'secretName')) ??
        text(dig(object.manifest, 'spec', 'name')) ??
        nameOf(object)
      );
    if (kind !== 'secretsmanager.aws.m.upbound.io/Secret') return [];
    return text(dig(object.manifest, 'spec', 'forProvider', 'name')) ?? nameOf(object);
  });
  return new Set([...pushed, ...made]);
}

export const externalSecretKey = environmentRule({
  id: 'references/external-secret-key',
  title: 'Remote keys that ExternalSecrets read are written by something',
  why: 'The secret is never synced, and pods wait for it. A key that people write by hand is not known here.',
  fix: 'Add a PushSecret or a Secret of the cloud API that writes it; waive the rule for a key that people write.',
  *check(environment) {
    const written = writtenKeys(environment);
    for (const object of indexOf(environment).ofKind('external-secrets.io/ExternalSecret')) {
      const spec = fields(object.manifest.spec);
      const refs = [
        ...itemsAt(spec.data, 'spec.data').map(({ path, value }) => ({
          path: `${path}.remoteRef.key`,
          key: text(dig(value, 'remoteRef', 'key')),
        })),
        ...itemsAt(spec.dataFrom, 'spec.dataFrom').map(({ path, value }) => ({
          path: `${path}.extract.key`,
          key: text(dig(value, 'extract', 'key')),
        })),
      ];
      for (const { path, key } of refs) {
        if (key === undefined || written.has(key)) continue;
        yield { object, path, what: `Nothing writes ${show(key)}.`, fix: fixMissing(key, written) };
      }
    }
  },
});
