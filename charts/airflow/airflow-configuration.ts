// What Airflow is told: one typed object per environment. Secrets are not here; they are environment variables.
import type { airflowOptions } from '../../envs/airflow-option-names.ts';
import { databasePool, triggererCapacity } from '../../envs/concurrency.ts';
import { FindingsError } from '../../envs/finding.ts';
import type { Environment } from '../../envs/index.ts';
import { dagsFolder } from './dags.ts';
import { executionApiUrl } from './environment-variables.ts';
import { bucketNames, paths, ports, remotePorts, statsdHost } from './names.ts';

type Options = typeof airflowOptions;

/** Options by section; a name that Airflow does not know fails to compile. */
export type AirflowConfiguration = {
  [Section in keyof Options]?: { [Option in Options[Section][number]]?: string | number | boolean };
};

/** Longest task of any queue, in seconds. */
export const longestTaskSeconds = ({ airflow }: Environment): number =>
  Math.max(...airflow.queues.map((queue) => queue.longestTaskMinutes)) * 60;

/**
 * The whole configuration: what the platform sets, and the extra options of the environment.
 * Throws a `FindingsError` when an extra option contradicts the platform.
 */
export function airflowConfiguration(environment: Environment): AirflowConfiguration {
  return withExtraOptions(environment, platformConfiguration(environment));
}

function platformConfiguration(environment: Environment): AirflowConfiguration {
  const { airflow } = environment;
  return {
    core: {
      executor: 'CeleryExecutor',
      auth_manager: 'airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager',
      parallelism: airflow.parallelism,
      // The default of 16 would hold back a mapped DAG that fills the pool of jobs.
      max_active_tasks_per_dag: Math.max(16, airflow.runnerSlots),
      load_examples: false,
      execution_api_server_url: executionApiUrl(environment),
      // Pods of a Deployment have no DNS name; the api-server fetches live logs by address.
      hostname_callable: 'airflow.utils.net.get_host_ip_address',
    },
    operators: { default_queue: airflow.queues[0]?.name },
    database: {
      sql_alchemy_pool_size: databasePool.size,
      sql_alchemy_max_overflow: databasePool.overflow,
    },
    logging: {
      remote_logging: true,
      remote_log_conn_id: 'aws_default',
      remote_base_log_folder: `s3://${bucketNames(environment).logs}`,
      // The bucket encrypts with its KMS key by default; True would ask for AES256 instead.
      encrypt_s3_logs: false,
      // Nothing piles up in the pods: what is in S3 leaves the disk.
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
      // Tags, and names without variables in them: the mappings of the exporter expect both.
      statsd_influxdb_enabled: true,
      legacy_names_on: false,
    },
    api: { base_url: `https://${environment.ingress.hostName}`, port: ports.apiServer, expose_config: false },
    scheduler: {
      enable_health_check: true,
      // A task may wait for workers that are busy until the longest task ends; the default gives up after 10 minutes.
      task_queued_timeout: longestTaskSeconds(environment) + 1800,
    },
    triggerer: { capacity: triggererCapacity },
    dag_processor: {
      dag_bundle_config_list: JSON.stringify([
        {
          name: 'helical',
          classpath: 'airflow.dag_processing.bundles.local.LocalDagBundle',
          kwargs: { path: dagsFolder(environment) },
        },
      ]),
      // Seconds until a new file is seen.
      refresh_interval: 60,
    },
    celery: {
      // Task logs reach CloudWatch as standard output of the worker.
      task_logs_to_stdout: true,
    },
    celery_broker_transport_options: {
      // A message that is not acknowledged by then is delivered twice.
      visibility_timeout: longestTaskSeconds(environment) + 3600,
    },
    fab: {
      config_file: `${paths.configuration}/webserver_config.py`,
      enable_proxy_fix: true,
      cookie_secure: true,
      session_lifetime_minutes: 480,
    },
  };
}

function withExtraOptions(
  environment: Environment,
  configuration: AirflowConfiguration,
): AirflowConfiguration {
  const merged: Record<string, Record<string, string | number | boolean | undefined>> = configuration;
  const findings = environment.airflow.options.flatMap(({ section, option, value }, index) => {
    const own = merged[section]?.[option];
    if (own === undefined) {
      merged[section] = { ...merged[section], [option]: value };
      return [];
    }
    return [
      {
        rule: 'airflow/option-of-the-platform',
        severity: 'error' as const,
        where: {
          file: `envs/${environment.name}.ts`,
          path: `airflow.options[${index}]`,
          source: 'charts/airflow/airflow-configuration.ts',
        },
        what: `[${section}] ${option} is ${JSON.stringify(own)} already, and "${value}" here.`,
        why: 'The rest of the manifests is made for the value of the platform.',
        fix: 'Leave the option out, or change the field that it follows from.',
      },
    ];
  });
  if (findings.length > 0) throw new FindingsError(findings);
  return configuration;
}
