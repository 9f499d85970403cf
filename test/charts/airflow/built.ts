// Builds Airflow or helical-runner for a test, as the generator does, with changes to an environment.
import { App, Chart } from 'cdk8s';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1';
import type { IContainer, IPodTemplate, IPodTemplateSpec } from 'kubernetes-models/v1';
import type { Workload } from '../../../charts/kit/workload.ts';
import { type Environment, environmentOf } from '../../../envs/index.ts';
import { parseEnvironments } from '../../../envs/parse.ts';
import { type Changes, changed } from '../../envs/kit/change.ts';

/** The checked environment of `envs/NAME.ts`, with changes by path. */
export function environmentWith(name: 'dev' | 'staging' | 'prod', changes: Changes = {}): Environment {
  const file = `envs/${name}.ts`;
  const [description] = parseEnvironments([{ file, value: changed(file, changes) }]);
  const environment = description && environmentOf(description);
  if (!environment) throw new Error(`${file} has no environment`);
  return environment;
}

interface Built {
  kind: string;
  metadata: { name: string; namespace?: string; annotations?: Record<string, string> };
}

/** The objects of a workload. `T` is the model of the kinds that are asked for. */
export class Objects {
  private readonly chart: Chart;

  constructor(workload: Workload, environment: Environment) {
    this.chart = new Chart(new App(), workload.name, { disableResourceNameHashes: true });
    workload.build(this.chart, environment);
  }

  get all(): Built[] {
    return this.chart.toJson();
  }

  of<T>(kind: string): T[] {
    return this.chart.toJson().filter((object: Built) => object.kind === kind);
  }

  /** The one object of this kind and name. */
  one<T>(kind: string, name: string): T {
    const found = this.chart
      .toJson()
      .filter((object: Built) => object.kind === kind && object.metadata.name === name);
    if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name}, not one`);
    return found[0];
  }

  /** Every pod that the workload may start, by the name of what starts it. */
  pods(): Map<string, IPodTemplateSpec> {
    const templates: [string | undefined, IPodTemplateSpec | undefined][] = [
      ...this.of<IDeployment>('Deployment').map(pair((object) => object.spec?.template)),
      ...this.of<IJob>('Job').map(pair((object) => object.spec?.template)),
      ...this.of<ICronJob>('CronJob').map(pair((object) => object.spec?.jobTemplate.spec?.template)),
      ...this.of<IPodTemplate>('PodTemplate').map(pair((object) => object.template)),
    ];
    return new Map(
      templates.flatMap(([name, template]) => (name && template ? [[name, template] as const] : [])),
    );
  }

  /** Every container of every pod, with the name `POD/CONTAINER`. */
  containers(): { name: string; container: IContainer }[] {
    return [...this.pods()].flatMap(([pod, { spec }]) =>
      [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((container) => ({
        name: `${pod}/${container.name}`,
        container,
      })),
    );
  }
}

function pair<T extends { metadata?: { name?: string } }>(
  template: (object: T) => IPodTemplateSpec | undefined,
): (object: T) => [string | undefined, IPodTemplateSpec | undefined] {
  return (object) => [object.metadata?.name, template(object)];
}

/** Environments that together make every optional part appear. */
export const shapes: readonly { name: string; environment: Environment }[] = [
  { name: 'dev', environment: environmentWith('dev') },
  { name: 'prod', environment: environmentWith('prod') },
  {
    name: 'dev with PgBouncer and Flower',
    environment: environmentWith('dev', {
      'database.instanceClass': 'db.t4g.micro',
      'airflow.flower': { resources: { cpuMillis: 100, memoryMiB: 512 } },
    }),
  },
  {
    name: 'staging with DAGs on EFS and OpenID Connect',
    environment: environmentWith('staging', {
      'airflow.dags': {
        source: 'efs',
        fileSystemId: 'fs-0123456789abcdef0',
        accessPointId: 'fsap-0123456789abcdef0',
      },
      'airflow.openIdConnect': {
        issuer: 'https://login.example.org',
        clientId: 'airflow',
        rolesClaim: 'groups',
        adminGroup: 'admins',
      },
    }),
  },
  {
    name: 'prod with an SSH key for git and rotated secrets',
    environment: environmentWith('prod', {
      'airflow.dags.repository': 'git@github.com:helical/dags.git',
      'airflow.dags.credentials': 'ssh-key',
      'airflow.secretVersions': {
        database: 2,
        cache: 2,
        fernet: 2,
        jwt: 2,
        apiKey: 2,
        admin: 2,
        clientSecret: 2,
        git: 2,
      },
    }),
  },
];
