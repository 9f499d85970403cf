// What can't become ready before something else is there.
import { dataReferences } from '../kit/data-references.ts';
import { type EnvironmentIndex, indexOf, isPreview } from '../kit/environment-index.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { dig, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

/** One need: `consumer` can't become ready before `producer` is there. */
export interface Need {
  readonly consumer: CheckedObject;
  readonly path: string;
  readonly producer: CheckedObject;
  /** True when the producer must be finished one step before, as a kind before its first object. */
  readonly strict: boolean;
}

/** Everything that an environment's objects wait for. */
export function* needsOf(environment: CheckedEnvironment): Generator<Need> {
  const index = indexOf(environment);
  yield* podNeeds(environment, index);
  yield* secretNeeds(index);
  yield* scalerNeeds(index);
  for (const consumer of environment.objects) {
    if (isPreview(consumer)) continue;
    const namespace = namespaceOf(consumer);
    const producer =
      namespace && groupKindOf(consumer) !== '/Namespace' ? index.find('/Namespace', namespace) : undefined;
    if (producer) yield { consumer, path: 'metadata.namespace', producer, strict: false };
  }
  yield* kindNeeds(environment, index);
}

function* podNeeds(environment: CheckedEnvironment, index: EnvironmentIndex): Generator<Need> {
  const targets = new Map(
    index.ofKind('external-secrets.io/ExternalSecret').map((object) => {
      const target = text(dig(object.manifest, 'spec', 'target', 'name')) ?? nameOf(object);
      return [`${namespaceOf(object)}/${target}`, object] as const;
    }),
  );
  for (const { object: consumer, path, kind, namespace, name } of dataReferences(environment)) {
    const own = index.find(kind === 'ConfigMap' ? '/ConfigMap' : '/Secret', name, namespace);
    const producer = own ?? (kind === 'Secret' ? targets.get(`${namespace}/${name}`) : undefined);
    if (producer) yield { consumer, path, producer, strict: false };
  }
  for (const { object: consumer, path, spec, namespace } of index.pods) {
    const account = index.find('/ServiceAccount', text(spec.serviceAccountName) ?? 'default', namespace);
    if (account) yield { consumer, path: `${path}.serviceAccountName`, producer: account, strict: false };
    const priority = index.find('scheduling.k8s.io/PriorityClass', text(spec.priorityClassName) ?? '');
    if (priority) yield { consumer, path: `${path}.priorityClassName`, producer: priority, strict: false };
  }
}

function* secretNeeds(index: EnvironmentIndex): Generator<Need> {
  const pushed = new Map<string, CheckedObject>();
  for (const object of index.ofKind('external-secrets.io/PushSecret')) {
    for (const { value } of itemsAt(fields(object.manifest.spec).data, '')) {
      pushed.set(String(dig(value, 'match', 'remoteRef', 'remoteKey')), object);
    }
    const { kind, name } = fields(dig(object.manifest, 'spec', 'selector', 'generatorRef'));
    const producer = index.find(
      `generators.external-secrets.io/${String(kind)}`,
      String(name),
      namespaceOf(object),
    );
    if (producer) yield { consumer: object, path: 'spec.selector.generatorRef', producer, strict: false };
    for (const { path, value } of itemsAt(
      fields(object.manifest.spec).secretStoreRefs,
      'spec.secretStoreRefs',
    )) {
      const store = index.find('external-secrets.io/SecretStore', String(value.name), namespaceOf(object));
      if (store) yield { consumer: object, path, producer: store, strict: false };
    }
  }
  for (const consumer of index.ofKind('external-secrets.io/ExternalSecret')) {
    const spec = fields(consumer.manifest.spec);
    const store = index.find(
      'external-secrets.io/SecretStore',
      String(dig(spec, 'secretStoreRef', 'name')),
      namespaceOf(consumer),
    );
    if (store) yield { consumer, path: 'spec.secretStoreRef', producer: store, strict: false };
    for (const { path, value } of itemsAt(spec.data, 'spec.data')) {
      const producer = pushed.get(String(dig(value, 'remoteRef', 'key')));
      if (producer) yield { consumer, path: `${path}.remoteRef.key`, producer, strict: false };
    }
  }
}

function* scalerNeeds(index: EnvironmentIndex): Generator<Need> {
  for (const consumer of index.ofKind('keda.sh/ScaledObject')) {
    const { kind, name } = fields(dig(consumer.manifest, 'spec', 'scaleTargetRef'));
    const producer = index.find(`apps/${text(kind) ?? 'Deployment'}`, String(name), namespaceOf(consumer));
    if (producer) yield { consumer, path: 'spec.scaleTargetRef', producer, strict: false };
    for (const { path, value } of itemsAt(fields(consumer.manifest.spec).triggers, 'spec.triggers')) {
      const authentication = index.find(
        'keda.sh/TriggerAuthentication',
        String(dig(value, 'authenticationRef', 'name')),
        namespaceOf(consumer),
      );
      if (authentication)
        yield { consumer, path: `${path}.authenticationRef`, producer: authentication, strict: false };
    }
  }
}

/** Objects of a kind come after what defines the kind. */
function* kindNeeds(environment: CheckedEnvironment, index: EnvironmentIndex): Generator<Need> {
  const definitions = new Map<string, CheckedObject>();
  for (const producer of index.ofKind('apiextensions.crossplane.io/CompositeResourceDefinition')) {
    const { group, names } = fields(producer.manifest.spec);
    definitions.set(`${group}/${dig(names, 'kind')}`, producer);
  }
  for (const consumer of environment.objects) {
    if (isPreview(consumer)) continue;
    const producer = definitions.get(groupKindOf(consumer));
    if (producer) yield { consumer, path: 'kind', producer, strict: true };
    const composition = text(dig(consumer.manifest, 'spec', 'crossplane', 'compositionRef', 'name'));
    const composed = composition && index.find('apiextensions.crossplane.io/Composition', composition);
    if (composed)
      yield { consumer, path: 'spec.crossplane.compositionRef.name', producer: composed, strict: true };
  }
}
