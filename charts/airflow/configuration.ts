// Airflow’s configuration as objects: airflow.cfg and its companions in a ConfigMap that every component mounts.
import type { Chart } from 'cdk8s';
import type { IConfigMap } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { type AirflowConfiguration, airflowConfiguration } from './airflow-configuration.ts';
import { namespace, objectName } from './names.ts';
import { checksum, readScript } from './scripts.ts';

export const configurationName = objectName('configuration');

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
export function configurationFiles(environment: Environment): Record<string, string> {
  const { openIdConnect } = environment.airflow;
  return {
    'airflow.cfg': toIni(airflowConfiguration(environment)),
    'webserver_config.py': readScript('webserver_config.py'),
    ...(openIdConnect ? { 'openid-connect.json': `${JSON.stringify(openIdConnect, null, 2)}\n` } : {}),
  };
}

/** Short hash of the configuration: pods carry it, so that a change restarts them. */
export const configurationChecksum = (environment: Environment): string =>
  checksum(configurationFiles(environment));

export function addConfiguration(chart: Chart, environment: Environment): void {
  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configurationName, namespace, annotations: inWave(objectWaves.settings) },
    data: configurationFiles(environment),
  });
}
