// Runs a program as a container would: in its own mounts, with a read-only root, as its user, without capabilities.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { privateFolder } from '../lib/files.ts';
import { MissingTool, onPath } from '../lib/tools.ts';

/** A folder or file of this machine and where the container sees it. */
export type Mount = { from: string; to: string; writable?: boolean };

/** One container. */
export type SandboxOptions = {
  /** Host name that the container sees. */
  name: string;
  /** Folder of this run for the container's own files. */
  folder: string;
  user: number;
  group: number;
  workingFolder: string;
  variables: Readonly<Record<string, string>>;
  mounts: readonly Mount[];
};

/** How to start something in the container: a command and its first arguments. */
export type Sandbox = { command: string; args: string[] };

/**
 * Prepares a container; each program that is started by it gets the same mounts, as `kubectl exec` would.
 * @throws MissingTool for a user who may not mount
 */
export function prepareSandbox(options: SandboxOptions): Sandbox {
  if (process.getuid?.() !== 0 || !onPath('unshare'))
    throw new MissingTool('the right to mount', 'run as root on Linux, in a container for instance');
  privateFolder(join(options.folder, 'root'));
  const script = join(options.folder, 'enter.sh');
  writeFileSync(script, scriptOf(options), { mode: 0o700 });
  return { command: 'unshare', args: [...namespaces, 'bash', script] };
}

/** Its processes end with the first of them, also those that have left its process group. */
const namespaces = ['--mount', '--uts', '--pid', '--fork', '--kill-child=SIGKILL'];

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function scriptOf({ name, folder, user, group, workingFolder, variables, mounts }: SandboxOptions): string {
  const accounts = join(folder, 'passwd');
  const hosts = join(folder, 'hosts');
  writeFileSync(accounts, `root:x:0:0::/root:/bin/sh\nairflow:x:${user}:${group}::/home/airflow:/bin/bash\n`);
  writeFileSync(hosts, `127.0.0.1 localhost ${name}\n`);
  const environment = Object.entries(variables).map(([key, value]) => quote(`${key}=${value}`));
  const drop = `setpriv --reuid=${user} --regid=${group} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all`;
  return `set -eu
root=${quote(join(folder, 'root'))}
hostname ${quote(name)}
mount --make-rprivate /
mount -t tmpfs -o mode=0755 tmpfs "$root"
give() { # source, target, ro or rw
  if [ -d "$1" ]; then mkdir -p "$root$2"
  elif [ ! -e "$root$2" ]; then mkdir -p "$(dirname "$root$2")"; : > "$root$2"; fi
  mount --bind "$1" "$root$2"
  [ "$3" = rw ] || mount -o remount,bind,ro "$root$2"
}
for path in /bin /sbin /lib /lib64; do
  if [ -L "$path" ]; then cp -P "$path" "$root$path"; elif [ -d "$path" ]; then give "$path" "$path" ro; fi
done
give /usr /usr ro
give /etc /etc ro
give ${quote(accounts)} /etc/passwd ro
give ${quote(hosts)} /etc/hosts ro
mkdir "$root/proc" "$root/dev"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir -p "$root"${quote(workingFolder)} "$root/home/airflow"
${mounts.map(({ from, to, writable }) => `give ${quote(from)} ${quote(to)} ${writable ? 'rw' : 'ro'}`).join('\n')}
mount -o remount,ro "$root"
exec chroot "$root" ${drop} env -i ${environment.join(' ')} sh -c 'cd ${workingFolder} && exec "$@"' sh "$@"
`;
}
