// Sorts the files of a tree into environments: folders such as `prod/`, and everything else.
import { environmentOf } from '../generate/paths.ts';

/** The files of one environment; its name is empty for files that belong to none. */
export interface EnvironmentFiles {
  name: string;
  files: string[];
}

/**
 * Environments in the order of their names. A folder is one when a file in it has a place such as
 * `prod/airflow/Deployment.scheduler.yaml`; then everything in it belongs to it.
 */
export function environmentsOf(files: readonly string[]): EnvironmentFiles[] {
  const names = new Set(files.map(environmentOf).filter((name) => name !== undefined));
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.slice(0, Math.max(file.indexOf('/'), 0));
    const name = names.has(folder) ? folder : '';
    const group = groups.get(name);
    if (group) group.push(file);
    else groups.set(name, [file]);
  }
  return [...groups]
    .map(([name, ofName]) => ({ name, files: ofName }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
