// Turns a container of a generated pod into something that runs here, by the list of stand-ins.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from '../lib/json.ts';
import { imageVariables, localized, type StandIns } from './airflow-stand-ins.ts';
import type { Moto } from './moto.ts';
import type { Python } from './python.ts';
import { type Mount, prepareSandbox, type Sandbox } from './sandbox.ts';

/** What all pods of a run share. */
export type PodSurroundings = {
  standIns: StandIns;
  python: Python;
  moto: Moto;
  /** Certificate of the authority that signed for the cache. */
  caFile: string;
  /** Folder with one folder for each ConfigMap of the environment. */
  configMaps: string;
  /** A copy of the DAGs, as git-sync would leave it. */
  dags: string;
  /** What the kubelet mounts for a ServiceAccount: its token and the authority; undefined where it has none. */
  serviceAccountFolder(serviceAccount: string): string;
  /** What the webhook for IAM roles adds to the pods of a ServiceAccount. */
  cloudRole(serviceAccount: string): { arn: string; tokenFile: string } | undefined;
  kubernetesPort: number;
};

/** One container, ready to run its commands. */
export type Container = {
  name: string;
  spec: Fields;
  variables: Readonly<Record<string, string>>;
  /** What the container runs by itself. */
  command: string[];
  /** Starts something in the container. */
  in(command: readonly string[]): Sandbox;
};

/** How a container is to differ from its manifest. */
export type Changes = { variables?: Record<string, string>; without?: string[] };

/** Makes a container of a pod template runnable. Its volumes are fresh, and lie below `folder`. */
export function prepareContainer(
  template: Fields,
  containerName: string,
  { name, folder, component }: { name: string; folder: string; component: string },
  around: PodSurroundings,
  changes: Changes = {},
): Container {
  const pod = fieldsAt(template, 'spec');
  const containers = [...listAt(pod, 'containers'), ...listAt(pod, 'initContainers')].filter(isFields);
  const spec = containers.find((one) => one.name === containerName);
  if (!spec) throw new Error(`${name} has no container ${containerName}`);
  const variables = variablesOf(spec, textAt(pod, 'serviceAccountName') ?? '', around, component);
  for (const variable of changes.without ?? []) delete variables[variable];
  Object.assign(variables, changes.variables);
  const security = { ...fieldsAt(pod, 'securityContext'), ...fieldsAt(spec, 'securityContext') };
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const sandbox = prepareSandbox({
    name,
    folder,
    user: Number(security.runAsUser),
    group: Number(security.runAsGroup),
    workingFolder: imageVariables.AIRFLOW_HOME,
    variables,
    mounts: [...systemMounts(folder, around), ...volumeMounts(pod, spec, folder, around)],
  });
  const own = [...listAt(spec, 'command'), ...listAt(spec, 'args')].map(String);
  return {
    name,
    spec,
    variables,
    // The image's entry point runs where the manifest sets no command.
    command: spec.command ? own : ['dumb-init', '--', '/entrypoint', ...own],
    in: (command) => ({ command: sandbox.command, args: [...sandbox.args, ...command] }),
  };
}

function variablesOf(
  container: Fields,
  serviceAccount: string,
  around: PodSurroundings,
  component: string,
): Record<string, string> {
  const { standIns, moto, python, kubernetesPort } = around;
  const variables: Record<string, string> = {};
  for (const entry of listAt(container, 'env').filter(isFields)) {
    const value = textAt(entry, 'value') ?? referred(fieldsAt(entry, 'valueFrom'), standIns);
    variables[String(entry.name)] = localized(
      value.replaceAll(/\$\((\w+)\)/g, (whole, name: string) => variables[name] ?? whole),
      standIns,
    );
  }
  const role = around.cloudRole(serviceAccount);
  return {
    ...imageVariables,
    PATH: `${join(python.folder, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
    SSL_CERT_FILE: '/opt/conformance/ca.crt',
    KUBERNETES_SERVICE_HOST: '127.0.0.1',
    KUBERNETES_SERVICE_PORT: String(kubernetesPort),
    AWS_ENDPOINT_URL: moto.url,
    ...(role
      ? { AWS_ROLE_ARN: role.arn, AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/token' }
      : {}),
    ...standIns.ports[component],
    ...variables,
  };
}

function referred(valueFrom: Fields, { secrets, published }: StandIns): string {
  for (const [field, values] of [
    ['secretKeyRef', secrets],
    ['configMapKeyRef', published],
  ] as const) {
    const key = `${textAt(valueFrom, field, 'name')}/${textAt(valueFrom, field, 'key')}`;
    if (!(field in valueFrom)) continue;
    const value = values.get(key);
    if (value === undefined) throw new Error(`nothing in the environment makes ${key}`);
    return value;
  }
  throw new Error(`a variable comes from ${Object.keys(valueFrom).join()}, which has no stand-in`);
}

function systemMounts(folder: string, { python, caFile }: PodSurroundings): Mount[] {
  const entrypoint = join(folder, 'entrypoint');
  // The real one waits for the database and the queue first, unless CONNECTION_CHECK_MAX_COUNT is 0.
  writeFileSync(entrypoint, '#!/bin/sh\nexec "$@"\n');
  chmodSync(entrypoint, 0o755);
  return [
    ...(python.base.startsWith('/usr') ? [] : [{ from: python.base, to: python.base }]),
    { from: python.folder, to: python.folder },
    { from: entrypoint, to: '/entrypoint' },
    { from: caFile, to: '/opt/conformance/ca.crt' },
  ];
}

function volumeMounts(pod: Fields, container: Fields, folder: string, around: PodSurroundings): Mount[] {
  const volumes = listAt(pod, 'volumes').filter(isFields);
  const serviceAccount = textAt(pod, 'serviceAccountName') ?? '';
  const mounts = listAt(container, 'volumeMounts')
    .filter(isFields)
    .map((mount): Mount => {
      const volume = volumes.find(({ name }) => name === mount.name) ?? {};
      const to = String(mount.mountPath);
      return {
        from: sourceOf(volume, folder, around),
        to,
        writable: mount.readOnly !== true && !volume.configMap,
      };
    });
  const role = around.cloudRole(serviceAccount);
  if (role) mounts.push({ from: role.tokenFile, to: '/var/run/secrets/eks.amazonaws.com/token' });
  if (at(pod, 'automountServiceAccountToken') !== false)
    mounts.push({
      from: around.serviceAccountFolder(serviceAccount),
      to: '/var/run/secrets/kubernetes.io/serviceaccount',
    });
  return mounts;
}

function sourceOf(volume: Fields, folder: string, { configMaps, dags }: PodSurroundings): string {
  const name = String(volume.name);
  if (name === 'dags') return dags;
  if (volume.configMap) return join(configMaps, textAt(volume, 'configMap', 'name') ?? '');
  if (!volume.emptyDir) throw new Error(`the volume ${name} has no stand-in`);
  const path = join(folder, 'volumes', name);
  mkdirSync(path, { recursive: true });
  // Volumes belong to the group of the pod (fsGroup), which is 0 for the image.
  chmodSync(path, 0o2775);
  return path;
}
