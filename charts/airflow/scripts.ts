// The Python scripts that run in Airflow’s image, as a ConfigMap that the pods mount.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Chart } from 'cdk8s';
import type { IConfigMap } from 'kubernetes-models/v1';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace, objectName } from './names.ts';

export const scriptsName = objectName('scripts');

/** Text of a file under `scripts/`. */
export const readScript = (file: string): string =>
  readFileSync(new URL(`./scripts/${file}`, import.meta.url), 'utf8');

const scripts = () => ({
  'database_role.py': readScript('database_role.py'),
  'reap_orphans.py': readScript('reap_orphans.py'),
});

/** Short hash of texts, for annotations that restart pods when a file changes. */
export const checksum = (files: Record<string, string>): string =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);

export function addScripts(chart: Chart): void {
  manifest<IConfigMap>(chart, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: scriptsName, namespace, annotations: inWave(objectWaves.settings) },
    data: scripts(),
  });
}
