// What is needed is applied before what needs it. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
import { show } from '../../../envs/validate/show.ts';
import { indexOf, isPreview } from '../kit/environment-index.ts';
import { groupOf } from '../kit/kinds.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { annotationOf, nameOf } from '../kit/metadata.ts';
import { operatorsOf } from '../kit/operators.ts';
import { dig, text } from '../kit/read.ts';
import { repositoryFolderOf, syncedFolders } from '../kit/synced-folders.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { needsOf } from './needs.ts';

/** When an object is applied: the wave of its application, the phase of the sync, the wave in it. */
type Moment = readonly [application: number, phase: number, wave: number];

const phases: Readonly<Record<string, number>> = { PreSync: -1, Sync: 0, PostSync: 1, SyncFail: 2 };

function waveOf(object: CheckedObject): number {
  return Number(annotationOf(object, 'argocd.argoproj.io/sync-wave') ?? 0) || 0;
}

function momentsOf(environment: CheckedEnvironment): (object: CheckedObject) => Moment | undefined {
  const waves = new Map(
    syncedFolders(environment).map(({ application, path }) => [path, waveOf(application)] as const),
  );
  const folderIn = repositoryFolderOf(environment);
  return (object) => {
    const wave = waves.get(folderIn(object));
    if (wave === undefined) return undefined;
    const hook = annotationOf(object, 'argocd.argoproj.io/hook') ?? 'Sync';
    return [wave, phases[hook] ?? 0, waveOf(object)];
  };
}

function compare(a: Moment, b: Moment): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export const syncWave = environmentRule({
  id: 'references/sync-wave',
  title: 'What is needed is applied in an earlier wave, or in the same',
  why: 'Argo CD waits for the earlier wave to be ready, which needs what comes later: the sync never ends.',
  fix: 'Lower the sync wave of what is needed, or raise that of what needs it.',
  *check(environment) {
    const momentOf = momentsOf(environment);
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
    const momentOf = momentsOf(environment);
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
