// Reads how to reach a cluster from a kubeconfig file, as kubectl does.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AgentOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import { load } from 'js-yaml';
import { isRecord } from '../../../envs/schema/field-schema.ts';

/** How to reach an API server. */
export interface ClusterAccess {
  /** For example `https://10.0.0.1:6443`. */
  readonly server: string;
  readonly tls: AgentOptions;
  readonly token?: string;
}

/** Access by the current context of a kubeconfig. @throws Error naming the file and what it lacks */
export function readKubeconfig(file: string): ClusterAccess {
  const fail = (what: string): never => {
    throw new Error(`${file} ${what}`);
  };
  const config: unknown = load(readFileSync(file, 'utf8'));
  if (!isRecord(config)) return fail('is no kubeconfig');
  const current = config['current-context'];
  if (typeof current !== 'string' || current === '')
    return fail('has no current-context: choose one with kubectl config use-context');
  const context = named(config.contexts, current, 'context') ?? fail(`has no context ${current}`);
  const cluster =
    named(config.clusters, context.cluster, 'cluster') ?? fail(`has no cluster ${context.cluster}`);
  const user = named(config.users, context.user, 'user') ?? fail(`has no user ${context.user}`);
  if (typeof cluster.server !== 'string') return fail(`names no server of the cluster ${context.cluster}`);
  const bytes = (from: Readonly<Record<string, unknown>>, name: string) =>
    dataOrFile(from, name, dirname(file));
  const credentials = typeof user.exec === 'object' ? { ...user, ...runPlugin(user.exec) } : user;
  const token = textOf(credentials.token) ?? fileText(user.tokenFile, dirname(file));
  return {
    server: cluster.server.replace(/\/$/, ''),
    tls: {
      ca: bytes(cluster, 'certificate-authority'),
      cert: textOf(credentials.clientCertificateData) ?? bytes(user, 'client-certificate'),
      key: textOf(credentials.clientKeyData) ?? bytes(user, 'client-key'),
      rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
    },
    ...(token !== undefined && { token }),
  };
}

function named(list: unknown, name: unknown, field: string): Record<string, unknown> | undefined {
  if (!Array.isArray(list)) return undefined;
  const entry = list.filter(isRecord).find((one) => one.name === name)?.[field];
  return isRecord(entry) ? entry : undefined;
}

function dataOrFile(
  from: Readonly<Record<string, unknown>>,
  name: string,
  folder: string,
): Buffer | undefined {
  const data = from[`${name}-data`];
  if (typeof data === 'string') return Buffer.from(data, 'base64');
  const file = from[name];
  return typeof file === 'string' ? readFileSync(resolve(folder, file)) : undefined;
}

function fileText(file: unknown, folder: string): string | undefined {
  return typeof file === 'string' ? readFileSync(resolve(folder, file), 'utf8').trim() : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Runs the program that a cloud gives for signing in, for example `aws eks get-token`. */
function runPlugin(exec: unknown): Record<string, unknown> {
  const { command, args, env } = Object(exec);
  if (typeof command !== 'string') throw new Error('the kubeconfig asks for a program without naming it');
  const variables = Array.isArray(env) ? env.filter(isRecord).map(({ name, value }) => [name, value]) : [];
  const answer: unknown = JSON.parse(
    execFileSync(command, Array.isArray(args) ? args.map(String) : [], {
      encoding: 'utf8',
      env: { ...process.env, ...Object.fromEntries(variables) },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
    }),
  );
  const status = isRecord(answer) ? answer.status : undefined;
  return isRecord(status) ? status : {};
}
