// What Argo CD does with changes of its own objects: other charts, other revisions, kinds that a project no longer allows.
import type { Effect, EffectRule, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { fieldOf, liesIn } from './kinds.ts';

/** Changes of Applications and AppProjects. */
export const deliveryEffects: EffectRule = {
  id: 'argocd/delivery',
  title: 'Argo CD delivers something else, or otherwise.',
  *effects({ changes }) {
    for (const change of changes) {
      if (!change.from || !change.to || !change.apiVersion.startsWith('argoproj.io/')) continue;
      if (change.kind === 'Application') yield* applicationEffects(change);
      if (change.kind === 'AppProject') yield* projectEffects(change);
    }
  },
};

function* applicationEffects(change: ObjectChange): Iterable<Effect> {
  const revision = change.fields.find(({ path }) => path === 'spec.source.targetRevision');
  if (revision) {
    const chart = fieldOf(change.to?.manifest, 'spec.source.chart');
    yield effectOf(change, {
      rule: chart ? 'argocd/chart-version' : 'argocd/revision',
      level: 'caution',
      what: chart
        ? `Chart ${String(chart)} goes from ${String(revision.from)} to ${String(revision.to)}. What is in the chart is not looked into here.`
        : `It follows ${String(revision.to)} instead of ${String(revision.from)}: everything between the two arrives with it.`,
      why: 'The application takes its manifests from spec.source.',
      fix: chart ? 'Read the release notes of the chart.' : 'Compare the two revisions: npm run diff.',
      fields: [revision.path],
    });
  }
  const automatic = change.fields.filter(({ path }) => liesIn(path, 'spec.syncPolicy.automated'));
  if (automatic.length > 0) {
    const isAutomatic = fieldOf(change.to?.manifest, 'spec.syncPolicy.automated') !== undefined;
    yield effectOf(change, {
      rule: 'argocd/sync-policy',
      level: isAutomatic ? 'caution' : 'notice',
      what: isAutomatic
        ? 'From now on changes are applied without a person.'
        : 'From now on changes wait for a person.',
      why: 'spec.syncPolicy.automated decides it: https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
      fix: 'Nothing to do, if that is intended.',
      fields: automatic.map(({ path }) => path),
    });
  }
}

const whitelists = [
  'spec.clusterResourceWhitelist',
  'spec.namespaceResourceWhitelist',
  'spec.destinations',
  'spec.sourceRepos',
];

function* projectEffects(change: ObjectChange): Iterable<Effect> {
  const touched = change.fields.filter(({ path }) => whitelists.some((field) => liesIn(path, field)));
  const gained = touched.filter(({ from }) => from === undefined);
  const lost = touched.filter(({ to }) => to === undefined);
  if (gained.length > 0) {
    yield effectOf(change, {
      rule: 'argocd/project-widened',
      level: 'caution',
      what: `Its applications may deliver more: ${gained.map(({ to }) => shown(to)).join(', ')}.`,
      why: 'A project is what limits its applications: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
      fix: 'Make sure that an application of the project needs it.',
      fields: gained.map(({ path }) => path),
    });
  }
  if (lost.length > 0) {
    yield effectOf(change, {
      rule: 'argocd/project-narrowed',
      level: 'notice',
      what: `Its applications may no longer deliver ${lost.map(({ from }) => shown(from)).join(', ')}; objects that are left of it can't be pruned any more.`,
      why: 'Argo CD touches only what the project allows.',
      fix: 'Delete what is left of it by hand.',
      fields: lost.map(({ path }) => path),
    });
  }
}

function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(String).filter(Boolean).join('/');
}
