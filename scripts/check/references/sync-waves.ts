// What is needed is applied before what needs it. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
import { show } from '../../../envs/validate/show.ts';
import { dataReferences } from '../kit/data-references.ts';
import { type EnvironmentIndex, indexOf, isPreview } from '../kit/environment-index.ts';
import { groupKindOf, groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { annotationOf, nameOf, namespaceOf } from '../kit/metadata.ts';
import { operatorsOf } from '../kit/operators.ts';
import { dig, fields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';

/** One need: `consumer` can't become ready before `producer` is there. */
interface Need {
  readonly consumer: CheckedObject;
  readonly path: string;
  readonly producer: CheckedObject;
  /** True when the producer must be finished one step before, as a kind before its first object. */
  readonly strict: boolean;
}

/** When an object is applied: the wave of its application, the phase of the sync, the wave in it. */
type Moment = readonly [application: number, phase: number, wave: number];

const phases: Readonly<Record<string, number>> = { PreSync: -1, Sync: 0, PostSync: 1, SyncFail: 2 };

function waveOf(object: CheckedObject): number {
  return Number(annotationOf(object, 'argocd.argoproj.io/sync-wave') ?? 0) || 0;
}

function momentsOf(index: EnvironmentIndex): (object: CheckedObject) => Moment | undefined {
  const waves = new Map<string, number>();
  for (const application of index.ofKind('argoproj.io/Application')) {
    const path = text(dig(application.manifest, 'spec', 'source', 'path'));
    if (path !== undefined) waves.set(path, waveOf(application));
  }
  return (object) => {
    const wave = waves.get(object.file.slice(0, object.file.lastIndexOf('/')));
    if (wave === undefined) return undefined;
    const hook = annotationOf(object, 'argocd.argoproj.io/hook') ?? 'Sync';
    return [wave, phases[hook] ?? 0, waveOf(object)];
  };
}

function compare(a: Moment, b: Moment): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function* needsOf(environment: CheckedEnvironment): Generator<Need> {
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

export const syncWave = environmentRule({
  id: 'references/sync-wave',
  title: 'What is needed is applied in an earlier wave, or in the same',
  why: 'Argo CD waits for the earlier wave to be ready, which needs what comes later: the sync never ends.',
  fix: 'Lower the sync wave of what is needed, or raise that of what needs it.',
  *check(environment) {
    const momentOf = momentsOf(indexOf(environment));
    for (const { consumer, path, producer, strict } of needsOf(environment)) {
      const [after, before] = [momentOf(consumer), momentOf(producer)];
      if (!after || !before || isPreview(producer)) continue;
      const order = compare(before, after);
      if (strict ? order < 0 : order <= 0) continue;
      yield {
        object: consumer,
        path,
        what: `It is applied in wave ${format(after)}, and ${producer.manifest.kind} ${show(nameOf(producer))}, which it needs, ${order === 0 ? 'not before' : `in wave ${format(before)}`}.`,
      };
    }
  },
});

function format([application, phase, wave]: Moment): string {
  const name = Object.keys(phases).find((key) => phases[key] === phase);
  return `${wave}${phase === 0 ? '' : ` of ${name}`} of an application in wave ${application}`;
}

export const operatorWave = environmentRule({
  id: 'references/operator-wave',
  title: 'Operators are installed before the kinds that they define are used',
  why: 'The API server does not know the kind yet: the sync of the application fails until it gives up.',
  fix: 'Put the Application of the operator into an earlier wave, or add the operator.',
  *check(environment) {
    const index = indexOf(environment);
    const momentOf = momentsOf(index);
    const operators = operatorsOf(environment);
    const byGroup = new Map(
      operators.flatMap((operator) => operator.groups.map((group) => [group, operator.chart] as const)),
    );
    const waves = new Map(
      index
        .ofKind('argoproj.io/Application')
        .map(
          (object) => [text(dig(object.manifest, 'spec', 'source', 'chart')) ?? '', waveOf(object)] as const,
        ),
    );
    for (const object of environment.objects) {
      const chart = byGroup.get(groupOf(String(object.manifest.apiVersion)));
      const moment = chart === undefined || isPreview(object) ? undefined : momentOf(object);
      // Argo CD is there before anything that it applies.
      if (chart === undefined || moment === undefined || chart === 'argo-cd') continue;
      const wave = waves.get(chart) ?? 0;
      if (wave < moment[0]) continue;
      yield {
        object,
        path: 'kind',
        what: `It is part of an application in wave ${moment[0]}, and ${chart}, which defines its kind, is installed in wave ${wave}.`,
      };
    }
  },
});
