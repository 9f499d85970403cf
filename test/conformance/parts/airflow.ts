// Airflow as an environment describes it: its database, queue and buckets, and every Deployment as processes.

import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Fields, fieldsAt, isFields, type KubeObject, listAt, textAt } from '../lib/json.ts';
import { freePort } from '../lib/ports.ts';
import type { Supervised } from '../lib/process.ts';
import type { Rig } from '../lib/rig.ts';
import type { EnvironmentTree } from '../lib/tree.ts';
import { furnishCluster, tokenOf } from './airflow-cluster.ts';
import { type Changes, type Container, type PodSurroundings, prepareContainer } from './airflow-pod.ts';
import { localized, type StandIns, secretValues, textsFor } from './airflow-stand-ins.ts';
import type { Cluster, Clusters } from './cluster.ts';
import { type Moto, startMoto } from './moto.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { airflowPython, type Python } from './python.ts';
import { startRedisTls } from './redis-tls.ts';

/** What a command said, and whether it succeeded. */
export type Outcome = { code: number; output: string };

/** Everything that Airflow needs, and the means to run its pods. */
export type Airflow = {
  environment: EnvironmentTree;
  cluster: Cluster;
  postgres: Postgres;
  moto: Moto;
  python: Python;
  standIns: StandIns;
  region: string;
  /** The manifests of a kind in Airflow's own application. */
  ofKind(kind: string): KubeObject[];
  /** A container of a Deployment, Job or CronJob, with volumes of its own. */
  container(workload: KubeObject, container?: string, changes?: Changes): Container;
  /** Runs a command in a container to its end; without one, what the container itself runs. */
  run(container: Container, command?: readonly string[], timeoutSeconds?: number): Promise<Outcome>;
  /** Starts what the container itself runs, and leaves it running. */
  start(container: Container, ready: () => Promise<boolean>, timeoutSeconds?: number): Promise<Supervised>;
};

const project = resolve(import.meta.dirname, '..', '..', '..');
const namespace = 'airflow';
const roleAnnotation = 'eks.amazonaws.com/role-arn';

/** Where the DAGs of the run come from: ours, and those that only the checks need. */
const dagFolders = [join(project, 'dags'), join(import.meta.dirname, '..', 'airflow', 'dags')];

/**
 * Starts what Airflow needs, and nothing of Airflow itself yet.
 * @param queues how many tasks the DAGs of the checks put into each queue
 */
export async function prepareAirflow(
  rig: Rig,
  clusters: Clusters,
  environment: EnvironmentTree,
  queues: (from: Pick<Airflow, 'ofKind'>) => { name: string; tasks: number }[],
): Promise<Airflow> {
  const python = await airflowPython(rig);
  const ofKind = (kind: string) =>
    environment.manifests
      .filter(({ application, object }) => application === namespace && object.kind === kind)
      .map(({ object }) => object);
  const region = textAt(ofKind('Database')[0], 'spec', 'region') ?? '';
  const secrets = secretValues(environment);
  const cluster = await clusters.start(`${environment.name}-airflow`, rig);
  const masterPassword = crypto.randomUUID();
  const [postgres, redisPort, moto] = await Promise.all([
    startPostgres(rig, cluster.authority, masterPassword),
    startRedisTls(rig, cluster.authority, secrets.get('airflow-cache-auth/token') ?? ''),
    startMoto(rig, python, { region, account: accountOf(ofKind('ServiceAccount')) }),
    furnishCluster(rig, cluster, environment),
  ]);
  const database = textAt(ofKind('Database')[0], 'spec', 'databaseName') ?? '';
  postgres.query(`CREATE DATABASE ${database}`);
  const secret = JSON.stringify({ username: postgres.user, password: postgres.password });
  for (const { object } of environment.manifests.filter(({ object }) => object.kind === 'Bucket')) {
    const name = textAt(object, 'spec', 'bucketName');
    if (name && object.apiVersion.startsWith('aws.helical.dev/')) await moto.createBucket(name);
  }
  const published = new Map([
    ['airflow-database/host', '127.0.0.1'],
    ['airflow-database/port', String(postgres.port)],
    ['airflow-database/database', database],
    ['airflow-database/masterSecretArn', await moto.createSecret('rds!db-conformance', secret)],
    ['airflow-cache/host', '127.0.0.1'],
    ['airflow-cache/port', String(redisPort)],
  ]);
  const standIns = { secrets, published, ...(await addresses(ofKind('Deployment'))) };
  const filled = Object.fromEntries(queues({ ofKind }).map(({ name, tasks }) => [name, tasks]));
  const made = { environment, cluster, moto, python, standIns, ofKind };
  const around = await surroundings(rig, made, JSON.stringify(filled));
  const taken = new Map<string, number>();
  return {
    environment,
    cluster,
    postgres,
    moto,
    python,
    standIns,
    region,
    ofKind,
    container: (workload, containerName, changes) => {
      const template = templateOf(workload);
      const name = workload.metadata.name;
      const number = taken.get(name) ?? 0;
      taken.set(name, number + 1);
      const main = containerName ?? textAt(template, 'spec', 'containers', 0, 'name') ?? '';
      const component = textAt(template, 'metadata', 'labels', 'app.kubernetes.io/component') ?? '';
      const hostName = `${name}-${number}`;
      const folder = rig.dataFolder(hostName);
      chmodSync(folder, 0o755);
      return prepareContainer(template, main, { name: hostName, folder, component }, around, changes);
    },
    run: runToEnd,
    start: (container, ready, timeoutSeconds = 60) =>
      rig.run({ name: container.name, ...container.in(container.command) }, ready, timeoutSeconds),
  };
}

