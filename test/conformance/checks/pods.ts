// Finds the pod template of a workload and makes the pod that its controller would make.

import { copy, type Fields, fieldsAt, isFields, type KubeObject, listAt, textAt } from '../lib/json.ts';

const templatePaths: { [kind: string]: string[] } = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};

/** The pod that a workload asks for and where its template lies, or undefined if the kind has none. */
export function podOf(object: KubeObject): { pod: KubeObject; path: string } | undefined {
  const path = templatePaths[object.kind];
  if (!path) return undefined;
  const template = fieldsAt(object, ...path);
  const spec: Fields = copy(fieldsAt(template, 'spec'));
  if (Object.keys(spec).length === 0) return undefined;
  // A StatefulSet's claims become volumes of each pod.
  const claims = listAt(object, 'spec', 'volumeClaimTemplates')
    .filter(isFields)
    .map((claim) => textAt(claim, 'metadata', 'name') ?? '');
  spec.volumes = [
    ...listAt(spec, 'volumes'),
    ...claims.map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-0` } })),
  ];
  // Only a workload may leave this out or to its controller.
  if (object.kind.endsWith('Job')) spec.restartPolicy ??= 'Never';
  const meta = fieldsAt(template, 'metadata');
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...meta,
      name: `${object.metadata.name}-conformance`.slice(-63).replace(/^[^a-z0-9]+/, ''),
      namespace: object.metadata.namespace ?? 'default',
    },
    spec,
  };
  return { pod, path: path.join('.') };
}
