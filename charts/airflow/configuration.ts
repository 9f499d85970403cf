// Airflow’s configuration: one typed object per environment, written as airflow.cfg into a ConfigMap that every component mounts.
import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import type { IConfigMap } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import {
  bucketNames,
  executionApiUrl,
  namespace,
  objectName,
  paths,
  remotePorts,
  statsdHost,
} from './names.ts';
import type { airflowOptions } from './options.ts';

type Options = typeof airflowOptions;

/** Options by section; a name that Airflow does not know fails to compile. */
export type AirflowConfiguration = {
  [Section in keyof Options]?: { [Option in Options[Section][number]]?: string | number | boolean };
};

export const configurationName = objectName('configuration');

/** What every component reads. Secrets are not here: they come as environment variables. */
export function airflowConfiguration(environment: Environment): AirflowConfiguration {
  const { airflow } = environment;
  const longestTaskSeconds = Math.max(...airflow.queues.map((queue) => queue.longestTaskMinutes)) * 60;
  return {
    core: {
      executor: 'CeleryExecutor',
      auth_manager: 'airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager',
      parallelism: airflow.parallelism,
      load_examples: false,
      execution_api_server_url: executionApiUrl,
      // Pods of a Deployment have no DNS name; the api-server fetches live logs by address.
      hostname_callable: 'airflow.utils.net.get_host_ip_address',
      dags_folder: dagsFolder(environment),
    },
    database: {
      // What one process opens at most is pool_size + max_overflow; concurrency.ts adds it up.
      sql_alchemy_pool_size: databasePool.size,
      sql_alchemy_max_overflow: databasePool.overflow,
      external_db_managers: 'airflow.providers.fab.auth_manager.models.db.FABDBManager',
    },
    logging: {
      remote_logging: true,
      remote_log_conn_id: 'aws_default',
      remote_base_log_folder: `s3://${bucketNames(environment).logs}`,
      // The bucket encrypts with its KMS key by default; True would ask for AES256 instead.
      encrypt_s3_logs: false,
      delete_local_logs: true,
      log_filename_template:
        '{{ ti.dag_id }}/{{ ti.task_id }}/{{ ti.run_id }}/{% if ti.map_index >= 0 %}map_index={{ ti.map_index }}/{% endif %}attempt={{ try_number|default(ti.try_number) }}.log',
      json_logs: true,
      colored_console_log: false,
      dag_processor_log_target: 'stdout',
    },
    metrics: {
      statsd_on: true,
      statsd_host: statsdHost,
      statsd_port: remotePorts.statsd,
      statsd_influxdb_enabled: true,
      legacy_names_on: false,
    },
    api: {
      base_url: `https://${environment.ingress.hostName}`,
      expose_config: false,
    },
    scheduler: { enable_health_check: true },
    dag_processor: {
      dag_bundle_config_list: JSON.stringify([
        {
          name: 'helical',
          classpath: 'airflow.dag_processing.bundles.local.LocalDagBundle',
          kwargs: { path: dagsFolder(environment) },
        },
      ]),
    },
    celery: {
      // Task logs reach CloudWatch as standard output of the worker.
      task_logs_to_stdout: true,
    },
    celery_broker_transport_options: {
      // A message that is not acknowledged by then is delivered twice.
      visibility_timeout: longestTaskSeconds + 3600,
    },
    fab: { enable_proxy_fix: true, cookie_secure: true, session_lifetime_minutes: 480 },
  };
}

/** Connections of one process to the database. */
export const databasePool = { size: 5, overflow: 5 } as const;

/** Folder that the DAGs are read from. */
export function dagsFolder({ airflow: { dags } }: Environment): string {
  return dags.source === 'git-sync' ? `${paths.dags}/current/${dags.path}` : paths.dags;
}

/** The configuration as airflow.cfg: ini with `%` doubled, because Airflow interpolates values. */
export function toIni(configuration: AirflowConfiguration): string {
  return Object.entries(configuration)
    .map(([section, options]) => {
      const lines = Object.entries(options).map(([name, value]) => `${name} = ${iniValue(value)}`);
      return [`[${section}]`, ...lines, ''].join('\n');
    })
    .join('\n');
}

function iniValue(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value).replaceAll('%', '%%');
}

/** Content of the files under /opt/airflow/config. */
function configurationFiles(environment: Environment): Record<string, string> {
  return { 'airflow.cfg': toIni(airflowConfiguration(environment)) };
}

/** Short hash of the configuration: pods carry it, so that a change restarts them. */
export function configurationChecksum(environment: Environment): string {
  return createHash('sha256')
    .update(JSON.stringify(configurationFiles(environment)))
    .digest('hex')
    .slice(0, 16);
}

export function addConfiguration(chart: Chart, environment: Environment): void {
  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configurationName, namespace, annotations: inWave(objectWaves.settings) },
    data: configurationFiles(environment),
  });
}