/** The pod template of a Deployment, Job or CronJob. */
export function templateOf(workload: KubeObject): Fields {
  return workload.kind === 'CronJob'
    ? fieldsAt(workload, 'spec', 'jobTemplate', 'spec', 'template')
    : fieldsAt(workload, 'spec', 'template');
}

async function addresses(deployments: KubeObject[]): Promise<Pick<StandIns, 'texts' | 'ports'>> {
  const servers = { 'api-server': await freePort(), 'execution-api': await freePort() };
  const ports: Record<string, Record<string, string>> = {
    'api-server': { AIRFLOW__API__PORT: String(servers['api-server']) },
    'execution-api': { AIRFLOW__API__PORT: String(servers['execution-api']) },
    triggerer: { AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT: String(await freePort()) },
    scheduler: { AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT: String(await freePort()) },
  };
  for (const { metadata } of deployments) {
    const component = metadata.name.replace('airflow-', '');
    if (component.startsWith('worker-'))
      ports[component] = { AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT: String(await freePort()) };
  }
  return { texts: textsFor(servers), ports };
}

/** The AWS account that the roles of the components belong to. */
function accountOf(serviceAccounts: KubeObject[]): string {
  const arns = serviceAccounts.flatMap(({ metadata }) => metadata.annotations?.[roleAnnotation] ?? []);
  return arns[0]?.split(':')[4] ?? '';
}

type Made = Pick<Airflow, 'environment' | 'cluster' | 'moto' | 'python' | 'standIns' | 'ofKind'>;

async function surroundings(rig: Rig, made: Made, queues: string): Promise<PodSurroundings> {
  const { environment, cluster, moto, python, standIns, ofKind } = made;
  // Their user is not this run's, so the way to what they mount is open.
  chmodSync(rig.folder, 0o711);
  const shared = rig.dataFolder('airflow');
  chmodSync(shared, 0o755);
  const folder = (...path: string[]) => {
    mkdirSync(join(shared, ...path), { recursive: true, mode: 0o755 });
    return join(shared, ...path);
  };
  for (const { metadata, ...rest } of ofKind('ConfigMap'))
    for (const [key, text] of Object.entries(fieldsAt(rest, 'data')))
      writeFileSync(join(folder('config', metadata.name), key), localized(String(text), standIns));
  const dags = folder('dags');
  const dagsBelow = join(dags, dagsPath(ofKind('ConfigMap')));
  for (const from of dagFolders) cpSync(from, dagsBelow, { recursive: true });
  writeFileSync(join(dagsBelow, 'conformance_queues.json'), queues);
  const tokens = new Map<string, string>();
  const roles = new Map<string, { arn: string; tokenFile: string }>();
  for (const { metadata } of ofKind('ServiceAccount')) {
    const own = folder('tokens', metadata.name);
    writeFileSync(join(own, 'token'), await tokenOf(cluster, namespace, metadata.name), { mode: 0o644 });
    writeFileSync(join(own, 'ca.crt'), cluster.authority.pem);
    writeFileSync(join(own, 'namespace'), namespace);
    tokens.set(metadata.name, own);
    const arn = metadata.annotations?.[roleAnnotation];
    if (!arn) continue;
    const tokenFile = join(folder('roles'), metadata.name);
    writeFileSync(tokenFile, await tokenOf(cluster, namespace, metadata.name, 'sts.amazonaws.com'));
    roles.set(metadata.name, { arn, tokenFile });
  }
  return {
    standIns,
    python,
    moto,
    caFile: copyOf(cluster.authority.pem, join(shared, 'ca.crt')),
    configMaps: folder('config'),
    dags,
    serviceAccountFolder: (name) => {
      const found = tokens.get(name);
      if (!found) throw new Error(`${environment.name} has no ServiceAccount ${name}`);
      return found;
    },
    cloudRole: (name) => roles.get(name),
    kubernetesPort: cluster.port,
  };
}

function copyOf(text: string, path: string): string {
  writeFileSync(path, text);
  return path;
}

/** Where the configuration looks for the DAGs, below the folder that git-sync fills. */
function dagsPath(configMaps: KubeObject[]): string {
  const configuration = configMaps.map((one) => textAt(one, 'data', 'airflow.cfg')).find(Boolean) ?? '';
  const list = /^dag_bundle_config_list = (.*)$/m.exec(configuration)?.[1] ?? '[]';
  const bundles: unknown = JSON.parse(list.replaceAll('%%', '%'));
  const path = listAt({ bundles }, 'bundles').filter(isFields)[0];
  return relative('/opt/airflow/dags', textAt(path, 'kwargs', 'path') ?? '/opt/airflow/dags');
}

function runToEnd(
  container: Container,
  command: readonly string[] = container.command,
  timeoutSeconds = 600,
): Promise<Outcome> {
  return new Promise((done) => {
    const inside = container.in(command);
    const child = spawn(inside.command, inside.args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutSeconds * 1000);
    child.once('close', (code) => {
      clearTimeout(timer);
      done({ code: code ?? -1, output });
    });
  });
}
