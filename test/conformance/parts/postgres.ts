// PostgreSQL from Debian's packages: an empty server with TLS and one superuser, as RDS hands it over.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from '../lib/certificates.ts';
import { freePort } from '../lib/ports.ts';
import type { Rig } from '../lib/rig.ts';
import { debianTool, MissingTool } from '../lib/tools.ts';

/** A running PostgreSQL. */
export type Postgres = {
  port: number;
  user: string;
  password: string;
  /** Runs one statement as a role and returns its rows, columns apart by `|`. @throws with psql's words */
  query(statement: string, as?: { user: string; password: string; database: string }): string[];
};

const versions = '/usr/lib/postgresql';

/** Starts PostgreSQL; only encrypted connections with a password are let in, as on RDS. */
export async function startPostgres(rig: Rig, authority: Authority, password: string): Promise<Postgres> {
  const binaries = programs();
  const account = accountOf();
  const user = 'postgres';
  const folder = rig.dataFolder('postgres');
  const give = (path: string) => {
    if (account) chownSync(path, account.uid, account.gid);
  };
  // The server refuses to run as root, and its own user has to reach its folder.
  if (account) chmodSync(rig.folder, 0o711);
  give(folder);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile);
  const data = join(folder, 'data');
  const asServer = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : [];
  const command = (name: string) => ['setpriv', ...asServer, '--', join(binaries, name)] as const;
  const [setpriv, ...initdb] = command('initdb');
  const settings = ['--auth=scram-sha-256', `--username=${user}`, `--pwfile=${passwordFile}`, '--no-sync'];
  execFileSync(setpriv, [...initdb, '-D', data, ...settings], { stdio: 'pipe', cwd: folder });
  const certificate = authority.issue('postgres');
  for (const file of ['tls.crt', 'tls.key']) {
    copyFileSync(join(certificate.folder, file), join(folder, file));
    chmodSync(join(folder, file), 0o600);
    give(join(folder, file));
  }
  writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  const port = await freePort();
  const options = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: join(folder, 'tls.crt'),
    ssl_key_file: join(folder, 'tls.key'),
    fsync: 'off',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const query: Postgres['query'] = (statement, as = { user, password, database: 'postgres' }) => {
    const url = `postgresql://${as.user}:${as.password}@127.0.0.1:${port}/${as.database}?sslmode=require`;
    const result = spawnSync(join(binaries, 'psql'), [url, '-qtAX', '-c', statement], { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(result.stderr.trim());
    return result.stdout.split('\n').filter((line) => line !== '');
  };
  await rig.run(
    {
      name: 'postgres',
      command: setpriv,
      args: [...command('postgres').slice(1), '-D', data, ...flags],
      cwd: folder,
    },
    async () => query('SELECT 1')[0] === '1',
    30,
  );
  return { port, user, password, query };
}

/** The folder with the server's programs, which Debian keeps off the PATH. */
function programs(): string {
  const find = () =>
    existsSync(versions)
      ? readdirSync(versions)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => join(versions, version, 'bin'))
          .find((folder) => existsSync(join(folder, 'initdb')))
      : undefined;
  const found = find();
  if (found) return found;
  // The package's wrapper on the PATH: where it is missing, it is installed or said to be missing.
  debianTool('pg_createcluster', 'postgresql');
  const installed = find();
  if (!installed) throw new MissingTool('initdb', 'run `apt-get install postgresql`');
  return installed;
}

/** As root: the user that Debian's package made for the server. */
function accountOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
