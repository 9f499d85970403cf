// Sorts the files of a tree into environments: folders such as `prod/`, and everything else.
import { environmentOf } from '../generate/paths.ts';
import { compareTexts } from './finding.ts';

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
  const folders = new Map<string, { files: string[]; isEnvironment: boolean }>();
  for (const file of files) {
    const folder = file.slice(0, Math.max(file.indexOf('/'), 0));
    let group = folders.get(folder);
    if (!group) {
      group = { files: [], isEnvironment: false };
      folders.set(folder, group);
    }
    group.files.push(file);
    // One file in the place of ours is enough, and the others need not be looked at.
    group.isEnvironment ||= environmentOf(file) !== undefined;
  }
  const loose = [...folders.values()].filter(({ isEnvironment }) => !isEnvironment);
  const environments = [...folders]
    .filter(([, { isEnvironment }]) => isEnvironment)
    .map(([name, group]) => ({ name, files: group.files }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (loose.length === 0) return environments;
  return [{ name: '', files: loose.flatMap((group) => group.files).sort(compareTexts) }, ...environments];
}
