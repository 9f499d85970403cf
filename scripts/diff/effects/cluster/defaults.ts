// Values that the API server fills in: to write one of them out, or to leave it out again, changes nothing.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { EffectRule, FieldChange, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { contentsOf } from './immutable-conditions.ts';
import { appliedChanges, fieldOf, liesIn } from './kinds.ts';

/** By the last names of a path, in pod templates: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
const podDefaults: readonly (readonly [RegExp, unknown])[] = [
  [/\.spec\.restartPolicy$/, 'Always'],
  [/\.spec\.dnsPolicy$/, 'ClusterFirst'],
  [/\.spec\.schedulerName$/, 'default-scheduler'],
  [/\.spec\.terminationGracePeriodSeconds$/, 30],
  [/\.spec\.enableServiceLinks$/, true],
  [/\.spec\.host(Network|PID|IPC)$/, false],
  [/\.securityContext$/, {}],
  [/\.terminationMessagePath$/, '/dev/termination-log'],
  [/\.terminationMessagePolicy$/, 'File'],
  [/\.(stdin|stdinOnce|tty)$/, false],
  [/\.ports\[[^\]]+\]\.protocol$/, 'TCP'],
  [/Probe\.timeoutSeconds$/, 1],
  [/Probe\.periodSeconds$/, 10],
  [/Probe\.(successThreshold)$/, 1],
  [/Probe\.failureThreshold$/, 3],
  [/Probe\.initialDelaySeconds$/, 0],
  [/\.httpGet\.scheme$/, 'HTTP'],
  [/\.(configMap|secret|projected|downwardAPI)\.defaultMode$/, 420],
  [/\.fieldRef\.apiVersion$/, 'v1'],
  [/\.volumeMounts\[[^\]]+\]\.readOnly$/, false],
];

/** By kind and path: what the API server fills in for the other kinds whose fields can be fixed. */
const ownDefaults: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  StatefulSet: [
    ['spec.podManagementPolicy', 'OrderedReady'],
    ['spec.volumeClaimTemplates[#0].spec.volumeMode', 'Filesystem'],
  ],
  Job: [
    ['spec.completionMode', 'NonIndexed'],
    ['spec.completions', 1],
  ],
  PersistentVolumeClaim: [['spec.volumeMode', 'Filesystem']],
  PersistentVolume: [['spec.volumeMode', 'Filesystem']],
  StorageClass: [
    ['reclaimPolicy', 'Delete'],
    ['volumeBindingMode', 'Immediate'],
  ],
  CSIDriver: [['spec.attachRequired', true]],
  PriorityClass: [['preemptionPolicy', 'PreemptLowerPriority']],
  Secret: [['type', 'Opaque']],
  Service: [
    ['spec.type', 'ClusterIP'],
    ['spec.sessionAffinity', 'None'],
    ['spec.internalTrafficPolicy', 'Cluster'],
  ],
  GrafanaDashboard: [['spec.allowCrossNamespaceImport', false]],
  GrafanaFolder: [['spec.allowCrossNamespaceImport', false]],
};

/** A change that is none to the cluster. */
export const defaultsWritten: EffectRule = {
  id: 'cluster/default-written',
  title: 'What the API server fills in anyway is written out, or left out again.',
  *effects({ changes }) {
    for (const change of appliedChanges(changes)) {
      if (change.fields.length === 0 || effectiveFields(change).length > 0) continue;
      yield effectOf(change, {
        rule: 'cluster/default-written',
        level: 'info',
        what: 'Nothing happens: the API server stores the same, and Argo CD sees no difference.',
        why: 'A field that is left out has a value all the same.',
        fix: 'Nothing to do.',
        fields: change.fields.map(({ path }) => path),
      });
    }
  },
};

/** Fields of a change that change something once the API server has filled in what is left out. */
export function effectiveFields(change: ObjectChange): readonly FieldChange[] {
  return change.fields.filter((field) => !isWrittenDefault(change, field));
}

function isWrittenDefault(change: ObjectChange, { path, from, to }: FieldChange): boolean {
  if (change.kind === 'Secret' && /^(data|stringData)\b/.test(path)) return holdTheSame(change);
  if (from !== undefined && to !== undefined) return false;
  const written = from ?? to;
  // An empty list or mapping is not stored; only of a security context and a selector does it matter that it is there.
  if (Array.isArray(written) && written.length === 0)
    return liesIn(path, 'spec.template') || liesIn(path, 'spec.selector');
  const own = ownDefaults[change.kind]?.find(([name]) => name === path);
  if (own) return written === own[1];
  if (!liesIn(path, 'spec.template')) return false;
  if (path.endsWith('.imagePullPolicy')) return written === pullPolicyOf(change.to?.manifest, path);
  const found = podDefaults.find(([name]) => name.test(path));
  return found !== undefined && JSON.stringify(found[1]) === JSON.stringify(written);
}

/** Plain texts of a Secret are stored in the encoding of the others. */
function holdTheSame({ from, to }: ObjectChange): boolean {
  return from !== undefined && to !== undefined && contentsOf(from.manifest) === contentsOf(to.manifest);
}

/** Images without a tag, and the latest, are asked for each time: https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting */
function pullPolicyOf(manifest: Manifest | undefined, path: string): string | undefined {
  const [, list, name] = /\.(containers|initContainers)\[name=([^\]]+)\]/.exec(path) ?? [];
  const containers = fieldOf(manifest, `spec.template.spec.${list ?? ''}`);
  if (!Array.isArray(containers)) return undefined;
  const own = containers.find((one) => Reflect.get(Object(one), 'name') === name);
  const image = String(Reflect.get(Object(own), 'image'));
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}
