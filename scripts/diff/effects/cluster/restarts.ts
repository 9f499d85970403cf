// Pods that are replaced because their template changes, and pods that are not although what they read changes.
import type { Effect, EffectRule, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { effectiveFields } from './defaults.ts';
import { rejection } from './immutable-fields.ts';
import { appliedChanges, counted, fieldOf, isPodController, liesIn, numberAt } from './kinds.ts';
import { strategyRefusal } from './strategy.ts';

/** A changed template replaces the pods of its controller. */
export const rollingRestart: EffectRule = {
  id: 'cluster/rolling-restart',
  title: 'Running pods are replaced.',
  *effects({ changes }) {
    for (const change of appliedChanges(changes)) {
      if (!change.from || !change.to || !isPodController(change.apiVersion, change.kind)) continue;
      const fields = effectiveFields(change)
        .map(({ path }) => path)
        .filter((path) => liesIn(path, 'spec.template'));
      if (fields.length > 0 && !isRefused(change)) yield restart(change, fields);
    }
  },
};

function isRefused(change: ObjectChange): boolean {
  return rejection(change)?.level === 'blocked' || strategyRefusal(change) !== undefined;
}

function restart(change: ObjectChange, fields: readonly string[]): Effect {
  const { kind } = change;
  const pods = podsOf(change);
  const own = {
    fields,
    why: `A ${kind} replaces its pods when spec.template changes: ${sources[kind] ?? ''}`,
  };
  if (kind === 'Deployment' && fieldOf(change.to?.manifest, 'spec.paused') === true) {
    return effectOf(change, {
      ...own,
      rule: 'cluster/restart-paused',
      level: 'notice',
      what: 'Running pods stay as they are until the Deployment is no longer paused.',
      fix: 'Take spec.paused away to let the pods be replaced.',
    });
  }
  if (strategyOf(change) === 'OnDelete') {
    return effectOf(change, {
      ...own,
      rule: 'cluster/restart-on-delete',
      level: 'notice',
      what: 'Running pods stay as they are until somebody deletes them (OnDelete).',
      fix: 'Delete the pods one by one after the sync.',
    });
  }
  if (strategyOf(change) === 'Recreate') {
    return effectOf(change, {
      ...own,
      rule: 'cluster/recreate',
      level: 'caution',
      what: `All ${pods} stop before new ones start (Recreate).`,
      fix: 'Expect an interruption; sync when it does not matter.',
    });
  }
  const grace = graceText(change);
  return effectOf(change, {
    ...own,
    rule: 'cluster/rolling-restart',
    level: 'notice',
    what: `${kind === 'DaemonSet' ? 'The pod on every node is' : `${capitalised(pods)} ${pods.startsWith('one ') ? 'is' : 'are'}`} replaced, ${paceOf(change)}${grace}.`,
    fix: 'Nothing to do, if the pods may end one after the other.',
  });
}

const reference = 'https://kubernetes.io/docs/concepts/workloads/controllers';
const sources: Readonly<Record<string, string>> = {
  Deployment: `${reference}/deployment/#updating-a-deployment`,
  StatefulSet: `${reference}/statefulset/#update-strategies`,
  DaemonSet: 'https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/',
};

function podsOf({ from, to, kind }: ObjectChange): string {
  if (kind === 'DaemonSet') return 'pods';
  const before = fieldOf(from?.manifest, 'spec.replicas');
  const after = fieldOf(to?.manifest, 'spec.replicas');
  // Without a number an autoscaler decides; Kubernetes' default of 1 is only what it starts with.
  if (typeof after !== 'number') return 'running pods';
  // Pods that come because of more replicas take nobody's place.
  const running = typeof before === 'number' ? Math.min(before, after) : after;
  const kept = kind === 'StatefulSet' ? (numberAt(to?.manifest, partition) ?? 0) : 0;
  return counted(Math.max(0, running - kept), 'pod');
}

/** Pods with a lower number keep the former template: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions */
const partition = 'spec.updateStrategy.rollingUpdate.partition';

function strategyOf({ to, kind }: ObjectChange): unknown {
  return fieldOf(to?.manifest, kind === 'Deployment' ? 'spec.strategy.type' : 'spec.updateStrategy.type');
}

function paceOf({ to, kind }: ObjectChange): string {
  if (kind !== 'Deployment') return 'one after the other';
  const unavailable = fieldOf(to?.manifest, 'spec.strategy.rollingUpdate.maxUnavailable') ?? '25%';
  const surge = fieldOf(to?.manifest, 'spec.strategy.rollingUpdate.maxSurge') ?? '25%';
  return `with at most ${String(unavailable)} missing and ${String(surge)} more at a time`;
}

function graceText({ to }: ObjectChange): string {
  const seconds = numberAt(to?.manifest, 'spec.template.spec.terminationGracePeriodSeconds') ?? 0;
  if (seconds < 120) return '';
  return `; an old pod may take ${Math.round(seconds / 60)} minutes to end`;
}

/** A ConfigMap or Secret without a hash in its name changes under running pods. */
export const notReloaded: EffectRule = {
  id: 'cluster/not-reloaded',
  title: 'Running pods keep the former contents of a ConfigMap.',
  *effects(environment) {
    const changed = appliedChanges(environment.changes).filter(
      ({ kind, from, to }) => from && to && (kind === 'ConfigMap' || kind === 'Secret'),
    );
    if (changed.length === 0) return;
    const restarted = new Set(
      environment.changes
        .filter(({ fields }) => fields.some(({ path }) => liesIn(path, 'spec.template')))
        .map(({ namespace, name }) => `${namespace}/${name}`),
    );
    for (const change of changed) {
      const users = environment.to.filter(
        ({ manifest: { apiVersion, kind, metadata, spec } }) =>
          isPodController(apiVersion, kind) &&
          metadata.namespace === change.namespace &&
          !restarted.has(`${metadata.namespace}/${metadata.name}`) &&
          mentions(spec, change),
      );
      if (users.length === 0) continue;
      yield effectOf(change, {
        rule: 'cluster/not-reloaded',
        level: 'caution',
        what: `${users.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`).join(', ')} keep${users.length === 1 ? 's' : ''} running with the former contents.`,
        why: 'Environment variables are read once; files are exchanged within minutes, but most programs don’t read them again: https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
        fix: 'Restart them after the sync (kubectl rollout restart), if they don’t watch their files.',
      });
    }
  },
};

/** True when a pod of `spec` reads the object: as environment, as volume or by key. */
function mentions(spec: unknown, { kind, name }: ObjectChange): boolean {
  const text = JSON.stringify(spec);
  const quoted = JSON.stringify(name);
  return kind === 'ConfigMap'
    ? new RegExp(`"(configMapRef|configMapKeyRef|configMap)":\\{[^{}]*"name":${escaped(quoted)}`).test(text)
    : new RegExp(
        `"(secretRef|secretKeyRef)":\\{[^{}]*"name":${escaped(quoted)}|"secretName":${escaped(quoted)}`,
      ).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
